package io.latticeoperator.cloud.aws;

import static java.util.Objects.requireNonNull;

import io.latticeoperator.cloud.Made;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Groups of CloudWatch Logs. */
final class LogGroupCalls implements ProvisionCalls {
  private static final String ALL_STREAMS = ":*";

  private final CloudWatchLogsClient logs;
  private final Calls calls;

  LogGroupCalls(CloudWatchLogsClient logs, Calls calls) {
    this.logs = logs;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String name) {
    return described(name)
        .map(group -> Calls.thoseThere(List.of(group), this::tagged))
        .orElse(List.of());
  }

  /** The one with that name is the first of those whose names begin with it. */
  private Optional<Resource> described(String name) {
    return calls
        .call(() -> logs.describeLogGroups(describe -> describe.logGroupNamePrefix(name)))
        .logGroups()
        .stream()
        .filter(group -> group.logGroupName().equals(name))
        .findFirst()
        .map(
            group ->
                new Resource(
                    new LogGroup(name, group.retentionInDays(), false),
                    Answers.synchronous(name, bare(group.arn()))));
  }

  private static String bare(String arn) {
    return arn.endsWith(ALL_STREAMS) ? arn.substring(0, arn.length() - ALL_STREAMS.length()) : arn;
  }

  private Resource tagged(Resource group) {
    var physical = requireNonNull(group.physical());
    var tags = calls.call(() -> logs.listTagsForResource(list -> list.resourceArn(physical.arn())));
    return new Resource(group.node(), physical.withTags(tags.tags()));
  }

  /** Answers nothing: its ARN is read. */
  @Override
  public Physical create(Change.Create create) {
    var group = (LogGroup) create.node();
    calls.call(
        () ->
            logs.createLogGroup(request -> request.logGroupName(group.name()).tags(create.tags())));
    if (group.retentionDays() != null) {
      retain(group.name(), group.retentionDays());
    }
    return described(group.name())
        .map(made -> requireNonNull(made.physical()))
        .orElseThrow(() -> new Faulted(Made.butNotListed(group)));
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    var group = (LogGroup) update.to();
    retain(group.name(), requireNonNull(group.retentionDays(), "nothing else can be updated"));
    return null;
  }

  private void retain(String name, int days) {
    calls.call(
        () -> logs.putRetentionPolicy(request -> request.logGroupName(name).retentionInDays(days)));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(() -> logs.deleteLogGroup(request -> request.logGroupName(delete.physical().id())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    calls.call(() -> logs.tagResource(request -> request.resourceArn(physical.arn()).tags(tags)));
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    calls.call(
        () -> logs.untagResource(request -> request.resourceArn(physical.arn()).tagKeys(keys)));
  }
}

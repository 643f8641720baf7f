package io.latticeoperator.simulator.direct;

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

/** Groups of CloudWatch Logs. */
record LogGroupCalls(Calls calls) implements ProvisionCalls {
  private static final String NAME = "logGroupName";

  @Override
  public List<Resource> find(String name) {
    return described(name)
        .map(group -> Calls.thoseThere(List.of(group), this::tagged))
        .orElse(List.of());
  }

  /** The one with that name is the first of those whose names begin with it. */
  private Optional<Resource> described(String name) {
    var output =
        calls.call(
            Service.LOGS, "DescribeLogGroups", Calls.input().put("logGroupNamePrefix", name));
    return output
        .path("logGroups")
        .valueStream()
        .filter(group -> Outputs.text(group, NAME).equals(name))
        .findFirst()
        .map(
            group ->
                new Resource(
                    new LogGroup(name, Outputs.whole(group, "retentionInDays"), false),
                    Outputs.synchronous(name, Outputs.text(group, "logGroupArn"))));
  }

  private Resource tagged(Resource group) {
    var physical = requireNonNull(group.physical());
    var output =
        calls.call(
            Service.LOGS, "ListTagsForResource", Calls.input().put("resourceArn", physical.arn()));
    return new Resource(group.node(), physical.withTags(Outputs.tags(output.path("tags"))));
  }

  /** Answers nothing: its ARN is read. */
  @Override
  public Physical create(Change.Create create) {
    var group = (LogGroup) create.node();
    var input = Calls.input().put(NAME, group.name());
    Inputs.tags(input, create.tags());
    calls.call(Service.LOGS, "CreateLogGroup", input);
    if (group.retentionDays() != null) {
      retain(group.name(), group.retentionDays());
    }
    return described(group.name())
        .map(made -> requireNonNull(made.physical()))
        .orElseThrow(() -> new CallFailed(Made.butNotListed(group)));
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    var group = (LogGroup) update.to();
    retain(group.name(), requireNonNull(group.retentionDays(), "nothing else can be updated"));
    return null;
  }

  private void retain(String name, int days) {
    calls.call(
        Service.LOGS,
        "PutRetentionPolicy",
        Calls.input().put(NAME, name).put("retentionInDays", days));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(Service.LOGS, "DeleteLogGroup", Calls.input().put(NAME, delete.physical().id()));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    var input = Calls.input().put("resourceArn", physical.arn());
    Inputs.tags(input, tags);
    calls.call(Service.LOGS, "TagResource", input);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    var input = Calls.input().put("resourceArn", physical.arn());
    Inputs.texts(input, "tagKeys", keys);
    calls.call(Service.LOGS, "UntagResource", input);
  }
}

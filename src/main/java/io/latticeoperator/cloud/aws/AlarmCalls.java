package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Made;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** Metric alarms of CloudWatch. */
final class AlarmCalls implements ProvisionCalls {
  private final CloudWatchClient cloudWatch;
  private final Calls calls;

  AlarmCalls(CloudWatchClient cloudWatch, Calls calls) {
    this.cloudWatch = cloudWatch;
    this.calls = calls;
  }

  @Override
  public List<Resource> find(String prefix) {
    var alarms =
        calls.items(
            token ->
                cloudWatch.describeAlarms(
                    page ->
                        page.alarmNamePrefix(prefix)
                            .alarmTypes(AlarmType.METRIC_ALARM)
                            .nextToken(token)),
            DescribeAlarmsResponse::nextToken,
            DescribeAlarmsResponse::metricAlarms);
    return Calls.thoseThere(alarms, alarm -> resource(prefix, alarm));
  }

  private Resource resource(String prefix, MetricAlarm alarm) {
    var tags =
        calls.call(
            () -> cloudWatch.listTagsForResource(list -> list.resourceARN(alarm.alarmArn())));
    return new Resource(
        AlarmShapes.observed(prefix, alarm),
        Answers.synchronous(alarm.alarmName(), alarm.alarmArn())
            .withTags(tags.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
  }

  /** PutMetricAlarm overwrites, and answers nothing: so it is read before, and its ARN after. */
  @Override
  public Physical create(Change.Create create) {
    var alarm = (Alarm) create.node();
    if (calls.before(() -> named(alarm)).isPresent()) {
      throw new Faulted(Made.alreadyThere(alarm));
    }
    put(alarm, create.tags());
    return named(alarm).orElseThrow(() -> new Faulted(Made.butNotListed(alarm)));
  }

  private Optional<Physical> named(Alarm alarm) {
    return calls
        .call(() -> cloudWatch.describeAlarms(describe -> describe.alarmNames(alarm.name())))
        .metricAlarms()
        .stream()
        .findFirst()
        .map(there -> Answers.synchronous(there.alarmName(), there.alarmArn()));
  }

  /** Tags are for new alarms only. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    put((Alarm) update.to(), Map.of());
    return null;
  }

  private void put(Alarm alarm, Map<String, String> tags) {
    calls.call(() -> cloudWatch.putMetricAlarm(AlarmShapes.put(alarm).tags(tags(tags)).build()));
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        () -> cloudWatch.deleteAlarms(request -> request.alarmNames(delete.physical().id())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    calls.call(
        () ->
            cloudWatch.tagResource(
                request -> request.resourceARN(physical.arn()).tags(tags(tags))));
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    calls.call(
        () ->
            cloudWatch.untagResource(request -> request.resourceARN(physical.arn()).tagKeys(keys)));
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}

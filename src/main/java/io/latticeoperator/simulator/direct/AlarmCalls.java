package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.Made;
import io.latticeoperator.model.Alarm;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Metric alarms of CloudWatch. */
record AlarmCalls(Calls calls) implements ProvisionCalls {
  private static final String ARN = "ResourceARN";

  @Override
  public List<Resource> find(String prefix) {
    var input = Calls.input().put("AlarmNamePrefix", prefix);
    Inputs.texts(input, "AlarmTypes", List.of("MetricAlarm"));
    return Calls.thoseThere(
        calls.items(Service.CLOUDWATCH, "DescribeAlarms", input, "MetricAlarms"),
        alarm -> resource(prefix, alarm));
  }

  private Resource resource(String prefix, JsonNode alarm) {
    var physical = physical(alarm);
    var output =
        calls.call(
            Service.CLOUDWATCH, "ListTagsForResource", Calls.input().put(ARN, physical.arn()));
    return new Resource(
        AlarmJson.observed(prefix, alarm),
        physical.withTags(Outputs.tags(output.path("Tags"), "Key", "Value")));
  }

  private static Physical physical(JsonNode alarm) {
    return Outputs.synchronous(Outputs.text(alarm, "AlarmName"), Outputs.text(alarm, "AlarmArn"));
  }

  /** PutMetricAlarm overwrites, and answers nothing: so it is read before, and its ARN after. */
  @Override
  public Physical create(Change.Create create) {
    var alarm = (Alarm) create.node();
    if (calls.before(() -> named(alarm)).isPresent()) {
      throw new CallFailed(Made.alreadyThere(alarm));
    }
    var input = AlarmJson.put(alarm);
    Inputs.tags(input, "Tags", "Key", "Value", create.tags());
    put(input);
    return named(alarm).orElseThrow(() -> new CallFailed(Made.butNotListed(alarm)));
  }

  private Optional<Physical> named(Alarm alarm) {
    var described = Calls.input();
    Inputs.texts(described, "AlarmNames", List.of(alarm.name()));
    return calls
        .call(Service.CLOUDWATCH, "DescribeAlarms", described)
        .path("MetricAlarms")
        .valueStream()
        .findFirst()
        .map(AlarmCalls::physical);
  }

  /** Tags are for new alarms only. */
  @Override
  public @Nullable Physical update(Change.Update update) {
    put(AlarmJson.put((Alarm) update.to()));
    return null;
  }

  private void put(ObjectNode alarm) {
    calls.call(Service.CLOUDWATCH, "PutMetricAlarm", alarm);
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    var input = Calls.input();
    Inputs.texts(input, "AlarmNames", List.of(delete.physical().id()));
    calls.call(Service.CLOUDWATCH, "DeleteAlarms", input);
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    var input = Calls.input().put(ARN, physical.arn());
    Inputs.tags(input, "Tags", "Key", "Value", tags);
    calls.call(Service.CLOUDWATCH, "TagResource", input);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    var input = Calls.input().put(ARN, physical.arn());
    Inputs.texts(input, "TagKeys", keys);
    calls.call(Service.CLOUDWATCH, "UntagResource", input);
  }
}

package io.latticeoperator.simulator.cloudwatch;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The tags of alarms and dashboards, for the tagging API. */
public record CloudWatchTags(CloudWatch cloudWatch) implements TagSource {
  private static final String ARN = "ResourceARN";

  @Override
  public String service() {
    return "cloudwatch";
  }

  @Override
  public SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    return cloudWatch.tags(caller);
  }

  @Override
  public Optional<Failure> tag(Caller caller, String arn, Map<String, String> added) {
    var input = Shapes.object().put(ARN, arn);
    var tags = input.putArray("Tags");
    added.forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    return TagSource.failure(
        cloudWatch.endpoint().call(new ServiceCall("", caller, "TagResource", input)));
  }

  @Override
  public Optional<Failure> untag(Caller caller, String arn, List<String> keys) {
    var input = Shapes.object().put(ARN, arn);
    keys.forEach(input.putArray("TagKeys")::add);
    return TagSource.failure(
        cloudWatch.endpoint().call(new ServiceCall("", caller, "UntagResource", input)));
  }
}

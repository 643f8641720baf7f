package io.latticeoperator.simulator.ram;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The tags of resource shares, for the tagging API. */
public record RamTags(Ram ram) implements TagSource {
  private static final String ARN = "resourceShareArn";

  @Override
  public String service() {
    return ram.signingName();
  }

  @Override
  public SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    return ram.tags(caller);
  }

  @Override
  public Optional<Failure> tag(Caller caller, String arn, Map<String, String> added) {
    var input = Written.object().put(ARN, arn);
    var tags = input.putArray("tags");
    added.forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return TagSource.failure(
        ram.endpoint().call(new ServiceCall("", caller, "TagResource", input)));
  }

  @Override
  public Optional<Failure> untag(Caller caller, String arn, List<String> keys) {
    var input = Written.object().put(ARN, arn);
    keys.forEach(input.putArray("tagKeys")::add);
    return TagSource.failure(
        ram.endpoint().call(new ServiceCall("", caller, "UntagResource", input)));
  }
}

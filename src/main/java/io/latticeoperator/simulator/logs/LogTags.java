package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The tags of log groups, for the tagging API. */
public record LogTags(Logs logs) implements TagSource {
  @Override
  public String service() {
    return logs.signingName();
  }

  @Override
  public SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    return logs.tags(caller);
  }

  @Override
  public Optional<Failure> tag(Caller caller, String arn, Map<String, String> added) {
    var input = Json.object().put("resourceArn", arn);
    added.forEach(input.putObject("tags")::put);
    return TagSource.failure(
        logs.endpoint().call(new ServiceCall("", caller, "TagResource", input)));
  }

  @Override
  public Optional<Failure> untag(Caller caller, String arn, List<String> keys) {
    var input = Json.object().put("resourceArn", arn);
    keys.forEach(input.putArray("tagKeys")::add);
    return TagSource.failure(
        logs.endpoint().call(new ServiceCall("", caller, "UntagResource", input)));
  }
}

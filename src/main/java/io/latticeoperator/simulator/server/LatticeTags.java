package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.TagSource;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of VPC Lattice's resources, read as its lists are, changed by its own operations. */
record LatticeTags(LatticeSimulator lattice) implements TagSource {
  @Override
  public String service() {
    return LatticeApi.SIGNING_NAME;
  }

  @Override
  public SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    var mine = new TreeMap<String, SortedMap<String, String>>();
    lattice
        .tags()
        .forEach(
            (arn, tags) -> {
              var parts = arn.split(":", 6);
              if (parts[3].equals(caller.region()) && parts[4].equals(caller.account())) {
                mine.put(arn, tags);
              }
            });
    return mine;
  }

  @Override
  public Optional<Failure> tag(Caller caller, String arn, Map<String, String> added) {
    var input = JsonNodeFactory.instance.objectNode().put("resourceArn", arn);
    var tags = input.putObject("tags");
    added.forEach(tags::put);
    return called(caller, "TagResource", input);
  }

  @Override
  public Optional<Failure> untag(Caller caller, String arn, List<String> keys) {
    var input = JsonNodeFactory.instance.objectNode().put("resourceArn", arn);
    var tagKeys = input.putArray("tagKeys");
    keys.forEach(tagKeys::add);
    return called(caller, "UntagResource", input);
  }

  private Optional<Failure> called(Caller caller, String operation, ObjectNode input) {
    return switch (lattice.call(new Call(caller, operation, input))) {
      case Answer.Ok _ -> Optional.empty();
      case Answer.Refusal refusal ->
          Optional.of(new Failure(refusal.code().wireName(), refusal.status(), refusal.message()));
      case Answer.Lost _ ->
          Optional.of(new Failure("InternalServiceException", 500, "There was no answer"));
    };
  }
}

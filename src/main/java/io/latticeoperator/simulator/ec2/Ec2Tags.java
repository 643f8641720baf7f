package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The tags of EC2's resources, for the tagging API. */
public final class Ec2Tags implements TagSource {
  private final Environment environment;
  private final Tags tags;

  public Ec2Tags(Environment environment) {
    this.environment = environment;
    this.tags = new Tags(environment.world());
  }

  @Override
  public String service() {
    return Ec2.NAME;
  }

  @Override
  public SortedMap<String, SortedMap<String, String>> tags(Caller caller) {
    return tags.of(caller);
  }

  @Override
  public Optional<Failure> tag(Caller caller, String arn, Map<String, String> added) {
    var input = JsonNodeFactory.instance.objectNode();
    input.putArray("ResourceId").add(id(arn));
    var set = input.putArray("Tag");
    added.forEach((key, value) -> set.addObject().put("Key", key).put("Value", value));
    var call = new ServiceCall("", caller, "CreateTags", input);
    return refused(call, arn, () -> tags.create(call, Refusals.input(call)));
  }

  @Override
  public Optional<Failure> untag(Caller caller, String arn, List<String> keys) {
    var input = JsonNodeFactory.instance.objectNode();
    input.putArray("ResourceId").add(id(arn));
    var set = input.putArray("Tag");
    keys.forEach(key -> set.addObject().put("Key", key));
    var call = new ServiceCall("", caller, "DeleteTags", input);
    return refused(call, arn, () -> tags.delete(call, Refusals.input(call)));
  }

  private Optional<Failure> refused(ServiceCall call, String arn, Runnable effect) {
    var access = Access.to(Ec2.NAME + ":" + call.operation(), arn);
    var denied = environment.authorizer().refusal(call.caller(), access);
    if (denied.isPresent()) {
      return Optional.of(new Failure("UnauthorizedOperation", 403, denied.get()));
    }
    try {
      effect.run();
      return Optional.empty();
    } catch (ServiceRefusal refusal) {
      var shape = refusal.shape();
      return Optional.of(new Failure(shape.name(), shape.status(), refusal.text()));
    }
  }

  private static String id(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}

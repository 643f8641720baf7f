package io.latticeoperator.simulator.direct;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Service networks: own ones, and those that other accounts share. */
record NetworkCalls(Calls calls) implements ProvisionCalls {
  private static final String ARN = "arn:";

  /** What another account shares can be read by its ARN only. */
  @Override
  public List<Resource> find(String subject) {
    var arns =
        subject.startsWith(ARN)
            ? List.of(subject)
            : calls.items("ListServiceNetworks", Calls.input()).stream()
                .filter(
                    each ->
                        Outputs.text(each, "name").equals(subject)
                            || Outputs.text(each, "id").equals(subject))
                .map(each -> Outputs.text(each, "arn"))
                .toList();
    return Calls.thoseThere(arns, this::read);
  }

  private Resource read(String arn) {
    JsonNode output =
        calls.call("GetServiceNetwork", Calls.input().put("serviceNetworkIdentifier", arn));
    return tagged(
        new Resource(
            new ServiceNetwork(
                Outputs.text(output, "name"),
                AuthType.valueOf(Outputs.text(output, "authType")),
                false,
                Map.of()),
            Outputs.physical(output)));
  }

  /** The tags of what another account shares are not ours to read, nor is it ours to keep. */
  private Resource tagged(Resource network) {
    try {
      return new LatticeTags(calls).read(network);
    } catch (CallFailed refused) {
      var physical = requireNonNull(network.physical());
      boolean shared = !physical.arn().split(":", 6)[4].equals(calls.account());
      if (refused.fault().kind() == Fault.Kind.DENIED && shared) {
        return new Resource(network.node(), physical.withTags(Map.of()));
      }
      throw refused;
    }
  }

  @Override
  public Physical create(Change.Create create) {
    var network = (ServiceNetwork) create.node();
    var input = Calls.input().put("name", network.name());
    if (network.auth() != null) {
      input.put("authType", network.auth().name());
    }
    Inputs.tags(input, create.tags());
    return Outputs.physical(calls.call("CreateServiceNetwork", input));
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    var auth = requireNonNull(((ServiceNetwork) update.to()).auth(), "nothing else can be updated");
    calls.call(
        "UpdateServiceNetwork",
        Calls.input()
            .put("serviceNetworkIdentifier", update.physical().arn())
            .put("authType", auth.name()));
    return null;
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        "DeleteServiceNetwork",
        Calls.input().put("serviceNetworkIdentifier", delete.physical().id()));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    new LatticeTags(calls).tag(physical, tags);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    new LatticeTags(calls).untag(physical, keys);
  }
}

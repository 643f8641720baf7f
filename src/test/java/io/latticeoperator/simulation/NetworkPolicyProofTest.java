package io.latticeoperator.simulation;

import static io.latticeoperator.simulation.Fleet.ADMIN;
import static io.latticeoperator.simulation.Fleet.NODES;
import static io.latticeoperator.simulation.Fleet.PARTNER;
import static io.latticeoperator.simulation.Fleet.export;
import static io.latticeoperator.simulation.Fleet.json;
import static io.latticeoperator.simulation.Fleet.leaving;
import static io.latticeoperator.translate.NetworkFixture.SHOP;
import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.deploy.PolicyFiles;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.NetworkFixture;
import io.latticeoperator.translate.ObservabilitySpec;
import io.latticeoperator.translate.ObservabilitySpec.AlarmsSpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policies of all features, in force while a network with everything comes and goes. */
class NetworkPolicyProofTest {
  private static final String OPEN =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "vpc-lattice-svcs:Invoke", "Resource": "*"}]}
      """;

  private final Fleet fleet =
      new Fleet(
          environment -> {
            var policies =
                new IdentityPolicies(environment.accounts(), environment.timeline()::now);
            policies.put("AKIAONE", PolicyFiles.of("uid-one"));
            return environment.authorizedBy(policies);
          });

  private static NetworkFixture everything() {
    return network()
        .deletable()
        .associated(DeletionPolicy.DELETE)
        .podGroups(2, NODES)
        .auth(AuthType.AWS_IAM, OPEN)
        .logGroup("/lattice/shop", true, 30)
        .shared(PARTNER.account())
        .observed(
            new ObservabilitySpec(
                new DashboardSpec(null, ForeignEdits.REPAIR), new AlarmsSpec(List.of(), 5, 60)));
  }

  private List<String> denied() {
    return fleet.aws.lattice().journal().since(1).stream()
        .filter(entry -> entry.result().matches("AccessDenied.*|UnauthorizedOperation"))
        .map(Journal.Entry::operation)
        .distinct()
        .toList();
  }

  @Test
  void theyAllowAWholeLifeOfANetwork() {
    fleet.call(ADMIN, "ec2", "CreateTags", tagged(NODES, "latticeoperator.io/user/uid-one", "one"));
    var one = fleet.cluster("one");
    var checkout = export("checkout", "shop", 8080, "10.1.0.1", "10.1.0.2");
    one.put(everything().facts());
    one.put(checkout);
    fleet.minutes(3);
    assertEquals(List.of(), denied());
    var ready = one.network(SHOP).condition(Type.READY);
    assertEquals(Truth.TRUE, ready.status(), ready::message);
    one.put(Fixtures.deleting(checkout));
    fleet.minutes(3);
    one.put(leaving(everything().facts()));
    fleet.minutes(3);
    assertEquals(List.of(), denied());
    assertFalse(one.has(SHOP), () -> one.network(SHOP).conditions().toString());
  }

  private static ObjectNode tagged(String id, String key, String value) {
    var input = json();
    input.putArray("ResourceId").add(id);
    input.putArray("Tag").addObject().put("Key", key).put("Value", value);
    return input;
  }
}

package io.latticeoperator.engine;

import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.engine.Observation.Unread;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.translate.Catalog;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.NetworkFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A policy that is not to be written leaves everything about callers as it is. */
class HeldPolicyTest {
  private static final String ALLOW = document("Allow");
  private static final String DENY = document("Deny");
  private static final String BROKEN = "{";

  private static String document(String effect) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\""
        + effect
        + "\",\"Principal\":\"*\",\"Action\":\"vpc-lattice-svcs:Invoke\",\"Resource\":\"*\"}]}";
  }

  private static Resource made(Role role, Node node) {
    var key = new Key(Fixtures.PLACE, NetworkFixture.SHOP, role);
    var tags = new HashMap<>(Ownership.tags(Fixtures.SETTINGS.identity(), key, "network-uid"));
    tags.putAll(Ownership.use(Fixtures.SETTINGS.identity()));
    return new Resource(
        node, new Physical("id-" + role, "arn:" + role, ResourceStatus.ACTIVE, null, null, tags));
  }

  private static LatticeState there(AuthType type) {
    var role = Role.serviceNetwork();
    return LatticeState.EMPTY.with(
        new Key(Fixtures.PLACE, NetworkFixture.SHOP, role),
        made(role, new ServiceNetwork("shop", type, false, Map.of())));
  }

  private static LatticeState there(AuthType type, String document) {
    var role = Role.policy(Policy.Type.AUTH);
    return there(type)
        .with(
            new Key(Fixtures.PLACE, NetworkFixture.SHOP, role),
            made(role, new Policy(Role.serviceNetwork(), Policy.Type.AUTH, document)));
  }

  private static Step.Decision decide(
      NetworkFixture network, LatticeState state, Unread... unread) {
    var facts = network.facts();
    return new Step(Fixtures.SETTINGS, false)
        .decide(
            new Step.Input(
                facts,
                Claims.of(List.of()),
                new Catalog(List.of(facts), Map.of()),
                NetworkFixture.using(),
                new Observation(
                    true, true, state, List.of(), null, null, Map.of(), List.of(unread)),
                Memory.NONE,
                null,
                true,
                Fixtures.START));
  }

  private static String changes(Step.Decision decision) {
    return decision.changes().stream().map(PlanText::of).collect(Collectors.joining("\n"));
  }

  private static String condition(Step.Decision decision) {
    var condition = Objects.requireNonNull(decision.report()).condition(Type.AUTHORIZED);
    return condition.status() + " " + condition.reason();
  }

  @Test
  void whatExistsDoesNotBecomeAwsIamWithAPolicyThatLetsNobodyIn() {
    for (var document : List.of(DENY, BROKEN)) {
      var wanted = network().auth(AuthType.AWS_IAM, document);
      for (var state : List.of(there(AuthType.NONE), there(AuthType.NONE, ALLOW))) {
        assertEquals("", changes(decide(wanted, state)));
      }
      assertEquals("", changes(decide(wanted, there(AuthType.AWS_IAM, ALLOW))));
    }
    var held = decide(network().auth(AuthType.AWS_IAM, DENY), there(AuthType.NONE));
    assertEquals(Truth.FALSE + " LocksOutEverybody", condition(held));
    assertEquals(
        Truth.TRUE, Objects.requireNonNull(held.report()).condition(Type.STALLED).status());
  }

  @Test
  void withoutAPolicyAwsIamIsHeldToo() {
    var decision = decide(network().auth(AuthType.AWS_IAM, null), there(AuthType.NONE));
    assertEquals("", changes(decision));
    assertEquals(Truth.FALSE + " LocksOutEverybody", condition(decision));
  }

  /** Nobody is there to be locked out, and open is what nobody asked for. */
  @Test
  void whatIsMadeAnewIsMadeClosed() {
    for (var document : List.of(DENY, BROKEN)) {
      assertEquals(
          "+ create service network shop (auth AWS_IAM)  because: wanted",
          changes(decide(network().auth(AuthType.AWS_IAM, document), LatticeState.EMPTY)));
    }
  }

  @Test
  void whatIsToBeNoneBecomesItWhateverThePolicy() {
    assertEquals(
        "~ update service network shop (auth NONE)  because: authType is to be NONE",
        changes(decide(network().auth(AuthType.NONE, BROKEN), there(AuthType.AWS_IAM, ALLOW))));
  }

  @Test
  void nothingBecomesAwsIamBeforeItIsKnownWhichPolicyIsThere() {
    var wanted = network().auth(AuthType.AWS_IAM, ALLOW);
    var unread = new Unread(Kind.AUTH_POLICY, true, null);
    assertEquals("", changes(decide(wanted, there(AuthType.NONE), unread)));
    assertEquals(
        "+ create auth policy on service-network  because: wanted",
        changes(decide(wanted, there(AuthType.NONE))));
    assertEquals(
        "~ update service network shop (auth AWS_IAM)  because: authType is to be AWS_IAM",
        changes(decide(wanted, there(AuthType.NONE, ALLOW))));
  }
}

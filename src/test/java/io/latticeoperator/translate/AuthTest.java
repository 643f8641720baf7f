package io.latticeoperator.translate;

import static io.latticeoperator.translate.NetworkFixture.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.policy.ExportReference;
import io.latticeoperator.policy.PolicySpec;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.policy.Statement;
import io.latticeoperator.policy.Statement.Effect;
import io.latticeoperator.translate.Finding.About;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for of callers, from specs to desired state. */
class AuthTest {
  private static final Principal ANYBODY = new Principal.Anybody();
  private static final Principal NOBODY = new Principal.ServiceAccount("shop", "nobody");
  private static final String DENY_ALL =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
          + "\"Action\":\"vpc-lattice-svcs:Invoke\",\"Resource\":\"*\"}]}";
  private static final String ALLOW_ALL = DENY_ALL.replace("Deny", "Allow");

  private static Statement statement(Effect effect, Principal who, ExportReference... exports) {
    return new Statement(
        effect, List.of(who), List.of(), List.of(), List.of(), List.of(), List.of(exports));
  }

  private static PolicySpec policy(String word) {
    return switch (word) {
      case "allow" -> new PolicySpec(List.of(statement(Effect.ALLOW, ANYBODY)), null, false);
      case "deny" -> new PolicySpec(List.of(statement(Effect.DENY, ANYBODY)), null, false);
      case "deny, acknowledged" ->
          new PolicySpec(List.of(statement(Effect.DENY, ANYBODY)), null, true);
      case "nothing" -> new PolicySpec(List.of(), null, false);
      case "nothing, acknowledged" -> new PolicySpec(List.of(), null, true);
      case "unresolved" -> new PolicySpec(List.of(statement(Effect.ALLOW, NOBODY)), null, false);
      case "unresolved and another" ->
          new PolicySpec(
              List.of(statement(Effect.ALLOW, NOBODY), statement(Effect.ALLOW, ANYBODY)),
              null,
              false);
      case "unresolved deny" ->
          new PolicySpec(
              List.of(statement(Effect.DENY, NOBODY), statement(Effect.ALLOW, ANYBODY)),
              null,
              false);
      case "broken" -> new PolicySpec(List.of(), "{", false);
      default -> throw new AssertionError(word);
    };
  }

  /** What becomes of it, in few words. */
  private static String outcome(LatticeState desired, Set<Kind> frozen, List<Finding> findings) {
    var document = desired.nodes(Policy.class).map(e -> e.node().document()).findFirst();
    assertTrue(frozen.isEmpty() || document.isEmpty(), "what is kept is not written");
    return (frozen.contains(Kind.AUTH_POLICY)
            ? "kept"
            : document
                .map(d -> d.equals(ALLOW_ALL) ? "open" : d.equals(DENY_ALL) ? "closed" : d)
                .orElse("none"))
        + findings.stream()
            .map(f -> " " + f.about() + ":" + f.reason())
            .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "-       | -                        | none",
        "NONE    | -                        | none",
        "AWS_IAM | -                        | kept POLICY:LocksOutEverybody",
        "AWS_IAM | allow                    | open",
        "NONE    | allow                    | open NOTE:PolicyIgnored",
        "-       | allow                    | open NOTE:PolicyIgnored",
        "AWS_IAM | deny                     | kept POLICY:LocksOutEverybody",
        "-       | deny                     | kept POLICY:LocksOutEverybody",
        "NONE    | deny                     | closed NOTE:PolicyIgnored",
        "AWS_IAM | deny, acknowledged       | closed",
        "-       | deny, acknowledged       | closed NOTE:PolicyIgnored",
        "AWS_IAM | nothing                  | kept POLICY:LocksOutEverybody",
        "AWS_IAM | nothing, acknowledged    | closed",
        "AWS_IAM | unresolved               | kept RESOLVED_REFS:UnresolvedServiceAccount POLICY:LocksOutEverybody",
        "AWS_IAM | unresolved and another   | open RESOLVED_REFS:UnresolvedServiceAccount",
        "AWS_IAM | unresolved deny          | kept POLICY:UnresolvedServiceAccount",
        "AWS_IAM | broken                   | kept POLICY:PolicyInvalid",
        "NONE    | broken                   | kept POLICY:PolicyInvalid"
      })
  void whatIsAskedForIsDoneHeldOrTold(
      @Nullable AuthType type, @Nullable String policy, String outcome) {
    var auth = new AuthSpec(type, policy == null ? null : policy(policy));
    var network = NetworkFixture.translate(network().auth(auth).facts(), NetworkFixture.using());
    var desired = network.desired();
    assertNotNull(desired);
    assertEquals(outcome, outcome(desired, network.frozen(), network.findings()));
    assertEquals(type, desired.nodes(ServiceNetwork.class).findFirst().orElseThrow().node().auth());

    var export = Fixtures.translate(export(auth));
    var service = export.desired();
    assertNotNull(service);
    assertEquals(outcome, outcome(service, export.frozen(), export.findings()));
    assertEquals(type, service.nodes(LatticeService.class).findFirst().orElseThrow().node().auth());
  }

  private static ExportFacts export(AuthSpec auth) {
    var spec = ExportSpec.of("checkout");
    return Fixtures.facts(
        new ExportSpec(
            spec.serviceName(),
            spec.port(),
            spec.protocol(),
            spec.protocolVersion(),
            spec.ipAddressType(),
            spec.healthCheck(),
            spec.latticeServiceName(),
            spec.networks(),
            spec.listeners(),
            spec.deletionPolicy(),
            spec.suspend(),
            spec.maxRemovalPercent(),
            spec.floor(),
            auth,
            spec.accessLogs(),
            spec.observability()),
        Fixtures.slice(Fixtures.ready("10.1.0.1")));
  }

  private static NetworkTranslation about(
      Effect effect, Surroundings around, ExportReference... exports) {
    var spec = new PolicySpec(List.of(statement(effect, ANYBODY, exports)), null, false);
    return NetworkFixture.translate(
        network().auth(new AuthSpec(AuthType.AWS_IAM, spec)).facts(), around);
  }

  private static Surroundings around(
      @Nullable Map<String, String> services, boolean complete, Member... members) {
    return new Surroundings(Map.of(), null, services, List.of(members), complete);
  }

  @Test
  void exportsAreFoundAmongTheMembersAndByTheirDerivedNames() {
    var here = new ExportReference(null, "shop", "checkout");
    var there = new ExportReference("uid-two", "shop", "checkout");
    var name =
        Names.service(new ClusterIdentity("uid-two", "any"), Owner.export("shop", "checkout"));
    var translation =
        about(
            Effect.ALLOW,
            around(Map.of(name, "arn:theirs"), true, NetworkFixture.member(8080)),
            here,
            there);
    assertEquals(List.of(), translation.findings());
    var desired = translation.desired();
    assertNotNull(desired);
    var document = desired.nodes(Policy.class).findFirst().orElseThrow().node().document();
    assertTrue(
        document.contains("\"vpc-lattice-svcs:ServiceArn\":[\"arn:svc-1\",\"arn:theirs\"]"),
        document);
  }

  @Test
  void anExportThatIsNotKnownIsToldOnlyWhenEverythingHasBeenLookedAt() {
    var nowhere = new ExportReference(null, "shop", "nowhere");
    for (var early : List.of(around(null, true), around(Map.of(), false))) {
      for (var effect : Effect.values()) {
        var translation = about(effect, early, nowhere);
        assertEquals(Set.of(Kind.AUTH_POLICY), translation.frozen());
        assertEquals(List.of(), translation.findings());
      }
    }
    var known = around(Map.of(), true);
    assertEquals(
        List.of(About.RESOLVED_REFS, About.POLICY),
        about(Effect.ALLOW, known, nowhere).findings().stream().map(Finding::about).toList());
    assertEquals(
        List.of(About.POLICY),
        about(Effect.DENY, known, nowhere).findings().stream().map(Finding::about).toList());
  }

  @Test
  void whatIsKnownIsNotHeldUpByWhatIsNotReadYet() {
    var translation =
        about(
            Effect.ALLOW,
            around(null, false, NetworkFixture.member(8080)),
            new ExportReference(null, "shop", "checkout"));
    assertEquals(Set.of(), translation.frozen());
  }

  @Test
  void thePolicyOfANetworkLeavesRoomForItsMark() {
    int mark = Policy.markLength(Fixtures.SETTINGS.identity(), NetworkFixture.SHOP);
    var document =
        "{'Version':'2012-10-17','Statement':[{'Sid':'%s','Effect':'Allow','Principal':'*',"
            + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}]}";
    var empty = document.formatted("").replace('\'', '"');
    int room = 10_240 - empty.length() - mark;
    assertEquals(Set.of(), sized(document, room).frozen());
    assertEquals(Set.of(Kind.AUTH_POLICY), sized(document, room + 1).frozen());
  }

  private static NetworkTranslation sized(String document, int length) {
    return NetworkFixture.translate(
        network()
            .auth(AuthType.AWS_IAM, document.formatted("x".repeat(length)).replace('\'', '"'))
            .facts(),
        NetworkFixture.using());
  }
}

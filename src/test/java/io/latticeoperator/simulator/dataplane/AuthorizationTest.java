package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Scene.START;
import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.lattice.TargetStatus.HEALTHY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Signer;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.simulator.lattice.AuthType;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizationTest {
  private static final String ALICE = "arn:aws:iam::111122223333:user/AKIAALICE";
  private static final String ALL =
      "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*'}";

  private final Accounts accounts = new Accounts("111122223333");
  private final IdentityPolicies policies = new IdentityPolicies(accounts, () -> START);
  private final Callers callers = new Callers(accounts, policies, () -> START);

  /** Service {@code shop} of type AWS_IAM in a network that asks nothing. */
  private static Scene guarded(String statements) {
    return Scene.shop()
        .service("shop", "net", AuthType.AWS_IAM, null)
        .targets("blue", target("10.0.0.1", HEALTHY))
        .policy("shop", statements);
  }

  private static RequestHead get(String pathAndQuery, Map<String, List<String>> headers) {
    int mark = pathAndQuery.indexOf('?');
    return new RequestHead(
        new Entrance("vpc-a", 80),
        false,
        ClientProtocol.HTTP1,
        "shop.lattice.test",
        "GET",
        mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark),
        mark < 0 ? "" : pathAndQuery.substring(mark + 1),
        headers);
  }

  private static RequestHead unsigned(String pathAndQuery) {
    return get(pathAndQuery, Map.of("host", List.of("shop.lattice.test")));
  }

  private static RequestHead signed(String pathAndQuery, String secret) {
    var uri = URI.create("https://shop.lattice.test" + pathAndQuery);
    var signer = Signer.of("AKIAALICE", secret, Authorization.SIGNING_NAME, START);
    return get(pathAndQuery, signer.headers(uri, Map.of("x-tier", "gold")));
  }

  private Route route(Scene scene, RequestHead head) {
    return scene.table(callers).route(head, Turns.counting());
  }

  /** Such as {@code forwarded Anonymous} or {@code Service denies Anonymous}. */
  private String outcome(Scene scene, RequestHead head) {
    return switch (route(scene, head)) {
      case Route.Forward forward -> "forwarded " + forward.passage().identity().user();
      case Route.Fixed fixed -> "fixed " + fixed.status();
      case Route.Refused refused -> {
        var passage = refused.passage();
        assertEquals(403, refused.status());
        yield passage == null
            ? refused.reason()
            : passage.identity().denied() + " denies " + passage.identity().user();
      }
    };
  }

  @Test
  void withoutAwsIamNobodyIsAsked() {
    var scene =
        Scene.shop()
            .targets("blue", target("10.0.0.1", HEALTHY))
            .policy("shop", "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}");
    assertEquals("forwarded null", outcome(scene, unsigned("/")));
  }

  @Test
  void awsIamWithoutAPolicyDeniesEverybody() {
    var service =
        Scene.shop()
            .service("shop", "net", AuthType.AWS_IAM, null)
            .targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("Service denies Anonymous", outcome(service, unsigned("/")));
    assertEquals("Service denies " + ALICE, outcome(service, signed("/", "secret")));
    var network =
        Scene.shop().network("net", AuthType.AWS_IAM).targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("Network denies Anonymous", outcome(network, unsigned("/")));
  }

  @Test
  void networkAndServiceMustBothAllow() {
    var both =
        guarded(ALL)
            .network("net", AuthType.AWS_IAM)
            .policy(
                "net",
                ALL.replace(
                    "'Resource'",
                    "'Condition':{'StringEquals':"
                        + "{'vpc-lattice-svcs:RequestMethod':'GET'}},'Resource'"));
    assertEquals("forwarded Anonymous", outcome(both, unsigned("/")));
    assertEquals(
        "Network denies Anonymous",
        outcome(both.policy("net", ALL.replace("Allow", "Deny")), unsigned("/")));
    assertEquals(
        "Service denies Anonymous",
        outcome(
            both.policy("net", ALL)
                .policy(
                    "shop",
                    ALL.replace("'*'", "'arn:x'")
                        .replace("'Principal':'arn:x'", "'Principal':'*'")),
            unsigned("/")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'StringEquals':{'vpc-lattice-svcs:RequestMethod':'GET'}}            | true",
        "{'StringEquals':{'vpc-lattice-svcs:RequestMethod':'POST'}}           | false",
        "{'StringLike':{'vpc-lattice-svcs:RequestPath':'/items/*'}}           | true",
        "{'StringEquals':{'vpc-lattice-svcs:RequestHeader/X-Tier':'gold'}}    | true",
        "{'StringEquals':{'vpc-lattice-svcs:RequestQueryString/page':'2'}}    | true",
        "{'StringEquals':{'vpc-lattice-svcs:RequestQueryString/page':'3'}}    | false",
        "{'NumericEquals':{'vpc-lattice-svcs:Port':'80'}}                     | true",
        "{'StringEquals':{'vpc-lattice-svcs:ServiceArn':'arn:shop'}}          | true",
        "{'StringEquals':{'vpc-lattice-svcs:ServiceNetworkArn':'arn:net'}}    | true",
        "{'StringEquals':{'vpc-lattice-svcs:SourceVpc':'vpc-a'}}              | true",
        "{'StringNotEquals':{'vpc-lattice-svcs:SourceVpc':'vpc-a'}}           | false",
        "{'StringEquals':{'vpc-lattice-svcs:SourceVpcOwnerAccount':'111122223333'}} | true",
        "{'StringEquals':{'aws:PrincipalType':'Anonymous'}}                   | false",
        "{'StringNotEquals':{'aws:PrincipalType':'Anonymous'}}                | true",
        "{'StringEquals':{'aws:PrincipalAccount':'111122223333'}}             | true",
        "{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/AKIA*'}}         | true"
      })
  void conditionsSeeTheRequestTheWayAndTheCaller(String condition, boolean holds) {
    var scene = guarded(ALL.replace("'Effect'", "'Condition':%s,'Effect'".formatted(condition)));
    assertEquals(
        holds ? "forwarded " + ALICE : "Service denies " + ALICE,
        outcome(scene, signed("/items/1?page=2", "secret")));
  }

  @Test
  void resourcesArePathsBelowTheServicesArn() {
    var scene = guarded(ALL.replace("'Resource':'*'", "'Resource':'arn:shop/items/*'"));
    assertEquals("forwarded Anonymous", outcome(scene, unsigned("/items/1?page=2")));
    assertEquals("Service denies Anonymous", outcome(scene, unsigned("/admin")));
  }

  @Test
  void principalsAreToldApartByTheirSignatures() {
    var scene =
        guarded(ALL.replace("'Principal':'*'", "'Principal':{'AWS':'%s'}".formatted(ALICE)));
    assertEquals("forwarded " + ALICE, outcome(scene, signed("/", "secret")));
    assertEquals("Service denies Anonymous", outcome(scene, unsigned("/")));
  }

  @Test
  void aWrongSignatureIsRefusedThoughNobodyAsksForOne() {
    accounts.secrets().put("AKIAALICE", "right");
    var open = Scene.shop().targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("forwarded " + ALICE, outcome(open, signed("/a?b=c", "right")));
    assertEquals("Identity denies Unknown", outcome(open, signed("/a?b=c", "wrong")));
    assertEquals("Identity denies Unknown", outcome(guarded(ALL), signed("/", "wrong")));
    var head = signed("/a", "right");
    var elsewhere = get("/b", head.headers());
    assertEquals("Identity denies Unknown", outcome(open, elsewhere));
    var otherHost = new HashMap<>(head.headers());
    otherHost.put("host", List.of("other.lattice.test"));
    assertEquals("Identity denies Unknown", outcome(open, get("/a", otherHost)));
  }

  @Test
  void theCallersOwnPoliciesMustAllowToo() {
    policies.put(
        "AKIAALICE",
        List.of(
            Policy.parse(
                """
                {"Statement":{"Effect":"Allow","Action":"vpc-lattice-svcs:Invoke",
                 "Resource":"arn:shop/items/*"}}""",
                Policy.Kind.IDENTITY)));
    assertEquals("forwarded " + ALICE, outcome(guarded(ALL), signed("/items/1", "s")));
    assertEquals("Identity denies " + ALICE, outcome(guarded(ALL), signed("/admin", "s")));
    var open = Scene.shop().targets("blue", target("10.0.0.1", HEALTHY));
    assertEquals("forwarded " + ALICE, outcome(open, signed("/admin", "s")));
  }

  @Test
  void refusalsAreWordedAsAwsDoes() {
    var scene = guarded(ALL.replace("Allow", "Deny"));
    var route = (Route.Refused) route(scene, unsigned("/a"));
    assertEquals(
        "AccessDeniedException: User: anonymous is not authorized to perform:"
            + " vpc-lattice-svcs:Invoke on resource: arn:shop/a with an explicit deny in a"
            + " service-based policy",
        route.reason());
  }

  @Test
  void connectionsAreAnonymousAndAskForConnect() {
    var scene = guarded(ALL);
    var view = scene.view();
    var passage =
        new Route.Passage(
            view.vpcAssociations().getFirst(),
            view.networks().getFirst(),
            view.services().getFirst(),
            view.listeners().getFirst());
    var entrance = new Entrance("vpc-a", 80);
    assertEquals(
        "Service", new Authorization(view, callers).connect(entrance, passage).identity().denied());
    var connecting = scene.policy("shop", ALL.replace("Invoke", "Connect")).view();
    assertNull(new Authorization(connecting, callers).connect(entrance, passage).refusal());
  }

  @Test
  void targetsLearnWhoSignedTheRequest() {
    assertEquals(
        "Principal=%s; Type=AWS_IAM".formatted(ALICE),
        new AccessRecord.Identity(ALICE, ALICE, null).header());
    var session = "arn:aws:sts::111122223333:assumed-role/reader/s1";
    assertEquals(
        "Principal=%s; SessionName=s1; Type=AWS_IAM".formatted(session),
        new AccessRecord.Identity(session, session, null).header());
    assertNull(new AccessRecord.Identity("Anonymous", null, null).header());
  }
}

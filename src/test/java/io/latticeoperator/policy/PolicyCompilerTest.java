package io.latticeoperator.policy;

import static io.latticeoperator.policy.Policies.CART;
import static io.latticeoperator.policy.Policies.NOBODY;
import static io.latticeoperator.policy.Policies.ORDERS;
import static io.latticeoperator.policy.Policies.REFERENCES;
import static io.latticeoperator.policy.Policies.allow;
import static io.latticeoperator.policy.Policies.compile;
import static io.latticeoperator.policy.Policies.deny;
import static io.latticeoperator.policy.Policies.export;
import static io.latticeoperator.policy.Policies.of;
import static io.latticeoperator.policy.Policies.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.latticeoperator.policy.Principal.Account;
import io.latticeoperator.policy.Principal.Anonymous;
import io.latticeoperator.policy.Principal.Anybody;
import io.latticeoperator.policy.Principal.Organization;
import io.latticeoperator.policy.Principal.Role;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled policies against golden texts. */
class PolicyCompilerTest {
  private static final Principal ANYBODY = new Anybody();
  private static final Principal ANONYMOUS = new Anonymous();
  private static final Principal ACCOUNT = new Account("444455556666");
  private static final Principal ORGANIZATION = new Organization("o-a1b2c3d4e5");

  /** What stands around the statements, which are compared with single quotes for double ones. */
  private static String statements(Compilation compilation) {
    var document = Objects.requireNonNull(compilation.document(), compilation::toString);
    var start = "{\"Version\":\"2012-10-17\",\"Statement\":[";
    assertTrue(document.startsWith(start) && document.endsWith("]}"), document);
    return document.substring(start.length(), document.length() - 2).replace('"', '\'');
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        arguments(
            "everybody",
            of(allow(ANYBODY)),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "one role",
            of(allow(new Role(role("web")))),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/web'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "roles, accounts and service accounts are one list",
            of(allow(ORDERS, ACCOUNT, CART, new Role(role("web")))),
            "{'Effect':'Allow','Principal':{'AWS':['444455556666',"
                + "'arn:aws:iam::111122223333:role/cart','arn:aws:iam::111122223333:role/orders',"
                + "'arn:aws:iam::111122223333:role/web']},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "a role of an account that is allowed altogether adds nothing",
            of(allow(new Role("arn:aws:iam::444455556666:role/web"), ACCOUNT)),
            "{'Effect':'Allow','Principal':{'AWS':'444455556666'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "an organization",
            of(allow(ORGANIZATION)),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*',"
                + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-a1b2c3d4e5'}}}"),
        arguments(
            "callers that do not sign",
            of(allow(ANONYMOUS).vpcs("vpc-0123456789abcdef0")),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*',"
                + "'Condition':{'StringEquals':{'aws:PrincipalType':'Anonymous',"
                + "'vpc-lattice-svcs:SourceVpc':'vpc-0123456789abcdef0'}}}"),
        arguments(
            "several kinds of callers are several statements",
            of(allow(CART, ORGANIZATION, ANONYMOUS).methods("GET")),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*',"
                + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-a1b2c3d4e5',"
                + "'vpc-lattice-svcs:RequestMethod':'GET'}}},"
                + "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke',"
                + "'Resource':'*','Condition':{'StringEquals':{'aws:PrincipalType':'Anonymous',"
                + "'vpc-lattice-svcs:RequestMethod':'GET'}}},"
                + "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringEquals':"
                + "{'vpc-lattice-svcs:RequestMethod':'GET'}}}"),
        arguments(
            "everybody makes all others superfluous",
            of(allow(CART, ORGANIZATION, ANYBODY, ANONYMOUS).methods("GET")),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*',"
                + "'Condition':{'StringEquals':{'vpc-lattice-svcs:RequestMethod':'GET'}}}"),
        arguments(
            "with a wildcard anywhere, one operator for all",
            of(allow(CART).methods("GET", "HEAD").paths("/orders/*", "/health")),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringLike':"
                + "{'vpc-lattice-svcs:RequestMethod':['GET','HEAD'],"
                + "'vpc-lattice-svcs:RequestPath':['/health','/orders/*']}}}"),
        arguments(
            "a path within another adds nothing",
            of(allow(CART).paths("/orders/*", "/orders/1", "/orders/*/items")),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringLike':"
                + "{'vpc-lattice-svcs:RequestPath':'/orders/*'}}}"),
        arguments(
            "names of headers are in lower case, as they are compared",
            of(allow(CART).header("X-Tier", "gold", "silver").header("x-region", "eu-*")),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringLike':"
                + "{'vpc-lattice-svcs:RequestHeader/x-region':'eu-*',"
                + "'vpc-lattice-svcs:RequestHeader/x-tier':['gold','silver']}}}"),
        arguments(
            "exports of this network, of this cluster, and of another cluster",
            of(
                allow(CART)
                    .exports(
                        export("checkout"),
                        new ExportReference("uid-one", "shop", "search"),
                        new ExportReference("uid-two", "shop", "checkout"))),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringEquals':"
                + "{'vpc-lattice-svcs:ServiceArn':["
                + "'arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-00000000000000001',"
                + "'arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-00000000000000002',"
                + "'arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-00000000000000003']}}}"),
        arguments(
            "what would be a policy variable is not one",
            of(allow(ANYBODY).paths("/${aws:username}")),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*',"
                + "'Condition':{'StringEquals':"
                + "{'vpc-lattice-svcs:RequestPath':'/${$}{aws:username}'}}}"),
        arguments(
            "statements that differ in one thing are one",
            of(
                allow(CART).methods("GET").paths("/a"),
                allow(CART).methods("GET").paths("/b"),
                allow(ORDERS).methods("GET").paths("/a", "/b")),
            "{'Effect':'Allow','Principal':{'AWS':['arn:aws:iam::111122223333:role/cart',"
                + "'arn:aws:iam::111122223333:role/orders']},'Action':'vpc-lattice-svcs:Invoke',"
                + "'Resource':'*','Condition':{'StringEquals':"
                + "{'vpc-lattice-svcs:RequestMethod':'GET',"
                + "'vpc-lattice-svcs:RequestPath':['/a','/b']}}}"),
        arguments(
            "statements that differ in two things stay apart",
            of(allow(CART).paths("/a"), allow(ORDERS).paths("/b")),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringEquals':"
                + "{'vpc-lattice-svcs:RequestPath':'/a'}}},"
                + "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/orders'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*','Condition':{'StringEquals':"
                + "{'vpc-lattice-svcs:RequestPath':'/b'}}}"),
        arguments(
            "a statement within another one goes",
            of(allow(ACCOUNT), allow(new Role("arn:aws:iam::444455556666:role/web")).paths("/a")),
            "{'Effect':'Allow','Principal':{'AWS':'444455556666'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "allow and deny are never one",
            of(allow(ANYBODY), deny(ANYBODY).paths("/admin/*")),
            "{'Effect':'Allow','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*'},"
                + "{'Effect':'Deny','Principal':'*','Action':'vpc-lattice-svcs:Invoke',"
                + "'Resource':'*','Condition':{'StringLike':"
                + "{'vpc-lattice-svcs:RequestPath':'/admin/*'}}}"),
        arguments(
            "an allow that is denied altogether goes",
            of(allow(CART).paths("/admin/x"), allow(ORDERS), deny(ANYBODY).paths("/admin/*")),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/orders'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'},"
                + "{'Effect':'Deny','Principal':'*','Action':'vpc-lattice-svcs:Invoke',"
                + "'Resource':'*','Condition':{'StringLike':"
                + "{'vpc-lattice-svcs:RequestPath':'/admin/*'}}}"),
        arguments(
            "an allow loses who is not known",
            of(allow(NOBODY, CART)),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "an allow goes when nobody is left, not only the names",
            of(allow(NOBODY), allow(CART)),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "an allow goes when none of its exports is known, and does not become one for all",
            of(allow(ORDERS).exports(export("nothing")), allow(CART)),
            "{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:role/cart'},"
                + "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"),
        arguments(
            "nothing said is everybody denied",
            of(),
            "{'Effect':'Deny','Principal':'*','Action':'vpc-lattice-svcs:Invoke','Resource':'*'}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void statementsBecomeTheShortestPolicyThatMeansTheSame(
      String what, PolicySpec spec, String golden) {
    assertEquals(golden, statements(compile(spec)), what);
  }

  @Test
  void theOrderInWhichAPolicyIsWrittenDoesNotMatter() {
    var one = allow(CART, ORGANIZATION).methods("GET", "POST").paths("/a", "/b");
    var same = allow(ORGANIZATION, CART).methods("POST", "GET", "GET").paths("/b", "/a");
    var other = deny(ANONYMOUS).vpcs("vpc-0123456789abcdef0", "vpc-12345678");
    var mirrored = deny(ANONYMOUS).vpcs("vpc-12345678", "vpc-0123456789abcdef0");
    assertEquals(compile(of(one, other)), compile(of(mirrored, same)));
  }

  @Test
  void onlyAnAllowThatIsNotDeniedAltogetherLetsAnybodyIn() {
    assertTrue(compile(of(allow(CART), deny(CART).paths("/admin"))).admits());
    assertFalse(compile(of()).admits());
    assertFalse(compile(of(deny(CART))).admits());
    assertFalse(compile(of(allow(NOBODY))).admits());
    assertFalse(compile(of(allow(CART), deny(ANYBODY))).admits());
    assertFalse(compile(of(allow(CART).methods("GET"), deny(CART))).admits());
  }

  @Test
  void aDenyThatCannotBeExpressedKeepsThePolicyFromBeingWritten() {
    for (var deny : List.of(deny(NOBODY, CART), deny(CART).exports(export("nothing")))) {
      var compilation = compile(of(allow(ANYBODY), deny));
      assertNull(compilation.document());
      assertTrue(compilation.flaws().getFirst().kind().unresolved());
      assertTrue(
          compilation.flaws().getFirst().message().endsWith("for a deny would be missing"),
          compilation::toString);
    }
  }

  @Test
  void aPolicyOfExactlyTenKilobytesIsWrittenAndOneByteMoreIsNot() {
    int shortest = PolicyText.bytes(Objects.requireNonNull(compile(paths(1)).document()));
    var longest = paths(1 + PolicyText.MOST_BYTES - shortest);
    var document = Objects.requireNonNull(compile(longest).document());
    assertEquals(10_240, PolicyText.bytes(document));
    var larger = compile(paths(2 + PolicyText.MOST_BYTES - shortest));
    assertNull(larger.document());
    assertEquals(
        List.of(
            new Flaw(
                Flaw.Kind.TOO_LARGE,
                "spec.auth.policy.statements: the policy is 10241 bytes long, and at most 10240"
                    + " fit VPC Lattice's limit of 10 KB; say the same of more callers or paths at"
                    + " once, by account, organization or wildcard")),
        larger.flaws());
  }

  /** One whose only path has so many characters. */
  private static PolicySpec paths(int length) {
    return of(allow(CART).paths("/" + "x".repeat(length - 1)));
  }

  @Test
  void aHundredRolesAreOneStatement() {
    var roles =
        IntStream.range(0, 100)
            .mapToObj(i -> allow(new Role(role("team-" + i))).methods("GET"))
            .toArray(Policies.Rule[]::new);
    var document = Objects.requireNonNull(compile(of(roles)).document());
    assertEquals(document.indexOf("Effect"), document.lastIndexOf("Effect"));
  }

  @Test
  void anExportOfThisClusterMayBeNamedByItsClusterToo() {
    var here = new ExportReference("uid-one", "shop", "checkout");
    assertEquals(
        compile(of(allow(CART).exports(export("checkout")))),
        compile(of(allow(CART).exports(here))));
    assertEquals("shop/checkout in cluster uid-one", here.toString());
    assertNotNull(REFERENCES.serviceName(here));
  }
}

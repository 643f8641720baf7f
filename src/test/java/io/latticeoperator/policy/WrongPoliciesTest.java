package io.latticeoperator.policy;

import static io.latticeoperator.policy.Policies.CART;
import static io.latticeoperator.policy.Policies.FIELD;
import static io.latticeoperator.policy.Policies.HERE;
import static io.latticeoperator.policy.Policies.NOBODY;
import static io.latticeoperator.policy.Policies.REFERENCES;
import static io.latticeoperator.policy.Policies.allow;
import static io.latticeoperator.policy.Policies.compile;
import static io.latticeoperator.policy.Policies.deny;
import static io.latticeoperator.policy.Policies.document;
import static io.latticeoperator.policy.Policies.export;
import static io.latticeoperator.policy.Policies.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.latticeoperator.policy.Flaw.Kind;
import io.latticeoperator.policy.Principal.Account;
import io.latticeoperator.policy.Principal.Anybody;
import io.latticeoperator.policy.Principal.Organization;
import io.latticeoperator.policy.Principal.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of policies that are wrong: where, what, and what to do. */
class WrongPoliciesTest {
  private static final Principal ANYBODY = new Anybody();
  private static final String METHODS =
      " is not an HTTP method such as GET: capital letters, no wildcards; leave methods out for all";
  private static final String PATHS =
      " is not a path such as /orders/*: it begins with / and has no blanks, other characters"
          + " percent-encoded as in the request";
  private static final String ROLES =
      " is not the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/orders,"
          + " without wildcards";
  private static final String VPCS = " is not the id of a VPC, such as vpc-0123456789abcdef0";
  private static final String HEADERS =
      " is not the name of a header: letters, digits, -, _ and ., at most 100, no wildcards";

  static Stream<Arguments> statements() {
    return Stream.of(
        arguments(
            of(allow()),
            "statements[0].principals: must name somebody; {anybody: true} is everybody"),
        arguments(
            of(allow(new Role("orders"))), "statements[0].principals[0].roleArn: 'orders'" + ROLES),
        arguments(
            of(allow(CART, new Role("arn:aws:iam::111122223333:role/*"))),
            "statements[0].principals[1].roleArn: 'arn:aws:iam::111122223333:role/*'" + ROLES),
        arguments(
            of(allow(new Role("arn:aws:sts::111122223333:assumed-role/a/b"))),
            "statements[0].principals[0].roleArn: 'arn:aws:sts::111122223333:assumed-role/a/b'"
                + ROLES),
        arguments(
            of(allow(new Role("arn:aws:iam::1111:role/a"))),
            "statements[0].principals[0].roleArn: 'arn:aws:iam::1111:role/a'" + ROLES),
        arguments(of(allow(new Role(""))), "statements[0].principals[0].roleArn: ''" + ROLES),
        arguments(
            of(allow(new Account("1111"))),
            "statements[0].principals[0].accountId: '1111' is not 12 digits"),
        arguments(
            of(allow(new Account("*"))),
            "statements[0].principals[0].accountId: '*' is not 12 digits"),
        arguments(
            of(allow(new Organization("r-1234"))),
            "statements[0].principals[0].organizationId: 'r-1234' is not the id of an organization,"
                + " such as o-a1b2c3d4e5"),
        arguments(of(allow(CART).methods("get")), "statements[0].methods[0]: 'get'" + METHODS),
        arguments(of(allow(CART).methods("GET", "*")), "statements[0].methods[1]: '*'" + METHODS),
        arguments(of(allow(CART).methods("")), "statements[0].methods[0]: ''" + METHODS),
        arguments(
            of(allow(CART).methods("A-METHOD-TOO-LONG")),
            "statements[0].methods[0]: 'A-METHOD-TOO-LONG'" + METHODS),
        arguments(of(allow(CART).paths("orders")), "statements[0].paths[0]: 'orders'" + PATHS),
        arguments(of(allow(CART).paths("*")), "statements[0].paths[0]: '*'" + PATHS),
        arguments(of(allow(CART).paths("/a b")), "statements[0].paths[0]: '/a b'" + PATHS),
        arguments(of(allow(CART).paths("/ä")), "statements[0].paths[0]: '/ä'" + PATHS),
        arguments(
            of(allow(CART).header("x tier", "gold")),
            "statements[0].headers[0].name: 'x tier'" + HEADERS),
        arguments(
            of(allow(CART).header("x-*", "gold")),
            "statements[0].headers[0].name: 'x-*'" + HEADERS),
        arguments(
            of(allow(CART).header("x-tier")),
            "statements[0].headers[0].values: must have a value; '*' is any"),
        arguments(
            of(allow(CART).header("x-tier", "gold", "")),
            "statements[0].headers[0].values[1]: '' is not a value of a header: printable ASCII, at"
                + " least one character"),
        arguments(
            of(allow(CART).header("x-tier", "gold").header("X-Tier", "silver")),
            "statements[0].headers[1].name: 'X-Tier' is there twice; one of its values must fit, so"
                + " give them in one list"),
        arguments(
            of(allow(CART).vpcs("10.0.0.0/16")),
            "statements[0].sourceVpcs[0]: '10.0.0.0/16'" + VPCS),
        arguments(of(allow(CART).vpcs("vpc-*")), "statements[0].sourceVpcs[0]: 'vpc-*'" + VPCS),
        arguments(
            of(allow(NOBODY)),
            "statements[0].principals[0].serviceAccount: shop/nobody is not there, or has no"
                + " annotation eks.amazonaws.com/role-arn; annotate it with the ARN of its role;"
                + " until then this does not allow it to call"),
        arguments(
            of(allow(ANYBODY), deny(NOBODY)),
            "statements[1].principals[0].serviceAccount: shop/nobody is not there, or has no"
                + " annotation eks.amazonaws.com/role-arn; annotate it with the ARN of its role;"
                + " until then the policy is not written, for a deny would be missing"),
        arguments(
            of(allow(CART).exports(export("nothing"))),
            "statements[0].exports[0]: this account sees no Lattice service of shop/nothing; export"
                + " it into this network; until then this does not allow calls to it"),
        arguments(
            of(allow(CART).exports(new ExportReference("uid-two", "shop", "nothing"))),
            "statements[0].exports[0]: this account sees no Lattice service of shop/nothing in"
                + " cluster uid-two, which would be called nothing-shop-530d01ab; export it there"
                + " under its derived name, and have it shared with this account; until then this"
                + " does not allow calls to it"),
        arguments(
            of(deny(CART).exports(export("checkout"), export("nothing"))),
            "statements[0].exports[1]: this account sees no Lattice service of shop/nothing; export"
                + " it into this network; until then the policy is not written, for a deny would be"
                + " missing"),
        arguments(
            new PolicySpec(of(allow(CART)).statements(), "{}", false),
            ": give statements or a document, not both of them"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void eachWrongStatementIsToldByItsField(PolicySpec spec, String message) {
    var expected = message.startsWith(":") ? FIELD + message : FIELD + "." + message;
    assertEquals(expected, messages(compile(spec)));
  }

  private static String messages(Compilation compilation) {
    return compilation.flaws().stream().map(Flaw::message).collect(Collectors.joining("\n"));
  }

  private static final String SAID = "'Action':'vpc-lattice-svcs:Invoke','Resource':'*'";
  private static final String ALL = "'Effect':'Allow','Principal':'*'," + SAID;
  private static final String ACTIONS = "vpc-lattice-svcs:Invoke, vpc-lattice-svcs:Connect";

  static Stream<Arguments> documents() {
    return Stream.of(
        arguments("", "the policy: must be a JSON object"),
        arguments("[]", "the policy: must be a JSON object"),
        arguments(
            "{'Version':}",
            "not JSON: line 1, column 12: Unexpected character ('}' (code 125)): expected a valid"
                + " value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"),
        arguments(
            "{'Version':'2012-10-17'\n 'Statement':[]}",
            "not JSON: line 2, column 2: Unexpected character ('\"' (code 34)): was expecting comma"
                + " to separate Object entries"),
        arguments(
            "{'Statement':{" + ALL + "}} x",
            "not JSON: line 1, column 101: Unrecognized token 'x': was expecting (JSON String,"
                + " Number, Array, Object or token 'null', 'true' or 'false')"),
        arguments(
            "{'Statement':{'Effect':'Allow','Effect':'Deny'}}",
            "not JSON: line 1, column 40: Duplicate field 'Effect'"),
        arguments(
            "{'Statements':[]}",
            "the policy: has no element 'Statements'; there are Version, Id, Statement\n"
                + "Statement: must be a statement, or a list of at least one"),
        arguments("{'Statement':[]}", "Statement: must be a statement, or a list of at least one"),
        arguments("{'Statement':['a']}", "Statement[0]: must be a JSON object"),
        arguments(
            "{'Version':'2012-10-18','Statement':{" + ALL + "}}",
            "Version: must be 2012-10-17 or 2008-10-17"),
        arguments("{'Id':1,'Statement':{" + ALL + "}}", "Id: must be a string"),
        arguments(
            "{'Statement':[{'Sid':'no blanks'," + ALL + "}]}",
            "Statement[0].Sid: must be letters and digits"),
        arguments(
            "{'Statement':[{'Sid':'A'," + ALL + "},{'Sid':'A'," + ALL + "}]}",
            "Statement[1].Sid: 'A' is there twice"),
        arguments(
            "{'Statement':[{'Effect':'allow','Principal':'*'," + SAID + "}]}",
            "Statement[0].Effect: must be Allow or Deny"),
        arguments(
            "{'Statement':[{'Principal':'*'," + SAID + "}]}",
            "Statement[0].Effect: must be Allow or Deny"),
        arguments(
            "{'Statement':[{'Effect':'Allow'," + SAID + "}]}",
            "Statement[0]: must have either Principal or NotPrincipal"),
        arguments(
            "{'Statement':[{" + ALL + ",'NotPrincipal':'*'}]}",
            "Statement[0]: must have either Principal or NotPrincipal"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'cart'," + SAID + "}]}",
            "Statement[0].Principal: must be \"*\" or an object such as {\"AWS\":"
                + " \"111122223333\"}"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':{'aws':'*'}," + SAID + "}]}",
            "Statement[0].Principal: has no element 'aws'; there are AWS, Service, Federated,"
                + " CanonicalUser"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':{'AWS':"
                + "'arn:aws:iam::111122223333:role/*'},"
                + SAID
                + "}]}",
            "Statement[0].Principal.AWS: 'arn:aws:iam::111122223333:role/*' is not \"*\", an"
                + " account's 12 digits, or the ARN of a role or user without wildcards"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':{'AWS':[]}," + SAID + "}]}",
            "Statement[0].Principal.AWS: must be a string or a list of strings"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Resource':'*'}]}",
            "Statement[0]: must have either Action or NotAction"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'vpc-lattice:Invoke',"
                + "'Resource':'*'}]}",
            "Statement[0].Action: 'vpc-lattice:Invoke' is not what callers do; that is " + ACTIONS),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Action':['Invoke'],'Resource':'*'}]}",
            "Statement[0].Action: 'Invoke' is not what callers do; that is " + ACTIONS),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Action':{'a':'b'},'Resource':'*'}]}",
            "Statement[0].Action: must be a string or a list of strings"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Action':[['*']],'Resource':'*'}]}",
            "Statement[0].Action: must be a string or a list of strings"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*'}]}",
            "Statement[0]: must have either Resource or NotResource"),
        arguments(
            "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'/orders'}]}",
            "Statement[0].Resource: '/orders' is not \"*\", */PATH or the ARN of a service followed"
                + " by /PATH"),
        arguments(
            "{'Statement':[{" + ALL + ",'Conditions':{}}]}",
            "Statement[0]: has no element 'Conditions'; there are Sid, Effect, Principal,"
                + " NotPrincipal, Action, NotAction, Resource, NotResource, Condition"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':[]}]}",
            "Statement[0].Condition: must be a JSON object"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'StringIs':{'aws:PrincipalTag/a':'b'}}}]}",
            "Statement[0].Condition.StringIs: there is no such operator; StringEquals and"
                + " StringLike are usual"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'StringEquals':'a'}}]}",
            "Statement[0].Condition.StringEquals: must be a JSON object"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'StringEquals':{'RequestMethod':'GET'}}}]}",
            "Statement[0].Condition.StringEquals: 'RequestMethod' is not a condition key such as"
                + " vpc-lattice-svcs:RequestMethod"),
        arguments(
            "{'Statement':[{"
                + ALL
                + ",'Condition':{'StringEquals':{'vpc-lattice-svcs:Method':'GET'}}}]}",
            "Statement[0].Condition.StringEquals: VPC Lattice has no key 'vpc-lattice-svcs:Method';"
                + " those of vpc-lattice-svcs: are Port, RequestHeader/NAME, RequestMethod,"
                + " RequestPath, RequestQueryString/NAME, ServiceArn, ServiceNetworkArn, SourceVpc,"
                + " SourceVpcOwnerAccount"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'NumericEquals':{'a:b':'c'}}}]}",
            "Statement[0].Condition.NumericEquals.a:b: NumericEquals compares with numbers, not"
                + " with 'c'"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'Bool':{'aws:SecureTransport':'yes'}}}]}",
            "Statement[0].Condition.Bool.aws:SecureTransport: Bool compares with true or false, not"
                + " with 'yes'"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'DateLessThan':{'aws:CurrentTime':'soon'}}}]}",
            "Statement[0].Condition.DateLessThan.aws:CurrentTime: DateLessThan compares with dates"
                + " such as 2026-01-31T12:00:00Z, not with 'soon'"),
        arguments(
            "{'Statement':[{" + ALL + ",'Condition':{'IpAddress':{'aws:SourceIp':'here'}}}]}",
            "Statement[0].Condition.IpAddress.aws:SourceIp: IpAddress compares with addresses and"
                + " blocks such as 10.0.0.0/16, not with 'here'"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void eachWrongDocumentIsToldByItsPlace(String json, String messages) {
    var compilation = compile(document(json));
    assertNull(compilation.document());
    assertEquals(
        messages
            .lines()
            .map(line -> FIELD + ".document: " + line)
            .collect(Collectors.joining("\n")),
        messages(compilation));
    assertEquals(
        List.of(Kind.INVALID), compilation.flaws().stream().map(Flaw::kind).distinct().toList());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    var compilation =
        compile(
            of(
                allow(new Account("1"), NOBODY).methods("get").paths("a", "/b"),
                deny().vpcs("here")));
    assertEquals(
        List.of(
            "statements[0].methods[0]",
            "statements[0].paths[0]",
            "statements[0].principals[0].accountId",
            "statements[0].principals[1].serviceAccount",
            "statements[1].sourceVpcs[0]",
            "statements[1].principals"),
        compilation.flaws().stream()
            .map(f -> f.message().substring(FIELD.length() + 1, f.message().indexOf(": ")))
            .toList());
    assertNull(compilation.document());
  }

  @Test
  void anExportsOwnPolicyNamesNoExports() {
    var compilation =
        PolicyCompiler.compile(
            of(allow(CART).exports(export("checkout"))), FIELD, false, 0, REFERENCES);
    assertEquals(
        "spec.auth.policy.statements[0].exports: an export's own policy is about its own service"
            + " only; leave exports out, or write it in the policy of the LatticeNetwork",
        messages(compilation));
    assertNull(compilation.document());
  }

  @Test
  void aRoleThatIsNoneIsNotResolved() {
    var references =
        new References(HERE, Map.of(CART, "arn:aws:iam::111122223333:role/*"), Map.of(), Map.of());
    var compilation = PolicyCompiler.compile(of(allow(CART)), FIELD, true, 0, references);
    assertEquals(
        "spec.auth.policy.statements[0].principals[0].serviceAccount: the annotation"
            + " eks.amazonaws.com/role-arn of shop/cart says 'arn:aws:iam::111122223333:role/*',"
            + " which is not the ARN of an IAM role or user, such as"
            + " arn:aws:iam::111122223333:role/orders, without wildcards; until then this does not"
            + " allow it to call",
        messages(compilation));
    assertNotNull(compilation.document());
  }

  /** Odd, but right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Principal':'*','Action':'*','Resource':'*'                                  | true",
        "'Principal':'*','Action':'vpc-lattice-svcs:*','Resource':'*/rates'           | true",
        "'Principal':{'AWS':['*']},'Action':'VPC-LATTICE-SVCS:INVOKE','Resource':'*'  | true",
        "'Principal':{'AWS':'AROAEXAMPLE1234567890'},'Action':'*','Resource':'*'      | true",
        "'NotPrincipal':{'AWS':'111122223333'},'Action':'*','Resource':'*'            | true",
        "'Principal':'*','NotAction':'vpc-lattice-svcs:Connect','Resource':'*'        | true",
        "'Principal':'*','NotAction':'*','Resource':'*'                               | false",
        "'Principal':{'Service':'lambda.amazonaws.com'},'Action':'*','Resource':'*'   | true",
        "'Principal':'*','Action':'*','Resource':'*','Condition':{'NumericEquals':{'vpc-lattice-svcs:Port':443}} | true",
        "'Principal':'*','Action':'*','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':true}} | true",
        "'Principal':'*','Action':'*','Resource':'*','Condition':{'ForAllValues:StringLikeIfExists':{'vpc-lattice-svcs:RequestQueryString/page':'1*'}} | true"
      })
  void whatIsOddButRightIsTaken(String statement, boolean admits) {
    var compilation = compile(document("{'Statement':{'Effect':'Allow'," + statement + "}}"));
    assertEquals("", messages(compilation));
    assertEquals(admits, compilation.admits());
  }

  @Test
  void aDocumentThatDeniesEverythingToEverybodyLetsNobodyIn() {
    var allow = "{" + ALL + "}";
    var deny = "{'Effect':'Deny','Principal':'*'," + SAID + "%s}";
    assertEquals(false, admits(allow + "," + deny.formatted("")));
    assertEquals(false, admits(allow + "," + deny.formatted(",'Condition':{}")));
    assertEquals(false, admits(deny.formatted("")));
    assertEquals(
        true,
        admits(
            allow
                + ","
                + deny.formatted(
                    ",'Condition':{'StringEquals':{'vpc-lattice-svcs:RequestMethod':'PUT'}}")));
  }

  private static boolean admits(String statements) {
    return compile(document("{'Statement':[" + statements + "]}")).admits();
  }

  @Test
  void aDocumentIsLimitedAsStatementsAre() {
    var compilation =
        compile(document("{'Statement':{'Sid':'" + "x".repeat(10_240) + "'," + ALL + "}}"));
    assertEquals(List.of(Kind.TOO_LARGE), compilation.flaws().stream().map(Flaw::kind).toList());
    assertNull(compilation.document());
  }
}

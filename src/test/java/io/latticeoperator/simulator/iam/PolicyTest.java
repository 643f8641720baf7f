package io.latticeoperator.simulator.iam;

import static io.latticeoperator.simulator.iam.Decision.ALLOWED;
import static io.latticeoperator.simulator.iam.Decision.EXPLICITLY_DENIED;
import static io.latticeoperator.simulator.iam.Decision.IMPLICITLY_DENIED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Glob;
import io.latticeoperator.simulator.iam.Policy.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final String SERVICE =
      "arn:aws:vpc-lattice:eu-central-1:111122223333:service/svc-1";
  private static final Principal.User ALICE =
      new Principal.User("111122223333", "arn:aws:iam::111122223333:user/alice");
  private static final Principal SESSION =
      Principal.of(
          new Accounts.Identity(
              "111122223333", "arn:aws:sts::111122223333:assumed-role/team/operator/s1"));

  /** With single quotes for double ones, and backquotes for single ones. */
  private static Policy identity(String statements) {
    return Policy.parse(
        "{'Version':'2012-10-17','Statement':%s}"
            .formatted(statements)
            .replace('\'', '"')
            .replace('`', '\''),
        Kind.IDENTITY);
  }

  private static Policy resource(String statements) {
    return Policy.parse(
        "{'Version':'2012-10-17','Statement':%s}"
            .formatted(statements)
            .replace('\'', '"')
            .replace('`', '\''),
        Kind.RESOURCE);
  }

  private static Decision decide(
      Policy policy, String action, String resource, Map<String, List<String>> keys) {
    return policy.decide(RequestContext.of(ALICE, action, resource, keys));
  }

  private static Decision decide(Policy policy, String action, String resource) {
    return decide(policy, action, resource, Map.of());
  }

  /** Whether a statement with that condition speaks of a request with these keys. */
  private static boolean holds(String condition, Map<String, List<String>> keys) {
    var policy =
        identity(
            "{'Effect':'Allow','Action':'*','Resource':'*','Condition':%s}".formatted(condition));
    return decide(policy, "vpc-lattice:GetService", SERVICE, keys) == ALLOWED;
  }

  @Test
  void whatNoStatementAllowsIsDenied() {
    var policy = identity("[{'Effect':'Allow','Action':'ec2:*','Resource':'*'}]");
    assertEquals(IMPLICITLY_DENIED, decide(policy, "vpc-lattice:GetService", SERVICE));
    assertEquals(ALLOWED, decide(policy, "ec2:DescribeVpcs", "*"));
  }

  @Test
  void anExplicitDenyWinsWhereverItStands() {
    var policy =
        identity(
            """
            [{'Effect':'Deny','Action':'vpc-lattice:DeleteService','Resource':'*'},
             {'Effect':'Allow','Action':'*','Resource':'*'}]""");
    assertEquals(EXPLICITLY_DENIED, decide(policy, "vpc-lattice:DeleteService", SERVICE));
    assertEquals(ALLOWED, decide(policy, "vpc-lattice:GetService", SERVICE));
    var context = RequestContext.of(ALICE, "vpc-lattice:DeleteService", SERVICE, Map.of());
    var allows = identity("[{'Effect':'Allow','Action':'*','Resource':'*'}]");
    assertEquals(EXPLICITLY_DENIED, Decision.of(List.of(allows, policy), context));
    assertEquals(
        ALLOWED,
        Decision.of(List.of(policy, allows), RequestContext.of(ALICE, "a:B", "*", Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "vpc-lattice:Get*, vpc-lattice:getservice, true",
    "VPC-LATTICE:GETSERVICE, vpc-lattice:GetService, true",
    "vpc-lattice:Get?ervice, vpc-lattice:GetService, true",
    "vpc-lattice:Get?ervice, vpc-lattice:GetSService, false",
    "*, vpc-lattice:GetService, true",
    "vpc-lattice:*Targets, vpc-lattice:ListTargets, true",
    "vpc-lattice:*Targets, vpc-lattice:ListTargetGroups, false"
  })
  void actionsAreComparedWithWildcardsWhateverTheirCase(
      String pattern, String action, boolean matches) {
    var policy = identity("[{'Effect':'Allow','Action':'%s','Resource':'*'}]".formatted(pattern));
    assertEquals(matches, decide(policy, action, SERVICE) == ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:vpc-lattice:*:111122223333:service/*, true",
    "arn:aws:vpc-lattice:eu-central-1:111122223333:service/svc-?, true",
    "arn:aws:vpc-lattice:eu-central-1:111122223333:SERVICE/*, false",
    "arn:aws:vpc-lattice:*:444455556666:service/*, false",
    "arn:*, true"
  })
  void resourcesAreComparedWithWildcardsByCase(String pattern, boolean matches) {
    var policy = identity("[{'Effect':'Allow','Action':'*','Resource':'%s'}]".formatted(pattern));
    assertEquals(matches, decide(policy, "vpc-lattice:GetService", SERVICE) == ALLOWED);
  }

  @Test
  void invertedElementsSpeakOfEverythingElse() {
    var policy =
        identity(
            """
            [{'Effect':'Allow','NotAction':['vpc-lattice:Delete*','ec2:*'],
              'NotResource':'arn:aws:vpc-lattice:*:*:targetgroup/*'}]""");
    assertEquals(ALLOWED, decide(policy, "vpc-lattice:GetService", SERVICE));
    assertEquals(IMPLICITLY_DENIED, decide(policy, "vpc-lattice:DeleteService", SERVICE));
    assertEquals(
        IMPLICITLY_DENIED,
        decide(policy, "vpc-lattice:GetTargetGroup", "arn:aws:vpc-lattice:r:1:targetgroup/tg-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "StringEquals              | a*  | a*          | true",
        "StringEquals              | a*  | ab          | false",
        "StringNotEquals           | a   | b           | true",
        "StringEqualsIgnoreCase    | A   | a           | true",
        "StringNotEqualsIgnoreCase | A   | a           | false",
        "StringLike                | a*c | abbc        | true",
        "StringNotLike             | a*c | abbc        | false",
        "NumericEquals             | 80  | 80.0        | true",
        "NumericNotEquals          | 80  | 80          | false",
        "NumericLessThan           | 80  | 79          | true",
        "NumericLessThan           | 80  | 80          | false",
        "NumericLessThanEquals     | 80  | 80          | true",
        "NumericGreaterThan        | 80  | many        | false",
        "NumericGreaterThanEquals  | 80  | 443         | true",
        "DateLessThan              | 2026-01-02           | 2026-01-01T23:59:59Z | true",
        "DateGreaterThan           | 2026-01-01T00:00:00Z | 1767225601           | true",
        "DateEquals                | 1767225600           | 2026-01-01T00:00:00Z | true",
        "DateNotEquals             | 2026-01-01           | 2026-01-01T00:00:00Z | false",
        "Bool                      | true | TRUE       | true",
        "Bool                      | false | true      | false",
        "IpAddress                 | 10.0.0.0/8 | 10.1.2.3 | true",
        "IpAddress                 | 10.0.0.1 | 10.0.0.2 | false",
        "IpAddress                 | fd00::/8 | fd00::1 | true",
        "NotIpAddress              | 10.0.0.0/8 | 11.1.2.3 | true",
        "ArnLike                   | arn:aws:iam::*:role/a*  | arn:aws:iam::1:role/ab | true",
        "ArnEquals                 | arn:aws:*:role/ab       | arn:aws:iam::1:role/ab | false",
        "ArnNotLike                | arn:aws:iam::1:role/*   | arn:aws:iam::1:role/ab | false"
      })
  void operatorsCompareTheirOwnWay(String operator, String wanted, String given, boolean holds) {
    var condition = "{'%s':{'x:Key':'%s'}}".formatted(operator, wanted);
    assertEquals(holds, holds(condition, Map.of("X:key", List.of(given))));
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, false",
    "StringNotEquals, true",
    "StringEqualsIfExists, true",
    "StringNotEqualsIfExists, true",
    "ForAllValues:StringEquals, true",
    "ForAnyValue:StringEquals, false",
    "ForAnyValue:StringNotEquals, false",
    "ForAnyValue:StringEqualsIfExists, true"
  })
  void aKeyThatTheRequestLacksCountsByTheOperator(String operator, boolean holds) {
    assertEquals(holds, holds("{'%s':{'x:Key':'a'}}".formatted(operator), Map.of()));
  }

  @Test
  void nullAsksWhetherAKeyIsAbsent() {
    var there = Map.of("aws:ResourceTag/team", List.of("a"));
    assertTrue(holds("{'Null':{'aws:ResourceTag/team':'false'}}", there));
    assertTrue(holds("{'Null':{'aws:ResourceTag/team':true}}", Map.of()));
    assertEquals(false, holds("{'Null':{'aws:ResourceTag/team':'true'}}", there));
  }

  @Test
  void setOperatorsLookAtEachValueOfTheRequest() {
    var both = Map.of("aws:TagKeys", List.of("team", "cost"));
    assertTrue(holds("{'ForAllValues:StringEquals':{'aws:TagKeys':['team','cost','x']}}", both));
    assertEquals(false, holds("{'ForAllValues:StringEquals':{'aws:TagKeys':['team']}}", both));
    assertTrue(holds("{'ForAnyValue:StringEquals':{'aws:TagKeys':['cost']}}", both));
    assertTrue(holds("{'ForAnyValue:StringNotEquals':{'aws:TagKeys':['cost']}}", both));
    assertEquals(false, holds("{'ForAllValues:StringNotEquals':{'aws:TagKeys':['cost']}}", both));
  }

  @Test
  void allKeysOfAllOperatorsMustHold() {
    var condition = "{'StringEquals':{'x:A':'1','x:B':['1','2']},'NumericLessThan':{'x:C':'10'}}";
    var keys = Map.of("x:A", List.of("1"), "x:B", List.of("2"), "x:C", List.of("9"));
    assertTrue(holds(condition, keys));
    assertEquals(
        false,
        holds(condition, Map.of("x:A", List.of("1"), "x:B", List.of("2"), "x:C", List.of("10"))));
  }

  @Test
  void variablesArePutIn() {
    var policy =
        identity(
            """
            [{'Effect':'Allow','Action':'*',
              'Resource':'arn:aws:s3:::${aws:username}/*',
              'Condition':{'StringEquals':{
                'aws:ResourceTag/team':'${aws:PrincipalTag/team, `none`}'}}}]""");
    var mine = Map.of("aws:ResourceTag/team", List.of("a"), "aws:PrincipalTag/team", List.of("a"));
    assertEquals(ALLOWED, decide(policy, "s3:GetObject", "arn:aws:s3:::alice/x", mine));
    assertEquals(IMPLICITLY_DENIED, decide(policy, "s3:GetObject", "arn:aws:s3:::bob/x", mine));
    var none = Map.of("aws:ResourceTag/team", List.of("none"));
    assertEquals(ALLOWED, decide(policy, "s3:GetObject", "arn:aws:s3:::alice/x", none));
    var untagged = Map.of("aws:ResourceTag/team", List.of("a"));
    assertEquals(
        IMPLICITLY_DENIED, decide(policy, "s3:GetObject", "arn:aws:s3:::alice/x", untagged));
  }

  @Test
  void whatAVariableHoldsIsNeverAPattern() {
    var policy =
        identity("[{'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${x:Name}-${*}'}]");
    var star = Map.of("x:Name", List.of("*"));
    assertEquals(ALLOWED, decide(policy, "s3:GetObject", "arn:aws:s3:::*-*", star));
    assertEquals(IMPLICITLY_DENIED, decide(policy, "s3:GetObject", "arn:aws:s3:::a-*", star));
    assertEquals(IMPLICITLY_DENIED, decide(policy, "s3:GetObject", "arn:aws:s3:::*-a", star));
  }

  @Test
  void theOlderVersionKnowsNoVariables() {
    var policy =
        Policy.parse(
            """
            {"Statement":{"Effect":"Allow","Action":"*",
             "Resource":"arn:aws:s3:::${aws:username}"}}""",
            Kind.IDENTITY);
    assertEquals(IMPLICITLY_DENIED, decide(policy, "s3:GetObject", "arn:aws:s3:::alice"));
    assertEquals(ALLOWED, decide(policy, "s3:GetObject", "arn:aws:s3:::${aws:username}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'*'                                                    | true  | true  | true",
        "{'AWS':'*'}                                            | true  | true  | true",
        "{'AWS':'111122223333'}                                 | false | true  | true",
        "{'AWS':'arn:aws:iam::111122223333:root'}               | false | true  | true",
        "{'AWS':'arn:aws:iam::111122223333:user/alice'}         | false | true  | false",
        "{'AWS':['arn:aws:iam::111122223333:role/team/operator']} | false | false | true",
        "{'AWS':'444455556666'}                                 | false | false | false",
        "{'Service':'ec2.amazonaws.com'}                        | false | false | false"
      })
  void principalsAreEverybodyAccountsUsersOrRoles(
      String principal, boolean anonymous, boolean alice, boolean session) {
    var policy =
        resource(
            "[{'Effect':'Allow','Action':'*','Resource':'*','Principal':%s}]".formatted(principal));
    assertEquals(anonymous, allows(policy, new Principal.Anonymous()));
    assertEquals(alice, allows(policy, ALICE));
    assertEquals(session, allows(policy, SESSION));
  }

  private static boolean allows(Policy policy, Principal principal) {
    var context = RequestContext.of(principal, "vpc-lattice-svcs:Invoke", SERVICE, Map.of());
    return policy.decide(context) == ALLOWED;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Policy              | {",
        "Policy              | []",
        "Policy              | {'Statement':[],'Statement':[]}",
        "Policy.Sttement     | {'Sttement':[]}",
        "Version             | {'Version':'2020-01-01','Statement':[]}",
        "Statement           | {'Statement':[]}",
        "Statement[0].Effect | {'Statement':[{'Effect':'allow','Action':'*','Resource':'*'}]}",
        "Statement[0]        | {'Statement':[{'Effect':'Allow','Resource':'*'}]}",
        "Statement[0]        | {'Statement':[{'Effect':'Allow','Action':'*','NotAction':'a:B','Resource':'*'}]}",
        "Statement[0]        | {'Statement':[{'Effect':'Allow','Action':'*'}]}",
        "Statement[0].Action | {'Statement':[{'Effect':'Allow','Action':'GetService','Resource':'*'}]}",
        "Statement[0].Action | {'Statement':[{'Effect':'Allow','Action':[],'Resource':'*'}]}",
        "Statement[0].Resource | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'svc-1'}]}",
        "Statement[0]        | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}]}",
        "Statement[0].Conditon | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Conditon':{}}]}",
        "Statement[0].Condition | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':[]}]}",
        "Statement[0].Condition.StringEqual | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEqual':{'a:b':'c'}}}]}",
        "Statement[0].Condition.NullIfExists | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NullIfExists':{'a:b':'true'}}}]}",
        "Statement[0].Condition.NumericEquals.a:b | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'NumericEquals':{'a:b':'c'}}}]}",
        "Statement[0].Condition.Bool.a:b | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'a:b':'yes'}}}]}",
        "Statement[0].Condition.IpAddress.a:b | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'IpAddress':{'a:b':'10.0.0.0/33'}}}]}",
        "Statement[0].Condition.DateEquals.a:b | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'DateEquals':{'a:b':'soon'}}}]}",
        "Statement[0].Condition.StringEquals.b | {'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':{'b':'c'}}}]}",
        "Statement[1].Sid    | {'Statement':[{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'},{'Sid':'A','Effect':'Allow','Action':'*','Resource':'*'}]}"
      })
  void aMalformedPolicyIsRefusedByTheElementAtFault(String element, String json) {
    var malformed =
        assertThrows(
            MalformedPolicy.class, () -> Policy.parse(json.replace('\'', '"'), Kind.IDENTITY));
    assertEquals(element, malformed.element(), malformed.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Statement[0]               | {'Effect':'Allow','Action':'*','Resource':'*'}",
        "Statement[0].Principal     | {'Effect':'Allow','Action':'*','Resource':'*','Principal':'alice'}",
        "Statement[0].Principal.AWS | {'Effect':'Allow','Action':'*','Resource':'*','Principal':{'AWS':'alice'}}",
        "Statement[0].Principal.AWS | {'Effect':'Allow','Action':'*','Resource':'*','Principal':{'AWS':'arn:aws:iam::111122223333:user/*'}}",
        "Statement[0].Principal.Aws | {'Effect':'Allow','Action':'*','Resource':'*','Principal':{'Aws':'*'}}"
      })
  void aResourcesPolicyMustSayWhomItIsAbout(String element, String statement) {
    var malformed = assertThrows(MalformedPolicy.class, () -> resource("[" + statement + "]"));
    assertEquals(element, malformed.element(), malformed.getMessage());
  }

  @Test
  void aLongPatternIsMatchedInShortTime() {
    var pattern = "a*".repeat(2000) + "b";
    assertEquals(false, Glob.of(pattern).matches("a".repeat(20_000)));
  }

  @Test
  void onlyAnAuthPolicyMayNameAPathBehindAWildcard() {
    var statement = "{'Effect':'Allow','Action':'*','Resource':'*/rates'%s}";
    var policy = resource("[" + statement.formatted(",'Principal':'*'") + "]");
    assertEquals(ALLOWED, decide(policy, "vpc-lattice-svcs:Invoke", SERVICE + "/rates"));
    assertEquals(
        IMPLICITLY_DENIED, decide(policy, "vpc-lattice-svcs:Invoke", SERVICE + "/rates/1"));
    assertThrows(MalformedPolicy.class, () -> identity("[" + statement.formatted("") + "]"));
  }
}

package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Authorizer;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final String ARN = "arn:aws:vpc-lattice:eu-central-1:111122223333:";
  private static final Caller ADMIN = new Caller(Bench.ACCOUNT, "eu-central-1", "AKIAADMIN");

  private final List<Access> asked = new ArrayList<>();
  private final Authorizer recorder =
      (caller, access) -> {
        asked.add(access);
        return Optional.empty();
      };
  private final Bench bench =
      new Bench(Settings.quick(), environment -> environment.authorizedBy(recorder));

  private static Bench under(String statements) {
    var bench =
        new Bench(
            Settings.quick(),
            environment -> {
              var policies =
                  new IdentityPolicies(environment.accounts(), environment.timeline()::now);
              var json = "{'Version':'2012-10-17','Statement':[%s]}".formatted(statements);
              policies.put(
                  Bench.CALLER.accessKey(),
                  List.of(Policy.parse(json.replace('\'', '"'), Policy.Kind.IDENTITY)));
              return environment.authorizedBy(policies);
            });
    bench.as(ADMIN);
    return bench;
  }

  private String askedFor() {
    var text =
        asked.stream()
            .map(access -> access.action() + " on " + access.resource().replace(ARN, ""))
            .collect(Collectors.joining("\n"));
    asked.clear();
    return text;
  }

  private Map<String, List<String>> keysOf(String action) {
    return asked.stream()
        .filter(access -> access.action().equals(action))
        .findFirst()
        .orElseThrow()
        .keys();
  }

  @Test
  void everyOperationOfTheModelHasARowAndNamesItsOwnMembers() {
    var model = Model.of(true).operations();
    assertEquals(model.keySet(), PermissionTable.get().rows().keySet());
    PermissionTable.get()
        .rows()
        .forEach(
            (operation, row) -> {
              var members =
                  model.get(operation).input().stream()
                      .map(Model.Member::name)
                      .collect(Collectors.toSet());
              for (var template : row.resources()) {
                for (var member : template.members()) {
                  var first = InputPath.of(member).members().getFirst();
                  assertTrue(members.contains(first), operation + " " + member);
                }
              }
              assertTrue(
                  PermissionTable.get().values().keySet().containsAll(row.keys()), operation);
            });
  }

  @Test
  void everyCallThatTakesTagsForWhatItCreatesImpliesTagResource() {
    var tagging = new TreeSet<String>();
    for (var operation : Model.of(true).operations().values()) {
      boolean takesTags =
          operation.input().stream().anyMatch(member -> member.name().equals("tags"));
      if (takesTags && !operation.name().equals("TagResource")) {
        tagging.add(operation.name());
        assertTrue(
            PermissionTable.get().row(operation.name()).resources().stream()
                .anyMatch(ArnTemplate::isOfNew),
            operation.name());
      }
    }
    var implying =
        ImpliedPermissions.get().rows().stream()
            .filter(row -> row.when() == ImpliedPermissions.When.TAGGED)
            .flatMap(row -> row.calls().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(tagging, implying);
    ImpliedPermissions.get()
        .rows()
        .forEach(row -> assertTrue(Model.of(true).operations().keySet().containsAll(row.calls())));
  }

  @Test
  void createsAreAboutWhatWillBeAndImplyTheServiceLinkedRoleOnce() {
    bench.service("shop");
    assertEquals(
        """
        vpc-lattice:CreateService on service/*
        iam:CreateServiceLinkedRole on arn:aws:iam::111122223333:role/aws-service-role/\
        vpc-lattice.amazonaws.com/AWSServiceRoleForVpcLattice""",
        askedFor());
    bench.service("other");
    assertEquals("vpc-lattice:CreateService on service/*", askedFor());
  }

  @Test
  void tagsOfACreateImplyTagResource() {
    bench.ok("CreateService", "{'name':'shop','authType':'AWS_IAM','tags':{'team':'a','x':'1'}}");
    var keys =
        Map.of(
            "vpc-lattice:AuthType", List.of("AWS_IAM"),
            "aws:TagKeys", List.of("team", "x"),
            "aws:RequestTag/team", List.of("a"),
            "aws:RequestTag/x", List.of("1"));
    assertEquals(keys, keysOf("vpc-lattice:CreateService"));
    var tagging = keysOf("vpc-lattice:TagResource");
    assertEquals(List.of("CreateService"), tagging.get("vpc-lattice:CreateAction"));
    assertEquals(List.of("a"), tagging.get("aws:RequestTag/team"));
    assertTrue(askedFor().contains("vpc-lattice:TagResource on service/*"));
  }

  @Test
  void callsAreAboutTheResourcesThatTheyNameByIdOrArn() {
    var group = bench.group("shop");
    var service = bench.service("shop");
    var network = bench.network("net");
    askedFor();
    var listener = bench.listener(service, group);
    assertEquals(
        "vpc-lattice:CreateListener on service/%s/listener/*".formatted(service), askedFor());
    bench.ok(
        "GetListener",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s'}",
        ARN + "service/" + service,
        listener);
    assertEquals(
        "vpc-lattice:GetListener on service/%s/listener/%s".formatted(service, listener),
        askedFor());
    bench.associate(ARN + "servicenetwork/" + network, service);
    assertEquals(
        """
        vpc-lattice:CreateServiceNetworkServiceAssociation on servicenetworkserviceassociation/*
        vpc-lattice:CreateServiceNetworkServiceAssociation on service/%s
        vpc-lattice:CreateServiceNetworkServiceAssociation on servicenetwork/%s"""
            .formatted(service, network),
        askedFor());
    bench.ok("ListServices", "{}");
    assertEquals("vpc-lattice:ListServices on *", askedFor());
  }

  @Test
  void whatExistsBringsItsTagsAndProperties() {
    var group = bench.group("shop");
    var service = bench.service("shop");
    var listener = bench.listener(service, group);
    var arn = ARN + "service/%s/listener/%s".formatted(service, listener);
    bench.ok("TagResource", "{'resourceArn':'%s','tags':{'team':'a'}}", arn);
    asked.clear();
    bench.ok(
        "DeleteListener",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s'}",
        service,
        listener);
    assertEquals(
        Map.of(
            "aws:ResourceTag/team", List.of("a"),
            "vpc-lattice:Protocol", List.of("HTTP"),
            "vpc-lattice:TargetGroupArns", List.of(ARN + "targetgroup/" + group)),
        keysOf("vpc-lattice:DeleteListener"));
  }

  @Test
  void registeringImpliesLookingUpWhatIsRegistered() {
    var group = bench.group("shop");
    assertTrue(askedFor().contains("ec2:DescribeVpcs on *"));
    bench.register(group, "10.1.0.5:80");
    assertEquals(
        """
        vpc-lattice:RegisterTargets on targetgroup/%s
        ec2:DescribeInstances on *
        ec2:DescribeSubnets on *
        ec2:DescribeVpcs on *"""
            .formatted(group),
        askedFor());
    var lambda = bench.ok("CreateTargetGroup", "{'name':'fun','type':'LAMBDA'}").get("id").asText();
    bench.settle();
    assertEquals("vpc-lattice:CreateTargetGroup on targetgroup/*", askedFor());
    var function = "arn:aws:lambda:eu-central-1:111122223333:function:fn";
    bench.call(
        "RegisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[{'id':'%s'}]}",
        lambda,
        function);
    assertEquals(
        """
        vpc-lattice:RegisterTargets on targetgroup/%s
        lambda:AddPermission on %s
        lambda:GetFunction on %s"""
            .formatted(lambda, function, function),
        askedFor());
  }

  @Test
  void batchUpdatesAreAboutEachOfTheirRules() {
    var service = bench.service("shop");
    var listener = bench.listener(service, bench.group("shop"));
    asked.clear();
    bench.call(
        "BatchUpdateRule",
        "{'serviceIdentifier':'%s','listenerIdentifier':'%s','rules':[{'ruleIdentifier':'%s'},{'ruleIdentifier':'%s'}]}",
        service,
        listener,
        "rule-00000000000000001",
        "rule-00000000000000002");
    var rules = "service/%s/listener/%s/rule/".formatted(service, listener);
    assertEquals(
        """
        vpc-lattice:UpdateRule on %srule-00000000000000001
        vpc-lattice:UpdateRule on %srule-00000000000000002"""
            .formatted(rules, rules),
        askedFor());
  }

  @Test
  void aRefusedCallHasNoEffectAndSaysWhatIsMissing() {
    var bench = under("{'Effect':'Allow','Action':'vpc-lattice:Create*','Resource':'*'}");
    bench.as(Bench.CALLER);
    var refusal =
        bench.refused(
            ErrorCode.ACCESS_DENIED, "CreateService", "{'name':'shop','tags':{'team':'a'}}");
    assertEquals(403, refusal.status());
    assertEquals(
        "User: arn:aws:iam::111122223333:user/AKIAOPERATOR is not authorized to perform:"
            + " vpc-lattice:TagResource on resource: "
            + ARN
            + "service/* because no identity-based policy allows the vpc-lattice:TagResource"
            + " action",
        refusal.message());
    var role = bench.refused(ErrorCode.ACCESS_DENIED, "CreateService", "{'name':'shop'}");
    assertTrue(role.message().contains("iam:CreateServiceLinkedRole"), role.message());
    assertEquals("{}", bench.lattice.snapshot().toString());
    bench.as(ADMIN);
    bench.service("shop");
    bench.as(Bench.CALLER);
    bench.service("there-is-a-role-now");
  }

  @Test
  void conditionsOnTagsAreKept() {
    var bench =
        under(
            """
            {'Effect':'Allow','Action':['vpc-lattice:CreateService','vpc-lattice:TagResource'],
             'Resource':'*','Condition':{'StringEquals':{'aws:RequestTag/owner':'me'}}},
            {'Effect':'Allow','Action':'vpc-lattice:DeleteService','Resource':'*',
             'Condition':{'StringEquals':{'aws:ResourceTag/owner':'me'}}}""");
    var theirs = bench.service("theirs");
    bench.as(Bench.CALLER);
    bench.refused(ErrorCode.ACCESS_DENIED, "CreateService", "{'name':'mine'}");
    bench.refused(
        ErrorCode.ACCESS_DENIED, "CreateService", "{'name':'mine','tags':{'owner':'you'}}");
    var mine =
        bench.ok("CreateService", "{'name':'mine','tags':{'owner':'me'}}").get("id").asText();
    bench.settle();
    bench.refused(ErrorCode.ACCESS_DENIED, "DeleteService", "{'serviceIdentifier':'%s'}", theirs);
    bench.ok("DeleteService", "{'serviceIdentifier':'%s'}", mine);
    bench.refused(
        ErrorCode.ACCESS_DENIED, "DeleteService", "{'serviceIdentifier':'svc-00000000000000000'}");
  }

  @Test
  void whatBreaksTheModelIsRefusedBeforeAnybodyAsksForPermission() {
    bench.refused(ErrorCode.VALIDATION, "CreateService", "{'name':'A'}");
    assertEquals(Set.of(), Set.copyOf(asked));
  }
}

package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static io.latticeoperator.simulator.lattice.ErrorCode.SERVICE_QUOTA_EXCEEDED;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Caller;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConflictsTest {
  private final Bench bench = new Bench();

  @Test
  void namesAreUniqueWithinAnAccountAndRegion() {
    var id = bench.network("shop");
    var refusal = bench.refused(CONFLICT, "CreateServiceNetwork", "{'name':'shop'}");
    assertEquals(id, refusal.extra().get("resourceId").asText());
    assertEquals("SERVICE_NETWORK", refusal.extra().get("resourceType").asText());
    bench.service("shop");
    bench.refused(CONFLICT, "CreateService", "{'name':'shop'}");
    bench.group("shop");
    bench.refused(CONFLICT, "CreateTargetGroup", "{'name':'shop','type':'LAMBDA','config':{}}");
    bench.as(new Caller(Bench.ACCOUNT, "eu-west-1", "AKIAOPERATOR"));
    bench.network("shop");
    bench.as(new Caller("444455556666", "eu-central-1", "AKIAOTHER"));
    bench.network("shop");
    bench.refused(RESOURCE_NOT_FOUND, "GetServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", id);
  }

  @Test
  void whatIsBeingCreatedCannotBeUsedYet() {
    var service = bench.ok("CreateService", "{'name':'shop'}").get("id").asText();
    var network = bench.network("shop");
    var associate = "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}";
    var refusal =
        bench.refused(
            CONFLICT, "CreateServiceNetworkServiceAssociation", associate, network, service);
    assertEquals(
        "Invalid resource status for this operation, resource id %s, status: CREATE_IN_PROGRESS"
            .formatted(service),
        refusal.message());
    bench.refused(
        CONFLICT,
        "CreateListener",
        "{'serviceIdentifier':'%s','name':'web','protocol':'HTTP',"
            + "'defaultAction':{'fixedResponse':{'statusCode':404}}}",
        service);
    bench.refused(
        CONFLICT, "UpdateService", "{'serviceIdentifier':'%s','authType':'AWS_IAM'}", service);
    bench.refused(CONFLICT, "DeleteService", "{'serviceIdentifier':'%s'}", service);
  }

  @Test
  void aPairIsAssociatedOnceAndNotDeletedWhileItIsCreated() {
    var service = bench.service("shop");
    var network = bench.network("shop");
    var associate = "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}";
    var created = bench.ok("CreateServiceNetworkServiceAssociation", associate, network, service);
    assertEquals(
        "Association already exists",
        bench
            .refused(
                CONFLICT, "CreateServiceNetworkServiceAssociation", associate, network, service)
            .message());
    assertEquals(
        "Creation is in progress",
        bench
            .refused(
                CONFLICT,
                "DeleteServiceNetworkServiceAssociation",
                "{'serviceNetworkServiceAssociationIdentifier':'%s'}",
                created.get("id").asText())
            .message());
  }

  @Test
  void theOrderOfDeletionIsHeldUntilEachIsGone() {
    var group = bench.group("shop");
    var service = bench.service("shop");
    bench.listener(service, group);
    var network = bench.network("shop");
    var association = bench.associate(network, service);
    bench.refused(CONFLICT, "DeleteTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    bench.refused(CONFLICT, "DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    bench.ok(
        "DeleteServiceNetworkServiceAssociation",
        "{'serviceNetworkServiceAssociationIdentifier':'%s'}",
        association);
    assertEquals(
        "Service %s has one or more associated service networks".formatted(service),
        bench.refused(CONFLICT, "DeleteService", "{'serviceIdentifier':'%s'}", service).message());
    bench.settle();
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    var deleted = bench.ok("DeleteService", "{'serviceIdentifier':'%s'}", service);
    assertEquals("DELETE_IN_PROGRESS", deleted.get("status").asText());
    bench.refused(CONFLICT, "DeleteTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    bench.settle();
    bench.refused(RESOURCE_NOT_FOUND, "GetService", "{'serviceIdentifier':'%s'}", service);
    bench.ok("DeleteTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    bench.settle();
    assertTrue(bench.lattice.snapshot().isEmpty(), "listeners and rules went with the service");
  }

  @Test
  void aVpcHasOneNetworkAndIsLeftAloneWhileItChanges() {
    var network = bench.network("shop");
    var create = "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}";
    var delete = "{'serviceNetworkVpcAssociationIdentifier':'%s'}";
    var id =
        bench
            .ok("CreateServiceNetworkVpcAssociation", create, network, Bench.VPC)
            .get("id")
            .asText();
    bench.refused(CONFLICT, "DeleteServiceNetworkVpcAssociation", delete, id);
    bench.refused(
        CONFLICT, "CreateServiceNetworkVpcAssociation", create, bench.network("other"), Bench.VPC);
    bench.settle();
    bench.refused(
        VALIDATION,
        "UpdateServiceNetworkVpcAssociation",
        "{'serviceNetworkVpcAssociationIdentifier':'%s','securityGroupIds':['sg-0bbbbbbbbbbbbbbbb']}",
        id);
    bench.ok(
        "UpdateServiceNetworkVpcAssociation",
        "{'serviceNetworkVpcAssociationIdentifier':'%s','securityGroupIds':['sg-0aaaaaaaaaaaaaaaa']}",
        id);
    bench.refused(CONFLICT, "DeleteServiceNetworkVpcAssociation", delete, id);
    bench.settle();
    bench.ok("DeleteServiceNetworkVpcAssociation", delete, id);
    bench.refused(CONFLICT, "DeleteServiceNetworkVpcAssociation", delete, id);
    assertEquals(
        "ServiceNetwork %s has VPC(s) associated".formatted(network),
        bench
            .refused(CONFLICT, "DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network)
            .message());
    bench.time.advance(Duration.ofSeconds(1));
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
  }

  @Test
  void aTargetGroupServesOneService() {
    var group = bench.group("shop");
    var first = bench.service("first");
    bench.listener(first, group);
    bench.listener(first, group);
    var second = bench.service("second");
    bench.refused(
        CONFLICT,
        "CreateListener",
        "{'serviceIdentifier':'%s','name':'web','protocol':'HTTP','defaultAction':%s}",
        second,
        Bench.forward(group));
    var arns = bench.ok("GetTargetGroup", "{'targetGroupIdentifier':'%s'}", group);
    assertTrue(arns.at("/serviceArns/0").asText().endsWith(first), arns.toString());
    assertEquals(1, arns.get("serviceArns").size());
    var refusal =
        bench.refused(
            SERVICE_QUOTA_EXCEEDED,
            "CreateListener",
            "{'serviceIdentifier':'%s','name':'third','protocol':'HTTP','defaultAction':%s}",
            first,
            Bench.forward(group));
    assertEquals("L-D64E952E", refusal.extra().get("quotaCode").asText());
  }

  @Test
  void aListenersPortAndNameAreItsOwn() {
    var service = bench.service("shop");
    var create =
        "{'serviceIdentifier':'%s','name':'%s','protocol':'HTTP','port':%d,"
            + "'defaultAction':{'fixedResponse':{'statusCode':404}}}";
    bench.ok("CreateListener", create, service, "web", 80);
    bench.refused(CONFLICT, "CreateListener", create, service, "other", 80);
    bench.refused(CONFLICT, "CreateListener", create, service, "web", 81);
  }

  @Test
  void anArnIsAsGoodAsAnIdButNotOfAnotherKind() {
    var network = bench.network("shop");
    var arn =
        "arn:aws:vpc-lattice:eu-central-1:%s:servicenetwork/%s".formatted(Bench.ACCOUNT, network);
    bench.ok("GetServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", arn);
    bench.refused(
        RESOURCE_NOT_FOUND,
        "GetServiceNetwork",
        "{'serviceNetworkIdentifier':'%s'}",
        arn.replace(Bench.ACCOUNT, "444455556666"));
  }
}

package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is well-formed and not there. */
class UnknownsTest {
  private static final String ID = "-0123456789abcdef0";
  private static final String ARN = "arn:aws:vpc-lattice:eu-central-1:111122223333:";

  /** Members that name what the operations with it are about. */
  private static final List<String> IDENTIFIERS =
      List.of(
          "'serviceIdentifier':'svc%s'",
          "'serviceNetworkIdentifier':'sn%s'",
          "'targetGroupIdentifier':'tg%s'",
          "'listenerIdentifier':'listener%s'",
          "'ruleIdentifier':'rule%s'",
          "'serviceNetworkServiceAssociationIdentifier':'snsa%s'",
          "'serviceNetworkVpcAssociationIdentifier':'snva%s'",
          "'serviceNetworkResourceAssociationIdentifier':'snra%s'",
          "'accessLogSubscriptionIdentifier':'als%s'",
          "'resourceConfigurationIdentifier':'rcfg%s'",
          "'resourceGatewayIdentifier':'rgw%s'",
          "'resourceEndpointAssociationIdentifier':'rea%s'",
          "'domainVerificationIdentifier':'dv%s'",
          "'resourceIdentifier':'svc%s'",
          "'resourceArn':'" + ARN + "service/svc%s'");

  /** Identifiers that are not there and, besides, every other member that some operation needs. */
  private static final String EVERYTHING =
      ("{"
              + String.join(",", IDENTIFIERS)
              + ",'tagKeys':['a'],'tags':{'a':'b'},'policy':'"
              + Bench.POLICY
              + "','name':'name','protocol':'HTTP','priority':10,"
              + "'defaultAction':{'fixedResponse':{'statusCode':404}},"
              + "'action':{'fixedResponse':{'statusCode':404}},"
              + "'match':{'httpMatch':{'method':'GET'}},'healthCheck':{},'authType':'NONE',"
              + "'destinationArn':'arn:aws:s3:::lattice-logs','vpcIdentifier':'"
              + Bench.VPC
              + "','securityGroupIds':['sg-0aaaaaaaaaaaaaaaa'],"
              + "'rules':[{'ruleIdentifier':'rule%s','priority':10}]}")
          .replace("%s", ID);

  private final Bench bench = new Bench();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetServiceNetwork | SERVICE_NETWORK",
        "UpdateServiceNetwork | SERVICE_NETWORK",
        "DeleteServiceNetwork | SERVICE_NETWORK",
        "GetService | SERVICE",
        "UpdateService | SERVICE",
        "DeleteService | SERVICE",
        "CreateListener | SERVICE",
        "GetListener | SERVICE",
        "ListListeners | SERVICE",
        "UpdateListener | SERVICE",
        "DeleteListener | SERVICE",
        "CreateRule | SERVICE",
        "GetRule | SERVICE",
        "ListRules | SERVICE",
        "UpdateRule | SERVICE",
        "BatchUpdateRule | SERVICE",
        "DeleteRule | SERVICE",
        "GetTargetGroup | TARGET_GROUP",
        "UpdateTargetGroup | TARGET_GROUP",
        "DeleteTargetGroup | TARGET_GROUP",
        "ListTargets | TARGET_GROUP",
        "CreateServiceNetworkServiceAssociation | SERVICE_NETWORK",
        "GetServiceNetworkServiceAssociation | SERVICE_NETWORK_SERVICE_ASSOCIATION",
        "DeleteServiceNetworkServiceAssociation | SERVICE_NETWORK_SERVICE_ASSOCIATION",
        "CreateServiceNetworkVpcAssociation | SERVICE_NETWORK",
        "GetServiceNetworkVpcAssociation | SERVICE_NETWORK_VPC_ASSOCIATION",
        "UpdateServiceNetworkVpcAssociation | SERVICE_NETWORK_VPC_ASSOCIATION",
        "DeleteServiceNetworkVpcAssociation | SERVICE_NETWORK_VPC_ASSOCIATION",
        "CreateServiceNetworkResourceAssociation | SERVICE_NETWORK",
        "GetServiceNetworkResourceAssociation | SERVICE_NETWORK_RESOURCE_ASSOCIATION",
        "DeleteServiceNetworkResourceAssociation | SERVICE_NETWORK_RESOURCE_ASSOCIATION",
        "CreateAccessLogSubscription | SERVICE",
        "GetAccessLogSubscription | ACCESS_LOG_SUBSCRIPTION",
        "UpdateAccessLogSubscription | ACCESS_LOG_SUBSCRIPTION",
        "DeleteAccessLogSubscription | ACCESS_LOG_SUBSCRIPTION",
        "GetResourceConfiguration | RESOURCE_CONFIGURATION",
        "UpdateResourceConfiguration | RESOURCE_CONFIGURATION",
        "DeleteResourceConfiguration | RESOURCE_CONFIGURATION",
        "GetResourceGateway | RESOURCE_GATEWAY",
        "UpdateResourceGateway | RESOURCE_GATEWAY",
        "DeleteResourceGateway | RESOURCE_GATEWAY",
        "DeleteResourceEndpointAssociation | RESOURCE_ENDPOINT_ASSOCIATION",
        "GetDomainVerification | DOMAIN_VERIFICATION",
        "DeleteDomainVerification | DOMAIN_VERIFICATION",
        "PutAuthPolicy | SERVICE",
        "GetAuthPolicy | SERVICE",
        "DeleteAuthPolicy | SERVICE",
        "PutResourcePolicy | SERVICE",
        "GetResourcePolicy | SERVICE",
        "DeleteResourcePolicy | SERVICE",
        "TagResource | RESOURCE",
        "UntagResource | RESOURCE",
        "ListTagsForResource | RESOURCE",
      })
  void whatIsNotThereIsNotFound(String operation, String resourceType) {
    var refusal = bench.refused(RESOURCE_NOT_FOUND, operation, EVERYTHING);
    assertEquals(resourceType, refusal.extra().get("resourceType").asText());
    assertTrue(refusal.extra().get("resourceId").asText().endsWith(ID), refusal.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RegisterTargets", "DeregisterTargets"})
  void targetsNeedTheirGroup(String operation) {
    bench.refused(
        RESOURCE_NOT_FOUND,
        operation,
        "{'targetGroupIdentifier':'tg%s','targets':[{'id':'10.1.0.5'}]}",
        ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ListServiceNetworkServiceAssociations",
        "ListServiceNetworkVpcAssociations",
        "ListServiceNetworkResourceAssociations",
        "ListServiceNetworkVpcEndpointAssociations",
        "ListResourceEndpointAssociations",
        "ListAccessLogSubscriptions",
        "ListResourceConfigurations",
        "ListTargetGroups",
      })
  void whatDeclaresNoNotFoundIsEmpty(String operation) {
    assertEquals(0, bench.ok(operation, EVERYTHING).get("items").size());
  }

  @Test
  void aListenerOrRuleOfAnotherParentIsNotFound() {
    var group = bench.group("shop");
    var service = bench.service("shop");
    var listener = bench.listener(service, group);
    var other = bench.service("other");
    var of = "{'serviceIdentifier':'%s','listenerIdentifier':'%s'}";
    bench.ok("GetListener", of, service, listener);
    var refusal = bench.refused(RESOURCE_NOT_FOUND, "GetListener", of, other, listener);
    assertEquals("LISTENER", refusal.extra().get("resourceType").asText());
    var rule = bench.ok("ListRules", of, service, listener).at("/items/0/id").asText();
    var ofRule = "{'serviceIdentifier':'%s','listenerIdentifier':'%s','ruleIdentifier':'%s'}";
    bench.refused(
        RESOURCE_NOT_FOUND, "GetRule", ofRule, service, bench.listener(service, group), rule);
  }
}

package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.SERVICE_QUOTA_EXCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.simulator.aws.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotasTest {

  private static void assertQuota(Quota quota, Answer.Refusal refusal) {
    assertEquals(402, refusal.status());
    assertEquals(quota.code(), refusal.extra().get("quotaCode").asText());
    assertEquals("vpc-lattice", refusal.extra().get("serviceCode").asText());
    assertEquals(quota.resourceType(), refusal.extra().get("resourceType").asText());
  }

  /** A bench where nothing may be there more than once. */
  private static Bench strict(Quota quota) {
    return new Bench(Settings.quick().with(to -> to.quotas = Map.of(quota, 1)));
  }

  @Test
  void aSmallRegionHasSmallQuotas() {
    var bench = new Bench();
    bench.as(new Caller(Bench.ACCOUNT, "il-central-1", "AKIAOPERATOR"));
    for (int index = 0; index < 10; index++) {
      bench.network("net-" + index);
    }
    assertQuota(
        Quota.SERVICE_NETWORKS,
        bench.refused(SERVICE_QUOTA_EXCEEDED, "CreateServiceNetwork", "{'name':'more'}"));
    bench.as(Bench.CALLER);
    bench.network("elsewhere");
    assertEquals(5, Quota.RULES_PER_LISTENER.byDefault("il-central-1"));
    assertEquals(10, Quota.RULES_PER_LISTENER.byDefault("eu-central-1"));
    assertEquals(500, Quota.TARGET_GROUPS.byDefault("il-central-1"));
  }

  @Test
  void namedFamiliesAreCountedPerAccountAndRegion() {
    var services = strict(Quota.SERVICES);
    services.service("one");
    assertQuota(
        Quota.SERVICES,
        services.refused(SERVICE_QUOTA_EXCEEDED, "CreateService", "{'name':'two'}"));
    services.as(Bench.OTHER);
    services.service("two");
    var groups = strict(Quota.TARGET_GROUPS);
    groups.group("one");
    assertQuota(
        Quota.TARGET_GROUPS,
        groups.refused(
            SERVICE_QUOTA_EXCEEDED, "CreateTargetGroup", "{'name':'two','type':'LAMBDA'}"));
  }

  @Test
  void associationsAreCountedPerNetwork() {
    var services = strict(Quota.SERVICE_ASSOCIATIONS_PER_NETWORK);
    var network = services.network("shop");
    services.associate(network, services.service("one"));
    var two = services.service("two");
    assertQuota(
        Quota.SERVICE_ASSOCIATIONS_PER_NETWORK,
        services.refused(
            SERVICE_QUOTA_EXCEEDED,
            "CreateServiceNetworkServiceAssociation",
            "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}",
            network,
            two));
    services.associate(services.network("other"), two);
    var vpcs = strict(Quota.VPC_ASSOCIATIONS_PER_NETWORK);
    var create = "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}";
    var joined = vpcs.network("shop");
    vpcs.ok("CreateServiceNetworkVpcAssociation", create, joined, Bench.VPC);
    assertQuota(
        Quota.VPC_ASSOCIATIONS_PER_NETWORK,
        vpcs.refused(
            SERVICE_QUOTA_EXCEEDED,
            "CreateServiceNetworkVpcAssociation",
            create,
            joined,
            Bench.OTHER_VPC));
  }

  @Test
  void gatewaysAreCountedPerVpc() {
    var bench = strict(Quota.RESOURCE_GATEWAYS_PER_VPC);
    var create = "{'name':'%s','vpcIdentifier':'%s','subnetIds':['%s']}";
    bench.ok("CreateResourceGateway", create, "one", Bench.VPC, "subnet-0aaaaaaaaaaaaaaaa");
    assertQuota(
        Quota.RESOURCE_GATEWAYS_PER_VPC,
        bench.refused(
            SERVICE_QUOTA_EXCEEDED,
            "CreateResourceGateway",
            create,
            "two",
            Bench.VPC,
            "subnet-0aaaaaaaaaaaaaaaa"));
    bench.ok("CreateResourceGateway", create, "two", Bench.OTHER_VPC, "subnet-0bbbbbbbbbbbbbbbb");
  }
}

package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final String SERVICE = "{'serviceIdentifier':'%s'}";
  private static final String PAIR = "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}";

  private final Bench bench = new Bench();

  /** From now on whatever is in progress in one of these ways fails. */
  private void fail(Status... inProgress) {
    var failing = Set.of(inProgress);
    bench.lattice.inject(
        new Faults() {
          @Override
          public Optional<Fault> on(long sequence, Call call) {
            return Optional.empty();
          }

          @Override
          public Optional<Failure> onSettle(String resourceType, String id, Status status) {
            return failing.contains(status)
                ? Optional.of(new Failure("InternalFailure", resourceType + " failed"))
                : Optional.empty();
          }
        });
  }

  private static void assertFailed(Status status, String message, ObjectNode got) {
    assertEquals(status.name(), got.get("status").asText());
    assertEquals("InternalFailure", got.get("failureCode").asText());
    assertEquals(message, got.get("failureMessage").asText());
  }

  @Test
  void aFailedCreationTellsWhyAndCanBeDeleted() {
    fail(Status.CREATE_IN_PROGRESS);
    var service = bench.service("shop");
    assertFailed(Status.CREATE_FAILED, "SERVICE failed", bench.ok("GetService", SERVICE, service));
    var listed = bench.ok("ListServices", "{}").at("/items/0");
    assertEquals("CREATE_FAILED", listed.get("status").asText());
    assertFalse(listed.has("failureCode"), "lists do not tell");
    bench.refused(
        CONFLICT, "CreateServiceNetworkServiceAssociation", PAIR, bench.network("shop"), service);
    bench.ok("DeleteService", SERVICE, service);
    bench.settle();
    bench.refused(RESOURCE_NOT_FOUND, "GetService", SERVICE, service);
  }

  @Test
  void aFailedDeletionLeavesEverythingAndCanBeRepeated() {
    var service = bench.service("shop");
    bench.listener(service, bench.group("shop"));
    fail(Status.DELETE_IN_PROGRESS);
    bench.ok("DeleteService", SERVICE, service);
    bench.settle();
    assertFailed(Status.DELETE_FAILED, "SERVICE failed", bench.ok("GetService", SERVICE, service));
    assertEquals(1, bench.lattice.snapshot().get("listeners").size());
    fail();
    bench.ok("DeleteService", SERVICE, service);
    var leaving = bench.ok("GetService", SERVICE, service);
    assertFalse(leaving.has("failureCode"), "nothing has failed this time");
    bench.settle();
    bench.refused(RESOURCE_NOT_FOUND, "GetService", SERVICE, service);
  }

  @Test
  void aFailedAssociationCarriesNothingAndCanBeMadeAnew() {
    var group = bench.group("shop");
    var service = bench.service("shop");
    bench.listener(service, group);
    bench.register(group, "10.1.0.5:8080");
    var network = bench.network("shop");
    fail(Status.CREATE_IN_PROGRESS);
    var failed = bench.associate(network, service);
    assertFailed(
        Status.CREATE_FAILED,
        "SERVICE_NETWORK_SERVICE_ASSOCIATION failed",
        bench.ok(
            "GetServiceNetworkServiceAssociation",
            "{'serviceNetworkServiceAssociationIdentifier':'%s'}",
            failed));
    assertEquals("10.1.0.5:8080=UNUSED", bench.targetsOf(group));
    fail();
    bench.associate(network, service);
    assertEquals("10.1.0.5:8080=HEALTHY", bench.targetsOf(group));
  }

  @Test
  void aFailedUpdateCanBeRepeated() {
    var network = bench.network("shop");
    var id =
        bench
            .ok(
                "CreateServiceNetworkVpcAssociation",
                "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}",
                network,
                Bench.VPC)
            .get("id")
            .asText();
    bench.settle();
    var get = "{'serviceNetworkVpcAssociationIdentifier':'%s'}";
    var update =
        "{'serviceNetworkVpcAssociationIdentifier':'%s',"
            + "'securityGroupIds':['sg-0aaaaaaaaaaaaaaaa']}";
    fail(Status.UPDATE_IN_PROGRESS);
    bench.ok("UpdateServiceNetworkVpcAssociation", update, id);
    bench.settle();
    assertFailed(
        Status.UPDATE_FAILED,
        "SERVICE_NETWORK_VPC_ASSOCIATION failed",
        bench.ok("GetServiceNetworkVpcAssociation", get, id));
    fail();
    bench.ok("UpdateServiceNetworkVpcAssociation", update, id);
    bench.settle();
    var got = bench.ok("GetServiceNetworkVpcAssociation", get, id);
    assertEquals("ACTIVE", got.get("status").asText());
    assertFalse(got.has("failureCode"));
  }

  @Test
  void aGroupFailsLikeAService() {
    fail(Status.CREATE_IN_PROGRESS);
    var group = bench.group("shop");
    assertFailed(
        Status.CREATE_FAILED,
        "TARGET_GROUP failed",
        bench.ok("GetTargetGroup", "{'targetGroupIdentifier':'%s'}", group));
    bench.refused(
        CONFLICT,
        "RegisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[{'id':'10.1.0.5'}]}",
        group);
  }
}

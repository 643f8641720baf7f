package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Parts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Two clusters, VPC Lattice, and callers: alpha of two nodes and beta of one, each with the
 * operator and a workload that is exported into the network {@code shop}.
 */
final class Stage implements AutoCloseable {
  private static final String CALLERS_VPC = "vpc-0000000000000000c";
  private static final String ALPHA_VPC = "vpc-0000000000000000a";
  private static final String BETA_VPC = "vpc-0000000000000000b";

  private final Parts parts = new Parts();
  private final Cluster alphaCluster;
  private final Cluster betaCluster;
  private final SimulatedLattice aws;
  private final Workload alpha;
  private final Workload beta;
  private final OperatorRelease operatorOfAlpha;
  private final OperatorRelease operatorOfBeta;
  private final Callers callers;

  Stage(Path folder) throws Exception {
    try {
      var testbed = new Testbed();
      parts.add(testbed::close);
      var one = CompletableFuture.supplyAsync(() -> testbed.cluster("alpha", 2));
      var two = CompletableFuture.supplyAsync(() -> testbed.cluster("beta", 1));
      var outside = testbed.space("callers");
      alphaCluster = one.join();
      betaCluster = two.join();
      say("two clusters are up");
      var vpcs =
          List.of(
              new SimulatedLattice.Vpc(ALPHA_VPC, alphaCluster.pods()),
              new SimulatedLattice.Vpc(BETA_VPC, betaCluster.pods()),
              new SimulatedLattice.Vpc(CALLERS_VPC, outside.get("PODS")));
      var machine = outside.get("MACHINE");
      aws =
          new SimulatedLattice(
              folder, vpcs, List.of(alphaCluster.machine(), betaCluster.machine(), machine));
      parts.add(aws::close);
      operatorOfAlpha = release(alphaCluster, vpcs.getFirst(), "retain");
      operatorOfBeta = release(betaCluster, vpcs.get(1), "delete");
      alpha = new Workload(alphaCluster);
      beta = new Workload(betaCluster);
      var ready = CompletableFuture.runAsync(() -> install(operatorOfBeta));
      install(operatorOfAlpha);
      ready.join();
      say("the operators are ready");
      var deployed = CompletableFuture.runAsync(() -> beta.deploy(Story.REPLICAS));
      alpha.deploy(Story.REPLICAS);
      deployed.join();
      makeNetworks();
      alpha.export();
      beta.export();
      say("both workloads are exported");
      callers = new Callers(outside, aws.entrance(vpcs.get(2), machine));
      parts.add(callers::close);
      answered(aws.entrance(vpcs.get(2), machine), alpha);
      answered(aws.entrance(vpcs.get(2), machine), beta);
      explained(operatorOfAlpha, alpha);
      strangersAreRefused(aws.entrance(vpcs.getFirst(), machine), aws.endpoint(machine));
    } catch (Exception | Error failed) {
      close();
      throw failed;
    }
  }

  /** Tells people how far it is. */
  static void say(String what) {
    System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
  }

  private static void install(OperatorRelease release) {
    release.prepare();
    release.install();
  }

  private OperatorRelease release(Cluster cluster, SimulatedLattice.Vpc vpc, String policy) {
    return new OperatorRelease(cluster, vpc, aws.endpoint(cluster.machine()), policy);
  }

  /** The network is made by alpha's operator and used by beta's; its callers are a VPC outside. */
  private void makeNetworks() {
    alphaCluster.apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: shop}
        spec:
          default: true
          serviceNetwork: {deletionPolicy: Delete}
          vpcAssociation: {vpcId: %s, deletionPolicy: Delete}
        """
            .formatted(CALLERS_VPC));
    networkReady(alphaCluster);
    betaCluster.apply(
        """
        apiVersion: latticeoperator.io/v1alpha1
        kind: LatticeNetwork
        metadata: {name: shop}
        spec:
          default: true
          serviceNetwork: {deletionPolicy: Delete}
        """);
    networkReady(betaCluster);
  }

  private static void networkReady(Cluster cluster) {
    cluster.kubectl("wait", "lnet/shop", "--for=condition=Ready", "--timeout=60s").out();
  }

  private void answered(URI entrance, Workload workload) {
    var host = "Host: " + workload.dnsName();
    await()
        .untilAsserted(
            () ->
                assertEquals(
                    "200",
                    callers
                        .curl("-o", "/dev/null", "-w", "%{http_code}", "-H", host, entrance + "/")
                        .out()));
  }

  /** The image holds the commands: what the operator knows is asked in its own pod. */
  private static void explained(OperatorRelease operator, Workload workload) {
    var said = operator.lattice("explain", "--namespace", Workload.NAMESPACE, "svc/checkout");
    workload.addresses().forEach(address -> assertTrue(said.contains(address), said));
  }

  /** By another VPC's entrance nobody gets in, and from the namespace nobody the admin path. */
  private void strangersAreRefused(URI entrance, URI endpoint) {
    var status = List.of("-o", "/dev/null", "-w", "%{http_code}").toArray(String[]::new);
    var call = callers.curl(with(status, "-H", "Host: " + alpha.dnsName(), entrance + "/"));
    assertNotEquals("200", call.out(), "by the entrance of a VPC without an association");
    var admin =
        callers.curl(with(status, "-H", "Host: localhost", endpoint + "/_simulator/snapshot"));
    assertEquals("403", admin.out(), "the admin path, for who is not on the machine");
  }

  private static String[] with(String[] first, String... more) {
    var all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  Set<String> targets(Workload workload) {
    return aws.targets(workload == alpha ? alphaCluster.name() : betaCluster.name());
  }

  Set<String> healthyTargets(Workload workload) {
    return aws.healthyTargets(workload == alpha ? alphaCluster.name() : betaCluster.name());
  }

  /** What both operators have logged. */
  String logs() {
    return operatorOfAlpha.log() + operatorOfBeta.log();
  }

  Cluster alphaCluster() {
    return alphaCluster;
  }

  Cluster betaCluster() {
    return betaCluster;
  }

  SimulatedLattice aws() {
    return aws;
  }

  Workload alpha() {
    return alpha;
  }

  Workload beta() {
    return beta;
  }

  OperatorRelease operatorOfAlpha() {
    return operatorOfAlpha;
  }

  OperatorRelease operatorOfBeta() {
    return operatorOfBeta;
  }

  Callers callers() {
    return callers;
  }

  @Override
  public void close() {
    parts.close();
  }
}

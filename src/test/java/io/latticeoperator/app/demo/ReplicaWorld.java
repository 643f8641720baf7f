package io.latticeoperator.app.demo;

import static org.awaitility.Awaitility.await;

import io.latticeoperator.app.Parts;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.kubernetes.controllers.PodSockets;
import io.latticeoperator.simulator.lattice.TargetStatus;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;

/**
 * Replicas of one operator as processes, before one cluster whose pods come and go all the time and
 * one AWS that writes down who did what.
 */
final class ReplicaWorld implements AutoCloseable {
  private static final Duration CHURN = Duration.ofMillis(400);
  private static final Duration WITNESS = Duration.ofSeconds(2);
  private static final Profile.Workload WORKLOAD = new Profile.Workload(0, 1, 5);

  private final Parts parts = new Parts();
  private final RealTimeline timeline = new RealTimeline("replicas", Throwable::printStackTrace);
  private final Path folder;
  private final DemoCluster cluster;
  private final SimulatedAws aws;
  private final Random random = new Random(6);
  private final List<ReplicaChild> replicas = new ArrayList<>();
  private volatile boolean churning;
  private int started;

  ReplicaWorld(Path folder) {
    this.folder = folder;
    parts.add(timeline::close);
    var sockets = new PodSockets();
    var settings = Profile.QUICK.settings();
    aws =
        SimulatedAws.start(
            new SimulatedAws.Plan(
                settings, List.of(DemoVpc.ONE.vpc(settings.account())), 0, ProxySettings.likely()),
            timeline,
            sockets);
    parts.add(aws::close);
    new Administrator(aws.lattice(), DemoVpc.REGION).connect(DemoVpc.ONE.id());
    cluster = new DemoCluster("one", DemoVpc.ONE, timeline, sockets, new TemporaryFolder(folder));
    parts.add(cluster::close);
    cluster.api().create(Checkout.DEPLOYMENTS, Checkout.parse(Checkout.deployment(WORKLOAD)));
    cluster
        .api()
        .create(
            Checkout.SERVICES,
            Checkout.parse(
                Checkout.service()
                    .replace(
                        "  name: checkout\n",
                        "  name: checkout\n  annotations: {latticeoperator.io/export: 'true'}\n")));
  }

  /** Two that run: the one that leads, and the one that stands by. */
  record Pair(ReplicaChild leader, ReplicaChild standby) {}

  /** Starts what is missing of two, lets pods come and go, and waits until all is in place. */
  Pair pair() throws IOException {
    replicas.removeIf(replica -> !replica.running());
    while (replicas.size() < 2) {
      var next = ReplicaChild.start("replica-" + ++started, environment(), folder);
      parts.add(next::close);
      replicas.add(next);
    }
    patiently()
        .until(
            () ->
                replicas.stream().anyMatch(ReplicaChild::leads)
                    && replicas.stream().anyMatch(ReplicaChild::standsBy));
    var leader = replicas.stream().filter(ReplicaChild::leads).findFirst().orElseThrow();
    var standby = replicas.stream().filter(it -> it != leader).findFirst().orElseThrow();
    if (!churning) {
      churning = true;
      timeline.soon(this::churn);
    }
    long from = journal().next();
    patiently().until(() -> writes(leader, from) > 2);
    return new Pair(leader, standby);
  }

  /** For as long as anything may take on a crowded machine. */
  static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20));
  }

  Journal journal() {
    return aws.lattice().journal();
  }

  Instant now() {
    return timeline.now();
  }

  /** How many writes of a replica there are, from a place in the journal on. */
  long writes(ReplicaChild replica, long from) {
    return journal().count(from, Journal.by(replica.name).and(call -> !call.read()));
  }

  /** When a replica wrote first, from a place in the journal on. */
  Instant firstWrite(ReplicaChild replica, long from) {
    patiently().until(() -> writes(replica, from) > 0);
    return journal().since(from).stream()
        .filter(Journal.by(replica.name).and(call -> !call.read()))
        .findFirst()
        .orElseThrow()
        .at();
  }

  /** No pod comes or goes any more: in the end exactly those that are ready are registered. */
  void settle() {
    churning = false;
    patiently().until(() -> registered().equals(ready()));
  }

  Set<String> registered() {
    return aws.lattice().view().targets().values().stream()
        .flatMap(List::stream)
        .filter(target -> !target.gone() && target.status() != TargetStatus.DRAINING)
        .map(target -> target.key().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> ready() {
    return cluster.pods().wanted().stream()
        .map(PodWatch.Pod::ip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Targets that were deregistered although their pod was ready and stayed so. */
  List<String> wronglyDeregistered() {
    var events = cluster.pods().since(Instant.MIN);
    return journal().since(1).stream()
        .filter(call -> call.operation().equals("DeregisterTargets"))
        .flatMap(
            call ->
                StreamSupport.stream(call.input().path("targets").spliterator(), false)
                    .map(target -> target.path("id").asText())
                    .filter(ip -> ready(events, ip, call.at()))
                    .map(ip -> call.caller().accessKey() + " at " + call.at() + ": " + ip))
        .toList();
  }

  String said() {
    return replicas.stream()
        .map(replica -> "--- " + replica.name + "\n" + replica.said())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    churning = false;
    parts.close();
  }

  private static boolean ready(List<PodEvent> events, String ip, Instant at) {
    // pods are watched on a timeline with much to do: the operator may have seen it leave before
    var known = at.plus(WITNESS);
    var last =
        events.stream()
            .filter(event -> event.ip().equals(ip) && event.at().isBefore(known))
            .reduce((earlier, later) -> later);
    return last.isPresent() && last.get().kind() == PodEvent.Kind.READY;
  }

  private void churn() {
    if (churning) {
      int pods = 2 + random.nextInt(5);
      cluster.api().patch(Checkout.DEPLOYMENT, Checkout.parse("{spec: {replicas: " + pods + "}}"));
      timeline.after(CHURN, this::churn);
    }
  }

  private Map<String, String> environment() {
    var endpoint = aws.endpoint().toString();
    var absent = folder.resolve("no-aws-configuration").toString();
    var environment = new HashMap<String, String>();
    environment.put("AWS_REGION", DemoVpc.REGION);
    environment.put("AWS_SECRET_ACCESS_KEY", "any");
    environment.put("AWS_ENDPOINT_URL", endpoint);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", absent);
    environment.put("AWS_SHARED_CREDENTIALS_FILE", absent);
    environment.put(Setting.CLUSTER_NAME.variable(), cluster.name());
    environment.put(Setting.VPC_ID.variable(), cluster.vpc().id());
    environment.put(Setting.ROUTABLE_CIDRS.variable(), cluster.vpc().cidr());
    environment.put(Setting.KUBECONFIG.variable(), cluster.kubeconfig().toString());
    environment.put(Setting.DEFAULT_NETWORK.variable(), Administrator.NETWORK);
    environment.put(Setting.LEASE_NAMESPACE.variable(), Checkout.NAMESPACE);
    return environment;
  }
}

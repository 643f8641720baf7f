package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.dashboard.OperatorMetrics.Metric;
import io.latticeoperator.dashboard.Subject.Offered;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Owner;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Subnet;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.cloudwatch.CloudWatch;
import io.latticeoperator.simulator.contract.JsonClient;
import io.latticeoperator.simulator.dataplane.AccessRecord;
import io.latticeoperator.simulator.dataplane.FailureReason;
import io.latticeoperator.simulator.dataplane.Route;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.Target;
import io.latticeoperator.simulator.logs.Logs;
import io.latticeoperator.simulator.telemetry.Telemetry;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A network of three services in the simulator, with traffic, and an operator that publishes. */
final class Shop {
  static final Instant START = Instant.parse("2026-01-01T08:59:00Z");
  static final String LOG_GROUP = "/lattice/shop";
  static final ClusterIdentity CLUSTER = new ClusterIdentity("0b9e4c1c-uid", "production");
  static final Owner NETWORK = Owner.network("shop");
  private static final List<String> SERVICES = List.of("cart", "catalog", "checkout");
  private static final Caller CALLER = JsonClient.CALLER;
  private static final String VPC = "vpc-0aaaaaaa";

  final VirtualTimeline time = new VirtualTimeline(START);
  private final World world = World.of(vpc());
  private final Environment environment = Environment.of(time, world, CALLER.account(), 1);
  private final LatticeSimulator lattice =
      new LatticeSimulator(
          environment,
          Settings.instant().with(to -> to.telemetry = Settings.aws().telemetry()),
          HealthProbe.alwaysHealthy());
  private final CloudWatch service = new CloudWatch(environment, Duration.ofMinutes(1));
  private final Logs logService = new Logs(environment);
  private final Telemetry telemetry = Telemetry.of(lattice, service, logService);
  private final Random chance = new Random(7);
  final JsonClient cloudWatch = JsonClient.cloudWatch(service);
  final JsonClient logs = JsonClient.logs(logService);

  Shop() {
    var network = call("CreateServiceNetwork", "{'name':'shop'}").get("id").asText();
    for (var name : SERVICES) {
      var id = call("CreateService", "{'name':'" + name + "'}").get("id").asText();
      call(
          "CreateTargetGroup",
          "{'name':'"
              + name
              + "','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'"
              + VPC
              + "'}}");
      time.advance(Duration.ofSeconds(1));
      call(
          "CreateListener",
          "{'serviceIdentifier':'"
              + id
              + "','name':'web','protocol':'HTTP','port':80,'defaultAction':"
              + "{'fixedResponse':{'statusCode':404}}}");
    }
    call(
        "CreateServiceNetworkVpcAssociation",
        "{'serviceNetworkIdentifier':'" + network + "','vpcIdentifier':'" + VPC + "'}");
    logs.ok("CreateLogGroup", "{'logGroupName':'" + LOG_GROUP + "'}");
    call(
        "CreateAccessLogSubscription",
        "{'resourceIdentifier':'"
            + network
            + "','destinationArn':'arn:aws:logs:"
            + CALLER.region()
            + ":"
            + CALLER.account()
            + ":log-group:"
            + LOG_GROUP
            + ":*'}");
    time.advance(Duration.ofMinutes(1).minus(Duration.ofSeconds(SERVICES.size())));
  }

  private static Vpc vpc() {
    return Vpc.of(VPC, CALLER.account(), CALLER.region(), "10.1.0.0/24")
        .with(new Subnet("subnet-0b", Cidr.parse("10.1.1.0/24"), CALLER.region() + "b"))
        .with(new Subnet("subnet-0c", Cidr.parse("10.1.2.0/24"), CALLER.region() + "c"));
  }

  /** What a dashboard of the network is made of. */
  Subject network() {
    var offered = new ArrayList<Offered>();
    for (var name : SERVICES) {
      offered.add(offered(name));
    }
    return new Subject(CLUSTER, NETWORK, CALLER.region(), "shop", offered, LOG_GROUP, true);
  }

  /** What a dashboard of the export shop/checkout is made of. */
  Subject export() {
    return new Subject(
        CLUSTER,
        Owner.export("shop", "checkout"),
        CALLER.region(),
        "checkout",
        List.of(offered("checkout")),
        LOG_GROUP,
        true);
  }

  private Offered offered(String name) {
    var view = lattice.view();
    var found =
        view.services().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    var group =
        view.targetGroups().stream().filter(g -> g.name().equals(name)).findFirst().orElseThrow();
    return new Offered(Owner.export("shop", name), found.id(), found.arn(), List.of(group.id()));
  }

  /** Lets time pass with traffic that swells and ebbs, and one bad quarter of an hour. */
  void live(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      for (var name : SERVICES) {
        traffic(name, minute, minutes);
      }
      publish(minute, minutes);
      time.advance(Duration.ofMinutes(1));
    }
    time.advance(Duration.ofMinutes(3));
  }

  private void traffic(String name, int minute, int minutes) {
    double swell = 1 + 0.5 * Math.sin(2 * Math.PI * minute / 90.0 + name.length());
    int calls = (int) Math.round(swell * 4 * name.length() / 2 + chance.nextInt(4));
    boolean bad = isBad(minute, minutes) && name.equals("checkout");
    for (int i = 0; i < calls; i++) {
      telemetry.accept(record(name, i, bad));
    }
  }

  private static boolean isBad(int minute, int minutes) {
    return minute > minutes / 2 && minute <= minutes / 2 + 15;
  }

  private AccessRecord record(String name, int number, boolean bad) {
    int dice = chance.nextInt(100);
    int failing = bad ? 30 : 1;
    FailureReason failure = dice < failing / 2 ? FailureReason.TargetConnectionError : null;
    boolean denied = dice == 99 && name.equals("cart");
    int status = denied ? 403 : dice < failing ? 500 : dice > 94 ? 404 : dice == 50 ? 302 : 200;
    var took = Duration.ofMillis((long) ((bad ? 60 : 15) * Math.exp(chance.nextGaussian())) + 2);
    boolean anonymous = number % 5 == 0;
    var role = "arn:aws:iam::" + CALLER.account() + ":role/" + (number % 2 == 0 ? "web" : "batch");
    return request(
        name,
        status,
        took,
        failure,
        new AccessRecord.Identity(
            anonymous ? "Anonymous" : role, anonymous ? null : role, denied ? "Service" : null));
  }

  /** One request that ends now. */
  void request(String name, int status) {
    telemetry.accept(
        request(name, status, Duration.ofMillis(20), null, AccessRecord.Identity.UNASKED));
  }

  private AccessRecord request(
      String name,
      int status,
      Duration took,
      @Nullable FailureReason failure,
      AccessRecord.Identity identity) {
    var view = lattice.view();
    int index = SERVICES.indexOf(name);
    var passage =
        new Route.Passage(
            view.vpcAssociations().getFirst(),
            view.networks().getFirst(),
            view.services().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(),
            view.listeners().getFirst());
    boolean denied = identity.denied() != null;
    int zone = chance.nextInt(3);
    return new AccessRecord(
        "request",
        time.now(),
        took,
        passage,
        denied
            ? null
            : view.targetGroups().stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow(),
        denied ? null : new Target.Key("10.1." + zone + "." + (5 + index), 8080),
        chance.nextInt(4) == 0,
        "HTTP/1.1",
        status == 302 ? "POST" : "GET",
        "/" + name + (chance.nextInt(3) == 0 ? "/items?id=" + chance.nextInt(50) : ""),
        name + ".example",
        "curl/8",
        null,
        "10.1.0.9:40000",
        identity,
        status,
        10,
        20,
        failure == null && !denied ? Duration.ofMillis(1) : null,
        failure == null && !denied ? took : null,
        null,
        failure);
  }

  private void publish(int minute, int minutes) {
    int wanted = minute > minutes / 3 ? 15 : 12;
    int healthy = isBad(minute, minutes) ? wanted - 2 : wanted;
    var network = OperatorMetrics.network(CLUSTER.name(), NETWORK.name());
    var export = OperatorMetrics.export(CLUSTER.name(), "shop", "checkout");
    for (var dimensions : List.of(network, export)) {
      int part = dimensions.equals(network) ? 1 : 3;
      put(Metric.DESIRED_TARGETS, dimensions, wanted / part);
      put(Metric.REGISTERED_TARGETS, dimensions, wanted / part);
      put(Metric.HEALTHY_TARGETS, dimensions, wanted / part - (wanted - healthy));
      put(Metric.UNHEALTHY_TARGETS, dimensions, wanted - healthy);
      put(Metric.DRAINING_TARGETS, dimensions, minute % 40 == 10 ? 1 : 0);
      if (minute % 20 == 5) {
        put(Metric.REGISTRATION_LAG, dimensions, 0.4 + chance.nextDouble());
      }
      if (minute % 40 == 10) {
        put(Metric.DEREGISTRATION_LAG, dimensions, 0.3 + chance.nextDouble());
      }
    }
    put(Metric.EXPORTS, network, 3);
    put(Metric.EXPORTS_READY, network, isBad(minute, minutes) ? 2 : 3);
    var cluster = OperatorMetrics.cluster(CLUSTER.name());
    put(Metric.AWS_CALLS, cluster, 4 + chance.nextInt(3) + (minute % 20 == 5 ? 12 : 0));
    put(Metric.AWS_THROTTLES, cluster, minute % 60 == 45 ? 2 : 0);
    put(Metric.AWS_FAULTS, cluster, 0);
    put(Metric.HEARTBEAT, cluster, 1);
  }

  /** A value of one of the operator's metrics, now. */
  void put(Metric metric, Map<String, String> dimensions, double value) {
    cloudWatch.ok(
        "PutMetricData",
        "{'Namespace':'"
            + OperatorMetrics.NAMESPACE
            + "','MetricData':[{'MetricName':'"
            + metric.text()
            + "','Unit':'"
            + metric.unit().text()
            + "','Value':"
            + value
            + ",'Dimensions':["
            + dimensions.entrySet().stream()
                .map(d -> "{'Name':'" + d.getKey() + "','Value':'" + d.getValue() + "'}")
                .collect(Collectors.joining(","))
            + "]}]}");
  }

  private JsonNode call(String operation, String input) {
    var answer = lattice.call(new Call(CALLER, operation, (ObjectNode) JsonClient.json(input)));
    if (answer instanceof Answer.Ok ok) {
      return ok.output();
    }
    throw new AssertionError(answer);
  }
}

package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.acm.Acm;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.cloudwatch.CloudWatch;
import io.latticeoperator.simulator.ec2.Ec2;
import io.latticeoperator.simulator.ec2.Ec2Tags;
import io.latticeoperator.simulator.faults.LiveFaults;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.logs.Logs;
import io.latticeoperator.simulator.route53.Alarms;
import io.latticeoperator.simulator.route53.Route53;
import io.latticeoperator.simulator.sts.Sts;
import io.latticeoperator.simulator.tagging.Tagging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The simulated AWS endpoint on the loopback interface: all services on one port. */
public final class AwsServer implements AutoCloseable {
  private static final Duration ALARM_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CERTIFICATE_ISSUING = Duration.ofMillis(500);
  private static final Duration DNS_PROPAGATION = Duration.ofMillis(500);

  private final Server server;
  private final ServerConnector connector;
  private final Bugs bugs;

  private AwsServer(Server server, ServerConnector connector, Bugs bugs) {
    this.server = server;
    this.connector = connector;
    this.bugs = bugs;
  }

  /**
   * Listens until it is closed.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(LatticeSimulator simulator, int port) {
    return start(simulator, services(simulator), port, () -> {});
  }

  /**
   * Listens until it is closed.
   *
   * @param services as {@link #services} gave them
   * @param port 0 for any that is free
   * @param afterEachCall runs when a call has been answered, on any thread; must be quick
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(
      LatticeSimulator simulator, List<AwsService> services, int port, Runnable afterEachCall) {
    var contents =
        new Contents(simulator, services, new LiveFaults(simulator), List.of(), afterEachCall);
    return start(contents, port);
  }

  /**
   * What a server has.
   *
   * @param services as {@link #services} gave them
   * @param faults whose plan can be exchanged over the admin path
   * @param pages what the admin path offers besides its own
   * @param afterEachCall runs when a call has been answered, on any thread; must be quick
   */
  public record Contents(
      LatticeSimulator simulator,
      List<AwsService> services,
      LiveFaults faults,
      List<AdminPage> pages,
      Runnable afterEachCall) {
    public Contents {
      services = List.copyOf(services);
      pages = List.copyOf(pages);
    }
  }

  /**
   * Listens until it is closed.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(Contents contents, int port) {
    var bugs = new Bugs();
    var services = guarded(contents.services(), contents.faults(), bugs);
    var environment = contents.simulator().environment();
    environment.journal().detailed(true);
    var admin = new Admin(pages(contents, services, bugs));
    var server = new Server(new VirtualThreadPool());
    var connector = Limits.connector(server, port);
    server.addConnector(connector);
    server.setHandler(
        Limits.bounded(
            new Dispatcher(
                services, environment.accounts(), admin, bugs, contents.afterEachCall())));
    var running = new AwsServer(server, connector, bugs);
    try {
      server.start();
    } catch (Exception failed) {
      running.close();
      throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port, new IOException(failed));
    }
    return running;
  }

  /** All services there are; what they share is the simulator's environment. */
  public static List<AwsService> services(LatticeSimulator simulator) {
    var environment = simulator.environment();
    var dependents = new LatticeDependents(simulator);
    return List.of(
        new LatticeApi(simulator),
        new Ec2(environment, dependents),
        new Acm(environment, CERTIFICATE_ISSUING, dependents),
        new Sts(environment),
        new Tagging(
            environment, List.of(new LatticeTags(simulator), new Ec2Tags(environment))),
        new Route53(environment, DNS_PROPAGATION, new LatticeZones(simulator), Alarms.NONE),
        new CloudWatch(environment, ALARM_INTERVAL),
        new Logs(environment));
  }

  private static List<AdminPage> pages(Contents contents, List<AwsService> services, Bugs bugs) {
    var simulator = contents.simulator();
    var pages = new ArrayList<AdminPage>();
    pages.addAll(StatePages.of(simulator, services, contents.faults(), bugs));
    pages.addAll(JournalPages.of(simulator.journal()));
    pages.addAll(FaultPages.of(contents.faults()));
    pages.addAll(contents.pages());
    return pages;
  }

  /** VPC Lattice has its faults inside, where they work in virtual time too. */
  private static List<AwsService> guarded(
      List<AwsService> services, LiveFaults faults, Bugs bugs) {
    return services.stream()
        .<AwsService>map(service -> new Guarded(service, bugs))
        .map(
            service ->
                service.signingName().equals(LatticeApi.SIGNING_NAME)
                    ? service
                    : faults.impair(service))
        .toList();
  }

  /** How many failures there were that no input should be able to cause. */
  public long bugs() {
    return bugs.count();
  }

  /** What clients take as endpoint URL. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Stops listening; the simulator lives on. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new UncheckedIOException("Cannot stop the server", new IOException(failed));
    }
  }
}

package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.Addresses;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.SignatureCheck;
import io.latticeoperator.simulator.faults.LiveFaults;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The simulated AWS endpoint: all services on one port. */
public final class AwsServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final Bugs bugs;

  private AwsServer(Server server, ServerConnector connector, Bugs bugs) {
    this.server = server;
    this.connector = connector;
    this.bugs = bugs;
  }

  /**
   * Listens until it is closed, with the services around a simulator that was made alone.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(LatticeSimulator simulator, int port) {
    return start(AwsServices.around(simulator), port);
  }

  /**
   * Listens until it is closed.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(AwsServices services, int port) {
    var faults = new LiveFaults(services.lattice());
    return start(new Contents(services, faults, List.of(), () -> {}), port);
  }

  /**
   * What a server has.
   *
   * @param faults whose plan can be exchanged over the admin path
   * @param pages what the admin path offers besides its own
   * @param afterEachCall runs when a call has been answered, on any thread; must be quick
   * @param verified whether signatures must be right, by the secrets of the environment's accounts
   */
  public record Contents(
      AwsServices services,
      LiveFaults faults,
      List<AdminPage> pages,
      Runnable afterEachCall,
      boolean verified) {
    public Contents {
      pages = List.copyOf(pages);
    }

    /** In which every signature is believed. */
    public Contents(
        AwsServices services, LiveFaults faults, List<AdminPage> pages, Runnable afterEachCall) {
      this(services, faults, pages, afterEachCall, false);
    }
  }

  /**
   * Listens on the loopback interface until it is closed.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(Contents contents, int port) {
    return start(contents, Addresses.LOOPBACK, port);
  }

  /**
   * Listens until it is closed.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(Contents contents, Addresses addresses, int port) {
    var bugs = new Bugs();
    var environment = contents.services().lattice().environment();
    var trusted = contents.verified() ? verified(contents) : contents.services().all();
    var services = guarded(trusted, contents.faults(), bugs);
    environment.journal().detailed(true);
    var admin = new Admin(pages(contents, services, bugs));
    var server = new Server(new VirtualThreadPool());
    var connectors = addresses.open(port, (host, chosen) -> Limits.connector(server, host, chosen));
    connectors.forEach(server::addConnector);
    server.setHandler(
        Limits.bounded(
            new Dispatcher(
                services, environment.accounts(), admin, bugs, contents.afterEachCall())));
    var running = new AwsServer(server, connectors.getFirst(), bugs);
    try {
      server.start();
    } catch (Exception failed) {
      running.close();
      throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port, new IOException(failed));
    }
    return running;
  }

  private static List<AdminPage> pages(Contents contents, List<AwsService> services, Bugs bugs) {
    var simulator = contents.services().lattice();
    var pages = new ArrayList<AdminPage>();
    pages.addAll(StatePages.of(contents.services(), services, contents.faults(), bugs));
    pages.addAll(JournalPages.of(simulator.journal()));
    pages.addAll(FaultPages.of(contents.faults()));
    pages.addAll(HealthPages.of(simulator));
    if (simulator.environment().authorizer() instanceof IdentityPolicies policies) {
      pages.addAll(PolicyPages.of(policies));
    }
    pages.addAll(contents.pages());
    return pages;
  }

  private static List<AwsService> verified(Contents contents) {
    var environment = contents.services().lattice().environment();
    var check = new SignatureCheck(environment.accounts().secrets(), environment.timeline()::now);
    return contents.services().all().stream()
        .<AwsService>map(service -> new Verified(service, check))
        .toList();
  }

  /** VPC Lattice has its faults inside, where they work in virtual time too. */
  private static List<AwsService> guarded(List<AwsService> services, LiveFaults faults, Bugs bugs) {
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

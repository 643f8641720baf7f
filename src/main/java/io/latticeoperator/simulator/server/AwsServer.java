package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Sts;
import io.latticeoperator.simulator.ec2.Ec2;
import io.latticeoperator.simulator.lattice.LatticeApi;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The simulated AWS endpoint on the loopback interface: all services on one port. */
public final class AwsServer implements AutoCloseable {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  /** UntagResource may have 200 keys of 128 characters in its URI. */
  private static final int LARGEST_HEAD = 64 * 1024;

  private final Server server;
  private final ServerConnector connector;

  private AwsServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens until it is closed.
   *
   * @param port 0 for any that is free
   * @param before services that were made before VPC Lattice, because it asks them
   * @throws UncheckedIOException when the port cannot be had
   */
  public static AwsServer start(LatticeSimulator simulator, int port, AwsService... before) {
    var environment = simulator.environment();
    var services = new ArrayList<>(services(simulator, environment));
    services.addAll(List.of(before));
    var server = new Server(new VirtualThreadPool());
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(LARGEST_HEAD);
    // An ARN in a path has its slashes as %2F, which Jetty takes for an attack unless told.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    var limited = new SizeLimitHandler(LARGEST_BODY, -1);
    limited.setHandler(
        new Dispatcher(services, environment.accounts(), new Admin(simulator, services)));
    server.setHandler(limited);
    var running = new AwsServer(server, connector);
    try {
      server.start();
    } catch (Exception failed) {
      running.close();
      throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port, new IOException(failed));
    }
    return running;
  }

  private static List<AwsService> services(LatticeSimulator simulator, Environment environment) {
    return List.of(new LatticeApi(simulator), new Ec2(environment, new LatticeDependents(simulator)), new Sts(environment));
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

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Ec2;
import io.latticeoperator.simulator.aws.Sts;
import io.latticeoperator.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The simulated AWS endpoint on the loopback interface: VPC Lattice, with EC2 and STS on the same
 * port, and {@code /_simulator/} for whoever watches: {@code GET journal?since=N}, {@code GET
 * snapshot}, {@code POST reset}.
 */
public final class LatticeServer implements AutoCloseable {
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private final Server server;
  private final ServerConnector connector;

  private LatticeServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens until it is closed.
   *
   * @param port 0 for any that is free
   * @param seed of the identifiers that EC2 makes
   * @throws UncheckedIOException when the port cannot be had
   */
  public static LatticeServer start(
      LatticeSimulator simulator, Accounts accounts, Clock clock, int port, long seed) {
    var server = new Server(new VirtualThreadPool());
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // An ARN in a path has its slashes as %2F, which Jetty takes for an attack unless told.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    var connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    var endpoint =
        new Endpoint(
            simulator,
            accounts,
            new Ec2(simulator.world(), seed),
            new Sts(accounts, clock::now),
            new ObjectMapper());
    var limited = new SizeLimitHandler(LARGEST_BODY, -1);
    limited.setHandler(endpoint);
    server.setHandler(limited);
    var running = new LatticeServer(server, connector);
    try {
      server.start();
    } catch (Exception failed) {
      running.close();
      throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port, new IOException(failed));
    }
    return running;
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

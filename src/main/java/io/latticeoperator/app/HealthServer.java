package io.latticeoperator.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.metrics.Scrape;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * {@code /healthz}: 200 while the process is worth keeping, else 503, so that it is restarted.
 * {@code /readyz}: 200 when every component is ready, else 503, with their state as JSON. An
 * operator with no component yet is not ready. {@code /metrics}: what is counted, for Prometheus.
 */
public final class HealthServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;

  /**
   * A part of the operator.
   *
   * @param detail for people: what it waits for or has
   */
  public record Component(String name, boolean ready, String detail) {}

  /** Body of {@code /readyz}. */
  private record Readiness(boolean ready, List<Component> components) {}

  private HealthServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to listen. What is given is called once per request, from any thread.
   *
   * @param address port 0 for any free one
   * @param metrics a scrape's answer by the request's header Accept
   * @throws IOException when the address cannot be listened on
   */
  public static HealthServer start(
      InetSocketAddress address,
      BooleanSupplier alive,
      Supplier<List<Component>> components,
      Function<@Nullable String, Scrape.Page> metrics)
      throws IOException {
    var server = new Server(new VirtualThreadPool());
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    server.addConnector(connector);
    server.setHandler(new Answers(alive, components, metrics));
    var health = new HealthServer(server, connector);
    try {
      server.start();
    } catch (IOException refused) {
      health.close();
      throw refused;
    } catch (Exception unexpected) {
      health.close();
      throw new IllegalStateException(unexpected);
    }
    return health;
  }

  /** The port listened on, never 0. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops listening. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  private static final class Answers extends Handler.Abstract {
    private final ObjectMapper json = new ObjectMapper();
    private final BooleanSupplier alive;
    private final Supplier<List<Component>> components;
    private final Function<@Nullable String, Scrape.Page> metrics;

    private Answers(
        BooleanSupplier alive,
        Supplier<List<Component>> components,
        Function<@Nullable String, Scrape.Page> metrics) {
      this.alive = alive;
      this.components = components;
      this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws JsonProcessingException {
      return switch (Request.getPathInContext(request)) {
        case "/healthz" -> {
          boolean well = alive.getAsBoolean();
          answer(response, callback, well, "text/plain", well ? "ok\n" : "stuck\n");
          yield true;
        }
        case "/readyz" -> {
          var parts = components.get();
          var readiness =
              new Readiness(!parts.isEmpty() && parts.stream().allMatch(Component::ready), parts);
          answer(
              response,
              callback,
              readiness.ready(),
              "application/json",
              json.writeValueAsString(readiness) + "\n");
          yield true;
        }
        case "/metrics" -> {
          var page = metrics.apply(request.getHeaders().get(HttpHeader.ACCEPT));
          response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
          response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
          Content.Sink.write(response, true, page.body(), callback);
          yield true;
        }
        default -> false;
      };
    }

    private static void answer(
        Response response, Callback callback, boolean good, String type, String body) {
      response.setStatus(good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      Content.Sink.write(response, true, body, callback);
    }
  }
}

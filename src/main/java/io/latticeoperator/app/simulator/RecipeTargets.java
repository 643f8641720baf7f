package io.latticeoperator.app.simulator;

import io.latticeoperator.simulator.PodNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * The recipe's targets, which say who they are. Each is a socket on the loopback interface; every
 * other address is its own socket.
 */
final class RecipeTargets implements PodNetwork, AutoCloseable {
  private final Server server = new Server(new VirtualThreadPool());
  private final Map<String, InetSocketAddress> sockets = new HashMap<>();

  /** Starts all of them. */
  RecipeTargets() {
    server.setHandler(new Greeting());
    for (var ip : Recipe.TARGETS) {
      var connector = new ServerConnector(server);
      connector.setName(ip);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
    }
    LifeCycle.start(server);
    for (var connector : server.getConnectors()) {
      int port = ((ServerConnector) connector).getLocalPort();
      sockets.put(
          connector.getName(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
  }

  @Override
  public Optional<InetSocketAddress> locate(String ip, int port) {
    var socket = port == Recipe.TARGET_PORT ? sockets.get(ip) : null;
    return socket == null ? PodNetwork.direct().locate(ip, port) : Optional.of(socket);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Greeting extends Handler.Abstract.NonBlocking {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      var ip = request.getConnectionMetaData().getConnector().getName();
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
      var text = "%s %s\n".formatted(Recipe.SERVICE, ip);
      Content.Sink.write(response, true, text, callback);
      return true;
    }
  }
}

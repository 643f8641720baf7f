package io.latticeoperator.benchmark;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A server that answers everything with the same KiB, and prints its port once it listens. With
 * argument {@code ordinary} its handler runs as one that may block, on the server's thread pool,
 * which is how applications run; with {@code lean} it runs on the selector's thread.
 */
final class BenchmarkTarget {
  private static final int BODY_BYTES = 1024;

  private BenchmarkTarget() {}

  public static void main(String... arguments) {
    var server = new Server();
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    var body = new byte[BODY_BYTES];
    Arrays.fill(body, (byte) 'x');
    var type = arguments[0].equals("lean") ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
    server.setHandler(
        new Handler.Abstract(type) {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put("Content-Type", "text/plain");
            response.getHeaders().put("Content-Length", BODY_BYTES);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
          }
        });
    LifeCycle.start(server);
    System.out.println(connector.getLocalPort() + " target");
  }
}

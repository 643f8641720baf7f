package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.PodNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Pods that listen on the loopback interface; port 8080 of their addresses. */
final class Pods implements PodNetwork, AutoCloseable {
  private static final int PORT = 8080;
  private final Map<String, InetSocketAddress> sockets = new ConcurrentHashMap<>();
  private final Map<String, AutoCloseable> running = new ConcurrentHashMap<>();

  /** What a pod does with a connection. */
  interface Script {
    void play(Socket connection) throws IOException;
  }

  @Override
  public Optional<InetSocketAddress> locate(String ip, int port) {
    return port == PORT ? Optional.ofNullable(sockets.get(ip)) : Optional.empty();
  }

  /** A socket of this machine under some name, which TLS clients then ask for. */
  static InetSocketAddress loopback(String host, int port) {
    try {
      var address = InetAddress.getLoopbackAddress().getAddress();
      return new InetSocketAddress(InetAddress.getByAddress(host, address), port);
    } catch (UnknownHostException impossible) {
      throw new AssertionError("four bytes are an address", impossible);
    }
  }

  /** A pod that speaks HTTP/1.1. */
  void serve(String ip, Handler handler) {
    serve(ip, handler, new HttpConnectionFactory());
  }

  /** A pod that speaks HTTP/2 without TLS, and nothing else. */
  void serveHttp2(String ip, Handler handler) {
    serve(ip, handler, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
  }

  /** A pod that speaks HTTP/2 over TLS. */
  void serveHttp2Tls(String ip, Handler handler) {
    var http2 = new HTTP2ServerConnectionFactory(nameless());
    var alpn = new ALPNServerConnectionFactory(http2.getProtocol());
    var tls = ServiceCertificates.tls(_ -> true);
    serve(ip, handler, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, http2);
  }

  /** A pod that speaks HTTP/1.1 over TLS. */
  void serveTls(String ip, Handler handler) {
    var http = new HttpConnectionFactory(nameless());
    var tls = ServiceCertificates.tls(_ -> true);
    serve(ip, handler, new SslConnectionFactory(tls, http.getProtocol()), http);
  }

  /** Proxies connect by address: they ask for no name. */
  private static HttpConfiguration nameless() {
    var http = new HttpConfiguration();
    http.addCustomizer(new SecureRequestCustomizer(false));
    return http;
  }

  private void serve(String ip, Handler handler, ConnectionFactory... protocols) {
    var threads = new QueuedThreadPool();
    threads.setDaemon(true);
    var server = new Server(threads);
    server.setStopTimeout(0);
    var connector = new ServerConnector(server, null, null, null, 0, 1, protocols);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.addConnector(connector);
    server.setHandler(handler);
    LifeCycle.start(server);
    put(ip, connector.getLocalPort(), () -> LifeCycle.stop(server));
  }

  /** A pod that does what it likes, with one connection after the other. */
  void raw(String ip, Script script) {
    try {
      var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      List<Socket> accepted = new ArrayList<>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    var connection = socket.accept();
                    accepted.add(connection);
                    script.play(connection);
                  }
                } catch (SocketException closed) {
                  // The pod has been stopped.
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
      put(
          ip,
          socket.getLocalPort(),
          () -> {
            socket.close();
            for (var connection : accepted) {
              connection.close();
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends at once, in the middle of whatever it does. */
  void kill(String ip) {
    sockets.remove(ip);
    var pod = running.remove(ip);
    try {
      if (pod != null) {
        pod.close();
      }
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).forEach(this::kill);
  }

  private void put(String ip, int port, AutoCloseable pod) {
    running.put(ip, pod);
    sockets.put(ip, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }
}

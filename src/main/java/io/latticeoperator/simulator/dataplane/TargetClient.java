package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.lattice.Target;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients that pass on what they are given, unchanged, to where pods really listen. They speak
 * HTTP/1.1 and HTTP/2, the latter without TLS by prior knowledge: a request's version decides.
 */
final class TargetClient {
  private static final int CONNECTIONS_PER_TARGET = 4096;

  private TargetClient() {}

  /** A client that has been started; whoever gets it stops it. */
  static HttpClient started(PodNetwork pods, Executor executor, ProxySettings settings) {
    var connector = new ClientConnector();
    connector.setExecutor(executor);
    connector.setSelectors(1);
    connector.setSslContextFactory(new Unverified());
    var http2 = new HTTP2Client(connector);
    http2.setMaxConcurrentPushedStreams(0);
    var client =
        new HttpClient(
            new HttpClientTransportDynamic(
                connector,
                HttpClientConnectionFactory.HTTP11,
                new ClientConnectionFactoryOverHTTP2.HTTP2(http2)));
    client.setSocketAddressResolver(new PodResolver(pods));
    client.setConnectTimeout(settings.connectTimeout().toMillis());
    client.setIdleTimeout(settings.pooledIdle().toMillis());
    client.setMaxConnectionsPerDestination(CONNECTIONS_PER_TARGET);
    client.setMaxRequestsQueuedPerDestination(CONNECTIONS_PER_TARGET);
    client.setDestinationIdleTimeout(settings.targetTimeout().toMillis());
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    LifeCycle.start(client);
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
    client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    client.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
    return client;
  }

  /** VPC Lattice does not verify the certificates of HTTPS targets: nothing to warn of. */
  static final class Unverified extends SslContextFactory.Client {
    Unverified() {
      super(true);
    }

    @Override
    protected void checkTrustAll() {}

    @Override
    protected void checkEndPointIdentificationAlgorithm() {}
  }

  /**
   * A request's tag says where it goes, whatever its host is: a target, or the socket of the
   * endpoint that stands for a function. Without a tag, the host is a pod's address.
   */
  private record PodResolver(PodNetwork pods) implements SocketAddressResolver {
    @Override
    public void resolve(
        String host,
        int port,
        Map<String, Object> context,
        Promise<List<InetSocketAddress>> promise) {
      var ip = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      var found =
          switch (tag(context)) {
            case InetSocketAddress socket -> Optional.of(socket);
            case Target.Key target -> pods.locate(target.id(), target.port());
            case null, default -> pods.locate(ip, port);
          };
      found.ifPresentOrElse(
          socket -> promise.succeeded(List.of(socket)),
          () -> promise.failed(new NoRouteToHostException(host + ":" + port)));
    }

    private static @Nullable Object tag(Map<String, Object> context) {
      return context.get(Destination.CONTEXT_KEY) instanceof Destination destination
          ? destination.getOrigin().getTag()
          : null;
    }
  }
}

package io.latticeoperator.simulator.dataplane;

import io.latticeoperator.time.RealTimeline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A proxy before pods, entered from {@code vpc-a}, and a client that speaks all it speaks. */
final class Entering implements AutoCloseable {
  static final String HOST = "shop.lattice.test";

  final Pods pods = new Pods();
  final List<AccessRecord> records = new CopyOnWriteArrayList<>();
  final DataPlane dataPlane;
  final Proxy proxy;
  final HttpClient client;
  private final QueuedThreadPool threads = new QueuedThreadPool();
  private final RealTimeline time =
      new RealTimeline(
          "test",
          failure -> {
            throw new AssertionError(failure);
          });

  Entering(Scene scene, ProxySettings settings) {
    dataPlane = new DataPlane(time, scene::view);
    proxy = new Proxy(dataPlane, pods, settings, records::add);
    LifeCycle.start(threads);
    client =
        TargetClient.started(
            (host, port) -> Optional.of(Pods.loopback(host, port)), threads, settings);
  }

  /** What a pod does with a request. */
  interface Behaviour {
    void answer(org.eclipse.jetty.server.Request request, Response response, Callback callback)
        throws Exception;
  }

  static Handler http(Behaviour behaviour) {
    return new Handler.Abstract(Invocable.InvocationType.BLOCKING) {
      @Override
      public boolean handle(
          org.eclipse.jetty.server.Request request, Response response, Callback callback)
          throws Exception {
        behaviour.answer(request, response, callback);
        return true;
      }
    };
  }

  static Handler saying(String text) {
    return http((_, response, callback) -> Content.Sink.write(response, true, text, callback));
  }

  int port(int listener) {
    return proxy.endpoint("vpc-a", listener).getPort();
  }

  /** By plain HTTP/1.1 to the listener on port 80. */
  Request plain(String path) {
    return client.newRequest("http://" + HOST + ":" + port(80) + path);
  }

  /** Over TLS to the listener on port 443. */
  Request secure(HttpVersion version, String path) {
    return client.newRequest("https://" + HOST + ":" + port(443) + path).version(version);
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
    LifeCycle.stop(threads);
    proxy.close();
    pods.close();
    time.close();
  }
}

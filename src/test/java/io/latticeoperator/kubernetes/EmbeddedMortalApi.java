package io.latticeoperator.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.RealTimeline;
import java.net.URI;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The embedded API; the store survives what happens to the server. */
final class EmbeddedMortalApi implements MortalApi {
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("cluster", failures::add);
  private final Store store = new Store(timeline);
  private ApiServer server = ApiServer.start(store, 0);
  private final URI uri = server.uri();
  private final Wire wire = Wire.to(uri.getPort());
  private final String kubeconfig = server.kubeconfig("test");
  private final KubernetesClient admin = MortalApi.client(kubeconfig);

  EmbeddedMortalApi() {
    MortalApi.define(admin);
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public Config config() {
    return Config.fromKubeconfig(MortalApi.through(wire, uri, kubeconfig));
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public void crash() {
    server.close();
  }

  @Override
  public void startAgain() {
    server = ApiServer.start(store, uri.getPort());
  }

  /** From the wire's other end it is the same. */
  @Override
  public void freeze() {
    wire.silent();
  }

  @Override
  public void thaw() {
    wire.good();
  }

  @Override
  public void compact() {
    store.compact();
  }

  @Override
  public void close() {
    admin.close();
    wire.close();
    server.close();
    store.close();
    timeline.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", failures.peek());
    }
  }
}

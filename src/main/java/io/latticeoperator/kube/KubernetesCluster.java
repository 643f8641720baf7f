package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Observer;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.time.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster as it is seen: caches that are kept warm, whoever leads. It writes nothing. What the
 * leader says to the cluster is a {@link ClusterTerm}.
 */
public final class KubernetesCluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KubernetesCluster.class);

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final String region;
  private final Timeline timeline;
  private final Relay relay = new Relay();
  private final Informers informers;
  private final FactReader facts;
  private final boolean annotations;
  private volatile boolean networks;
  private volatile @Nullable Vigil vigil;

  /**
   * @param client stays the caller's to close
   * @param namespaces what to watch; empty for all. If there are some, LatticeNetworks are not
   *     looked at: neither they nor the labels of namespaces can be read with a namespace's rights
   * @param annotations whether exports are made, changed and deleted for annotated Services
   * @param region of AWS, for links in status
   * @param timeline for retries and times in status and events
   */
  public KubernetesCluster(
      KubernetesClient client,
      Set<String> namespaces,
      boolean annotations,
      String region,
      Timeline timeline) {
    this.client = client;
    this.annotations = annotations;
    this.region = region;
    this.namespaces = Set.copyOf(namespaces);
    this.timeline = timeline;
    this.informers = new Informers(client, this.namespaces, false);
    this.facts = new FactReader(informers);
  }

  /** The cluster as the control loop sees it; not synced before {@link #start}. */
  public FactSource facts() {
    return facts;
  }

  /**
   * Starts to watch and returns once the caches have synced. An API server that cannot be reached
   * is waited for.
   *
   * @throws InterruptedException when interrupted while waiting; {@link #close} is still to be
   *     called
   */
  public void start() throws InterruptedException {
    networks = networksServed();
    if (!networks) {
      informers.forgoNetworks();
    }
    try {
      informers.start(relay).get();
    } catch (ExecutionException failure) {
      throw new CompletionException(failure.getCause());
    }
    var watches = new Vigil(timeline, Thread::startVirtualThread, informers.watches());
    vigil = watches;
    watches.begin();
  }

  /**
   * Prepares a term, which does nothing until it is started.
   *
   * @param mayWrite asked before each write
   * @param observer hears of events
   */
  public ClusterTerm term(BooleanSupplier mayWrite, Observer observer) {
    return new ClusterTerm(
        ClusterClient.fenced(client, mayWrite),
        mayWrite,
        new ClusterTerm.Scope(namespaces, networks, annotations, region),
        informers,
        relay,
        timeline,
        observer);
  }

  /** What has been seen. */
  Informers cached() {
    return informers;
  }

  /** Whether an object carries the mark that only a leader sets. */
  public boolean inUse() {
    return Stream.<HasMetadata>concat(informers.exports().stream(), informers.networks().stream())
        .anyMatch(object -> object.hasFinalizer(LatticeExport.FINALIZER));
  }

  /** By watched kind: when what is cached of it was last known to be all there is. */
  public Map<String, Instant> current() {
    var watches = vigil;
    return watches == null ? Map.of() : watches.current();
  }

  /** Stops watching. */
  @Override
  public void close() {
    var watches = vigil;
    if (watches != null) {
      watches.end();
    }
    informers.close();
  }

  private boolean networksServed() {
    if (!namespaces.isEmpty()) {
      log.info(
          "LatticeNetworks are not looked at, for only the namespaces {} are; --allowed-networks"
              + " says which service networks exports may use",
          namespaces);
      return false;
    }
    if (!Watched.served(client, LatticeNetwork.class)) {
      log.info(
          "the cluster has no LatticeNetworks: kubectl apply -f crds/ installs the definition, a"
              + " restart of the operator takes it up");
      return false;
    }
    return true;
  }
}

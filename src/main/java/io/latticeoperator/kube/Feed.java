package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Indexer;
import java.util.HashSet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cached objects of one kind in one namespace, or in all: those of an informer, which another
 * one succeeds when it has gone deaf. An informer cannot be started twice, and stopping it first
 * would leave nothing; so the successor begins with what is cached, and takes over once it knows
 * better.
 */
final class Feed<T extends HasMetadata> implements Vigil.Watch {
  private final String kind;
  private final String name;
  private final Supplier<SharedIndexInformer<T>> informers;
  private final Inquiry inquiry;
  private volatile SharedIndexInformer<T> informer;
  private volatile boolean synced;
  private @Nullable ResourceEventHandler<T> handler;
  private @Nullable SharedIndexInformer<T> successor;
  private boolean stopped;

  /**
   * @param namespace empty for all
   * @param informers makes one that has not been started
   * @param inquiry about the same objects
   */
  Feed(String kind, String namespace, Supplier<SharedIndexInformer<T>> informers, Inquiry inquiry) {
    this.kind = kind;
    this.name = namespace.isEmpty() ? kind : kind + " of " + namespace;
    this.informers = informers;
    this.inquiry = inquiry;
    this.informer = informers.get();
  }

  /**
   * Lists and watches.
   *
   * @return completed by the first full list
   */
  synchronized CompletableFuture<Void> start(ResourceEventHandler<T> told) {
    handler = told;
    informer.addEventHandler(told);
    return informer.start().toCompletableFuture();
  }

  synchronized void stop() {
    stopped = true;
    informer.stop();
    if (successor != null) {
      successor.stop();
    }
  }

  /** Whether there has been a full list; that it is old does not change this. */
  boolean synced() {
    synced = synced || informer.hasSynced();
    return synced;
  }

  Indexer<T> objects() {
    return informer.getIndexer();
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String revision() {
    return Objects.requireNonNullElse(informer.lastSyncResourceVersion(), "");
  }

  @Override
  public boolean open() {
    return informer.isWatching();
  }

  @Override
  public Inquiry.Answer changesSince(String revision) {
    return inquiry.changesSince(revision);
  }

  @Override
  public synchronized boolean renew() {
    var told = handler;
    if (stopped || successor != null || told == null) {
      return false;
    }
    synced();
    var next = informers.get().initialState(informer.getStore().list().stream());
    next.addEventHandler(told);
    successor = next;
    next.start().whenComplete((listed, failed) -> succeed(next, told));
    return true;
  }

  private void succeed(SharedIndexInformer<T> next, ResourceEventHandler<T> told) {
    SharedIndexInformer<T> last;
    synchronized (this) {
      if (stopped) {
        return;
      }
      last = informer;
      informer = next;
      successor = null;
    }
    last.stop();
    // what the last one had not told yet, nobody else will
    var present = new HashSet<String>();
    next.getStore().list().forEach(object -> present.add(next.getStore().getKey(object)));
    next.getStore().list().forEach(told::onAdd);
    last.getStore().list().stream()
        .filter(object -> !present.contains(last.getStore().getKey(object)))
        .forEach(object -> told.onDelete(object, true));
  }
}

package io.latticeoperator.simulator.kubernetes.controllers;

import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Pods without sockets, for virtual time: they pass every check unless told otherwise, and take a
 * set time to end. For the timeline's thread.
 */
public final class VirtualPods implements PodRuntime {
  private final Timeline timeline;
  private final Duration stopping;
  private final Map<ObjectKey, Pod> pods = new HashMap<>();
  private final Set<ObjectKey> unhealthy = new HashSet<>();

  /**
   * @param stopping how long a pod takes to answer the requests it has when it is told to end
   */
  public VirtualPods(Timeline timeline, Duration stopping) {
    this.timeline = timeline;
    this.stopping = stopping;
  }

  /** Lets a pod pass or fail its checks from now on, whether it runs already or not. */
  public void healthy(String namespace, String name, boolean passes) {
    var key = new ObjectKey(namespace, name);
    if (passes) {
      unhealthy.remove(key);
    } else {
      unhealthy.add(key);
    }
  }

  /** How many pods accept connections. */
  public int accepting() {
    return (int) pods.values().stream().filter(pod -> pod.accepting).count();
  }

  @Override
  public Running start(Workload workload) {
    var pod = new Pod(new ObjectKey(workload.namespace(), workload.name()), workload);
    pods.put(pod.key, pod);
    return pod;
  }

  @Override
  public void close() {
    pods.clear();
  }

  private final class Pod implements Running {
    private final ObjectKey key;
    private final Workload workload;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean accepting = true;

    Pod(ObjectKey key, Workload workload) {
      this.key = key;
      this.workload = workload;
    }

    @Override
    public CompletionStage<Boolean> passes(Check check) {
      return CompletableFuture.completedFuture(
          accepting && workload.ports().contains(check.port()) && !unhealthy.contains(key));
    }

    @Override
    public CompletionStage<Void> stop(Duration limit) {
      accepting = false;
      timeline.after(stopping.compareTo(limit) < 0 ? stopping : limit, this::kill);
      return ended;
    }

    @Override
    public void kill() {
      accepting = false;
      pods.remove(key, this);
      ended.complete(null);
    }
  }
}

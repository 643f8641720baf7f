package io.latticeoperator.simulator.kubernetes.controllers;

import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.io.EndPoint;

/** One pod with its listening sockets and the connections that have a request under way. */
final class SocketPod implements PodRuntime.Running {
  private final PodRuntime.Workload workload;
  private final SocketPods pods;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Set<EndPoint> busy = new HashSet<>();
  private boolean stopping;

  SocketPod(PodRuntime.Workload workload, SocketPods pods) {
    this.workload = workload;
    this.pods = pods;
  }

  PodRuntime.Workload workload() {
    return workload;
  }

  /** Adds a port, before the pod is handed out. */
  synchronized void listens(int port, ServerSocketChannel channel, InetSocketAddress socket) {
    listeners.add(new Listener(port, channel, socket));
  }

  /** A request begins; false when the connection should not be kept after it. */
  synchronized boolean begin(EndPoint connection) {
    busy.add(connection);
    return !stopping;
  }

  /** A request has been answered to its last byte, or has failed. */
  void end(EndPoint connection) {
    boolean last;
    boolean hangUp;
    synchronized (this) {
      busy.remove(connection);
      hangUp = stopping;
      last = stopping && busy.isEmpty();
    }
    if (hangUp) {
      connection.close();
    }
    if (last) {
      finish();
    }
  }

  @Override
  public CompletionStage<Boolean> passes(PodRuntime.Check check) {
    return listeners().stream()
        .filter(listener -> listener.port == check.port() && listener.channel.isOpen())
        .findFirst()
        .map(listener -> pods.passes(listener.socket, check))
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  @Override
  public CompletionStage<Void> stop(Duration limit) {
    refuse();
    List<EndPoint> idle = new ArrayList<>(pods.connections(this));
    boolean done;
    synchronized (this) {
      stopping = true;
      idle.removeAll(busy);
      done = busy.isEmpty();
    }
    idle.forEach(EndPoint::close);
    if (done) {
      finish();
    } else {
      pods.later(limit, this::kill);
    }
    return ended;
  }

  @Override
  public void kill() {
    refuse();
    finish();
  }

  private void refuse() {
    listeners()
        .forEach(listener -> pods.closed(this, listener.port, listener.channel, listener.socket));
  }

  private void finish() {
    pods.ended(this);
    ended.complete(null);
  }

  private synchronized List<Listener> listeners() {
    return List.copyOf(listeners);
  }

  private record Listener(int port, ServerSocketChannel channel, InetSocketAddress socket) {}
}

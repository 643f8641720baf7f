package io.latticeoperator.simulator.kubernetes.controllers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What really runs the pods of a cluster's node. */
public interface PodRuntime extends AutoCloseable {
  /** Starts all containers of a pod; it accepts requests on return. */
  Running start(Workload workload);

  /** Ends every pod at once. */
  @Override
  void close();

  /**
   * A pod to run.
   *
   * @param ip the pod's address in the cluster
   * @param node it runs on
   * @param version from the environment variable VERSION, or else the image's tag
   * @param ports to listen on, each once; may be empty
   */
  record Workload(
      String namespace, String name, String node, String ip, String version, List<Integer> ports) {
    public Workload {
      ports = List.copyOf(ports);
    }
  }

  /**
   * What a readiness probe asks.
   *
   * @param path to get, passed by a status from 200 to 399; empty to do no more than connect
   */
  record Check(int port, String path, Duration timeout) {}

  /** A pod that runs. Safe to use from any thread. */
  interface Running {
    /** Whether the pod answers the check as it should, told on any thread; never fails. */
    CompletionStage<Boolean> passes(Check check);

    /**
     * What a well-behaved server does on SIGTERM: accepts no more connections, answers the requests
     * it has, ends. What is not answered within {@code limit} is cut off, as by SIGKILL.
     *
     * @return completes when the pod has ended, on any thread
     */
    CompletionStage<Void> stop(Duration limit);

    /** The process is gone this instant; the kernel resets its connections. */
    void kill();
  }
}

package io.latticeoperator.app.demo;

import io.latticeoperator.app.Parts;
import io.latticeoperator.kube.Definitions;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.simulator.kubernetes.controllers.ClusterSettings;
import io.latticeoperator.simulator.kubernetes.controllers.Controllers;
import io.latticeoperator.simulator.kubernetes.controllers.PodSockets;
import io.latticeoperator.time.Timeline;
import java.nio.file.Path;

/** One Kubernetes cluster in a VPC, with our custom resources installed. */
final class DemoCluster implements AutoCloseable {
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private final Parts parts = new Parts();
  private final String name;
  private final DemoVpc vpc;
  private final Controllers controllers;
  private final KubernetesApi api;
  private final PodWatch pods;
  private final Path kubeconfig;

  /**
   * @param name of the cluster and of its context
   */
  DemoCluster(
      String name, DemoVpc vpc, Timeline timeline, PodSockets sockets, TemporaryFolder folder) {
    this(name, vpc, timeline, sockets, folder, false);
  }

  /**
   * @param name of the cluster and of its context
   * @param secure whether the operator comes in by TLS, as in a real cluster
   */
  DemoCluster(
      String name,
      DemoVpc vpc,
      Timeline timeline,
      PodSockets sockets,
      TemporaryFolder folder,
      boolean secure) {
    this.name = name;
    this.vpc = vpc;
    try {
      var store = new Store(timeline);
      parts.add(store::close);
      var server = ApiServer.start(store, 0);
      parts.add(server::close);
      controllers = Controllers.start(store, timeline, settings(name, vpc), sockets);
      parts.add(controllers::close);
      pods = new PodWatch(store, timeline);
      parts.add(pods::close);
      api = new KubernetesApi(server.uri());
      parts.add(api::close);
      kubeconfig = folder.write("kubeconfig-" + name, door(store, server, secure).kubeconfig(name));
      for (var definition : Definitions.all()) {
        api.create(DEFINITIONS, Checkout.parse(definition));
      }
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  private ApiServer door(Store store, ApiServer open, boolean secure) {
    if (!secure) {
      return open;
    }
    var door = ApiServer.startSecure(store, 0);
    parts.add(door::close);
    return door;
  }

  String name() {
    return name;
  }

  DemoVpc vpc() {
    return vpc;
  }

  KubernetesApi api() {
    return api;
  }

  PodWatch pods() {
    return pods;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** Ends a pod of the application without any warning. */
  void kill(String pod) {
    controllers.kill(Checkout.NAMESPACE, pod);
  }

  @Override
  public void close() {
    parts.close();
  }

  private static ClusterSettings settings(String name, DemoVpc vpc) {
    return new ClusterSettings(
        name + "-node-1",
        vpc.nodeAddress(),
        DemoVpc.REGION + "a",
        vpc.podCidr(),
        ClusterSettings.Delays.USUAL);
  }
}

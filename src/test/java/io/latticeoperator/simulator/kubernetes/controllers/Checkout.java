package io.latticeoperator.simulator.kubernetes.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.simulator.kubernetes.ApiFault;
import io.latticeoperator.simulator.kubernetes.Kind;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Objects;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The application that the tests deploy, and a view of what became of it. */
record Checkout(Objects objects) {
  static final String NAMESPACE = "shop";
  static final String NAME = "checkout";

  /** Three pods, one at a time and never one too few; five seconds of preStop. */
  static Deployment deployment() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(NAME)
        .endMetadata()
        .withNewSpec()
        .withReplicas(3)
        .withNewSelector()
        .addToMatchLabels("app", NAME)
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxSurge(1)
        .withNewMaxUnavailable(0)
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", NAME)
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(30L)
        .addNewContainer()
        .withName("app")
        .withImage("shop/checkout:v1")
        .addNewPort()
        .withName("http")
        .withContainerPort(8080)
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/healthz")
        .withNewPort("http")
        .endHttpGet()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep(5L)
        .endPreStop()
        .endLifecycle()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static Service service() {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(NAME)
        .endMetadata()
        .withNewSpec()
        .addToSelector("app", NAME)
        .addNewPort()
        .withName("http")
        .withPort(80)
        .withNewTargetPort("http")
        .endPort()
        .endSpec()
        .build();
  }

  static ObjectNode tree(HasMetadata object) {
    return Watched.MAPPER.valueToTree(object);
  }

  static <T> T typed(ObjectNode tree, Class<T> type) {
    return Watched.MAPPER.convertValue(tree, type);
  }

  void deploy(Deployment deployment) {
    objects.create(
        Kinds.NAMESPACE,
        tree(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build()));
    objects.create(Kinds.SERVICE, tree(service()));
    objects.create(Kinds.DEPLOYMENT, tree(deployment));
  }

  Deployment stored() {
    return typed(objects.get(Kinds.DEPLOYMENT, NAMESPACE, NAME).orElseThrow(), Deployment.class);
  }

  /** Tries again, as clients do, when a controller has written in between. */
  void change(UnaryOperator<DeploymentBuilder> change) {
    for (int left = 20; ; left--) {
      try {
        objects.replace(
            Kinds.DEPLOYMENT, tree(change.apply(new DeploymentBuilder(stored())).build()));
        return;
      } catch (ApiFault conflict) {
        if (conflict.code() != 409 || left == 0) {
          throw conflict;
        }
      }
    }
  }

  void scale(int replicas) {
    change(it -> it.editSpec().withReplicas(replicas).endSpec());
  }

  void image(String image) {
    change(
        it ->
            it.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
  }

  void delete(Pod pod, OptionalLong graceSeconds) {
    objects.delete(Kinds.POD, NAMESPACE, pod.getMetadata().getName(), graceSeconds);
  }

  List<Pod> pods() {
    return all(Kinds.POD, Pod.class);
  }

  List<ReplicaSet> replicaSets() {
    return all(Kinds.REPLICA_SET, ReplicaSet.class);
  }

  List<EndpointSlice> slices() {
    return all(Kinds.ENDPOINT_SLICE, EndpointSlice.class);
  }

  List<Endpoint> endpoints(Predicate<Endpoint> filter) {
    return slices().stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(filter)
        .toList();
  }

  int ready() {
    return endpoints(endpoint -> endpoint.getConditions().getReady()).size();
  }

  private <T extends HasMetadata> List<T> all(Kind kind, Class<T> type) {
    return objects.list(kind, NAMESPACE).stream().map(tree -> typed(tree, type)).toList();
  }
}

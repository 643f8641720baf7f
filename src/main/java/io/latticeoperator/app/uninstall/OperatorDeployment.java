package io.latticeoperator.app.uninstall;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.app.MissingPrerequisite;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The Deployment of an operator, to be stopped and, if need be, set going again. */
final class OperatorDeployment {
  private static final String LABEL = "app.kubernetes.io/name";
  private static final String PRODUCT = "lattice-operator";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final KubernetesClient client;
  private final Wish.Named name;
  private final int before;
  private final String selector;

  private OperatorDeployment(
      KubernetesClient client, Wish.Named name, int before, String selector) {
    this.client = client;
    this.name = name;
    this.before = before;
    this.selector = selector;
  }

  /** The only one in the cluster, by its label. */
  static Optional<Wish.Named> find(KubernetesClient client) throws MissingPrerequisite {
    List<Wish.Named> found;
    try {
      found =
          client
              .apps()
              .deployments()
              .inAnyNamespace()
              .withLabel(LABEL, PRODUCT)
              .list()
              .getItems()
              .stream()
              .map(HasMetadata::getMetadata)
              .map(it -> new Wish.Named(it.getNamespace(), it.getName()))
              .toList();
    } catch (KubernetesClientException refused) {
      throw new MissingPrerequisite(
          "the operator cannot be looked for: "
              + refused.getMessage()
              + "; name its Deployment with --operator NAMESPACE/NAME, or say --operator none",
          refused);
    }
    if (found.size() > 1) {
      throw new MissingPrerequisite(
          "there are several operators, %s: say which with --operator, and its namespaces with --namespaces"
              .formatted(String.join(", ", found.stream().map(Wish.Named::toString).toList())));
    }
    return found.stream().findFirst();
  }

  /** As it is now; empty when there is none of that name. */
  static Optional<OperatorDeployment> of(KubernetesClient client, Wish.Named name) {
    return scale(client, name)
        .map(
            scale ->
                new OperatorDeployment(
                    client,
                    name,
                    Objects.requireNonNullElse(scale.getSpec().getReplicas(), 0),
                    String.valueOf(scale.getStatus().getSelector())));
  }

  /**
   * Stops it.
   *
   * @return pods that are still there when the deadline has passed
   */
  List<String> stop(Deadline deadline, Consumer<String> say) throws InterruptedException {
    if (before > 0) {
      say.accept("stopping the operator %s, which has %d replicas".formatted(name, before));
      scaleTo(0);
    }
    int told = -1;
    while (true) {
      var pods = pods();
      if (pods.isEmpty() || deadline.passed()) {
        return pods;
      }
      if (pods.size() != told) {
        told = pods.size();
        say.accept("waiting for the operator's pods: " + String.join(", ", pods));
      }
      deadline.pause();
    }
  }

  /** As many replicas as it had. */
  void resume(Consumer<String> say) {
    if (before > 0) {
      scaleTo(before);
      say.accept("the operator %s runs again, with %d replicas".formatted(name, before));
    }
  }

  private void scaleTo(int replicas) {
    scale(client, name)
        .ifPresent(
            scale -> {
              scale.getSpec().setReplicas(replicas);
              client
                  .apps()
                  .deployments()
                  .inNamespace(name.namespace())
                  .withName(name.name())
                  .scale(scale);
            });
  }

  private List<String> pods() {
    return client
        .pods()
        .inNamespace(name.namespace())
        .withLabelSelector(selector)
        .list()
        .getItems()
        .stream()
        .filter(OperatorDeployment::alive)
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static boolean alive(Pod pod) {
    return pod.getStatus() == null || !ENDED.contains(String.valueOf(pod.getStatus().getPhase()));
  }

  private static Optional<Scale> scale(KubernetesClient client, Wish.Named name) {
    try {
      return Optional.ofNullable(
          client.apps().deployments().inNamespace(name.namespace()).withName(name.name()).scale());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }
}

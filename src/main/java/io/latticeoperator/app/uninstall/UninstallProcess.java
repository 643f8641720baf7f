package io.latticeoperator.app.uninstall;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RemovingOperator;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The body of {@code lattice uninstall}. */
public final class UninstallProcess {
  private final Access access;
  private final Wish wish;
  private final Consumer<String> say;

  /**
   * What came of it.
   *
   * @param left of an object or pod that is still there, a line; empty when all is done
   */
  public record Outcome(List<String> left) {
    public Outcome {
      left = List.copyOf(left);
    }
  }

  /**
   * @param say hears of each step, from any thread
   */
  public UninstallProcess(Access access, Wish wish, Consumer<String> say) {
    this.access = access;
    this.wish = wish;
    this.say = say;
  }

  /** Names of the objects that are there. */
  public List<String> objects(RunConfig.Kubernetes settings)
      throws MissingPrerequisite, InterruptedException {
    try (var client = access.cluster(settings)) {
      return asked(client, () -> all(new OurObjects(client, settings.namespaces()))).stream()
          .map(OurObjects::name)
          .toList();
    }
  }

  /**
   * Our finalizers come off; AWS is not even asked.
   *
   * @throws MissingPrerequisite when the cluster cannot be used
   */
  public Outcome retain(RunConfig.Kubernetes settings)
      throws MissingPrerequisite, InterruptedException {
    try (var client = access.cluster(settings)) {
      var objects = new OurObjects(client, settings.namespaces());
      return withoutOperator(client, deadline -> release(client, objects, deadline));
    }
  }

  /**
   * All objects go, and with them what they have made.
   *
   * @throws MissingPrerequisite when cluster or AWS cannot be used
   */
  public Outcome delete(RunConfig config) throws MissingPrerequisite, InterruptedException {
    try (var client = access.cluster(config.kubernetes())) {
      var objects = new OurObjects(client, config.kubernetes().namespaces());
      return withoutOperator(
          client,
          deadline -> {
            if (all(objects).isEmpty()) {
              say.accept("there are neither LatticeExports nor LatticeNetworks");
              return List.of();
            }
            try (var _ = RemovingOperator.start(access, config, client)) {
              var left = gone("LatticeExport", objects, objects::exports, deadline);
              return left.isEmpty()
                  ? gone("LatticeNetwork", objects, objects::networks, deadline)
                  : left;
            }
          });
    }
  }

  /** Work that ends at a deadline; what is left, a line each. */
  @FunctionalInterface
  private interface Work {
    List<String> until(Deadline deadline) throws MissingPrerequisite, InterruptedException;
  }

  /** While the operator is stopped; it is set going again unless the work has been done. */
  private Outcome withoutOperator(KubernetesClient client, Work work)
      throws MissingPrerequisite, InterruptedException {
    var deadline = Deadline.in(wish.patience());
    var operator = asked(client, () -> operator(client));
    try (var pause = Pause.begin(operator.orElse(null), deadline, say)) {
      var left = new ArrayList<String>();
      if (operator.isPresent()) {
        for (var pod : asked(client, () -> operator.get().stop(deadline, say))) {
          left.add("pod " + pod + " of the operator has not ended");
        }
      }
      if (left.isEmpty()) {
        left.addAll(asked(client, () -> work.until(deadline)));
      }
      if (left.isEmpty()) {
        pause.forGood();
      }
      return new Outcome(left);
    }
  }

  private Optional<OperatorDeployment> operator(KubernetesClient client)
      throws MissingPrerequisite {
    var named =
        switch (wish.operator()) {
          case null -> OperatorDeployment.find(client);
          case Wish.Named it -> Optional.of(it);
          case Wish.None _ -> Optional.<Wish.Named>empty();
        };
    var found = named.flatMap(it -> OperatorDeployment.of(client, it));
    if (found.isEmpty() && !(wish.operator() instanceof Wish.None)) {
      say.accept(
          named.map(it -> "there is no operator " + it).orElse("there is no operator")
              + ": nothing is to be stopped");
    }
    return found;
  }

  private List<String> release(KubernetesClient client, OurObjects objects, Deadline deadline)
      throws InterruptedException, MissingPrerequisite {
    while (true) {
      var held = asked(client, () -> all(objects)).stream().filter(OurObjects::ours).toList();
      if (held.isEmpty() || deadline.passed()) {
        return held.stream().map(OurObjects::name).toList();
      }
      for (var object : held) {
        objects.release(object);
        say.accept(
            OurObjects.name(object)
                + (object.isMarkedForDeletion()
                    ? ": let go; it was being deleted, and goes without what it has made"
                    : ": let go"));
      }
    }
  }

  private List<String> gone(
      String kind,
      OurObjects objects,
      Supplier<? extends List<? extends HasMetadata>> list,
      Deadline deadline)
      throws InterruptedException {
    int told = 0;
    while (true) {
      try {
        var left = list.get();
        if (left.isEmpty()) {
          if (told > 0) {
            say.accept("every " + kind + " is gone");
          }
          return List.of();
        }
        if (deadline.passed()) {
          return left.stream().map(UninstallProcess::why).toList();
        }
        if (left.size() != told) {
          told = left.size();
          say.accept("%d to go: %s".formatted(told, some(left)));
        }
        left.forEach(objects::delete);
      } catch (KubernetesClientException refused) {
        if (deadline.passed()) {
          return List.of(kind + "s cannot be listed or deleted: " + refused.getMessage());
        }
      }
      deadline.pause();
    }
  }

  private static String some(List<? extends HasMetadata> objects) {
    var names = objects.stream().limit(5).map(OurObjects::name).toList();
    return String.join(", ", names) + (objects.size() > names.size() ? ", …" : "");
  }

  private static List<HasMetadata> all(OurObjects objects) {
    var all = new ArrayList<HasMetadata>(objects.exports());
    all.addAll(objects.networks());
    return all;
  }

  /** What its conditions say of it. */
  private static String why(HasMetadata object) {
    var conditions =
        switch (object) {
          case LatticeExport it when it.getStatus() != null -> it.getStatus().conditions();
          case LatticeNetwork it when it.getStatus() != null -> it.getStatus().conditions();
          default -> List.<Condition>of();
        };
    return OurObjects.name(object)
        + conditions.stream()
            .filter(it -> it.type().equals("Ready") && it.status() != Condition.Truth.TRUE)
            .findFirst()
            .map(it -> ": " + it.reason() + ": " + it.message())
            .orElse("");
  }

  /** Something that asks the cluster. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws MissingPrerequisite, InterruptedException;
  }

  private static <T> T asked(KubernetesClient client, Question<T> question)
      throws MissingPrerequisite, InterruptedException {
    try {
      return question.ask();
    } catch (KubernetesClientException refused) {
      throw new MissingPrerequisite(
          "the cluster at %s: %s".formatted(client.getMasterUrl(), refused.getMessage()), refused);
    }
  }
}

package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is only looked at: its facts are those that an operator would act on once it had
 * made what annotated Services ask for. Nothing is written.
 */
public final class ClusterView implements AutoCloseable {
  private final KubernetesClient client;
  private final boolean everywhere;
  private final Informers informers;
  private final FactReader facts;

  /**
   * An object that resources are made for, as the cluster has it.
   *
   * @param made false for a LatticeExport that a Service only asks for as yet
   * @param observedGeneration that the status speaks of; null for none
   * @param arns by role, as the status tells them
   */
  public record Standing(
      Owner owner,
      boolean made,
      long generation,
      @Nullable Long observedGeneration,
      List<Condition> conditions,
      Map<String, String> arns) {
    public Standing {
      conditions = List.copyOf(conditions);
      arns = Map.copyOf(arns);
    }
  }

  /**
   * Something that the operator would tell about a Service.
   *
   * @param reason of the event
   */
  public record Notice(String namespace, String service, String reason, String message) {}

  /**
   * @param client stays the caller's to close
   * @param namespaces what to look at; empty for all. If there are some, LatticeNetworks are not
   *     looked at
   * @param now when exports that do not exist yet would be made
   */
  public ClusterView(KubernetesClient client, Set<String> namespaces, Instant now) {
    this.client = client;
    this.everywhere = namespaces.isEmpty();
    this.informers = new Informers(client, namespaces, true);
    this.facts = new FactReader(new ExpectedIndex(informers, informers::services, now));
  }

  /** To be read once {@link #start} has returned. */
  public FactSource facts() {
    return facts;
  }

  /**
   * Returns once everything has been listed.
   *
   * @return false when that takes longer than {@code patience}
   */
  public boolean start(Duration patience) throws InterruptedException {
    if (everywhere && !Watched.served(client, LatticeNetwork.class)) {
      informers.forgoNetworks();
    }
    try {
      informers.start(Relay.Silence.DEAF).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException failure) {
      throw new CompletionException(failure.getCause());
    }
  }

  /** What cannot be followed of the annotations of Services. */
  public List<Notice> notices() {
    var notices = new ArrayList<Notice>();
    for (var service : informers.services()) {
      if (!service.isMarkedForDeletion() && intent(service) instanceof ShimIntent.Tell tell) {
        var metadata = service.getMetadata();
        tell.warnings()
            .forEach(
                each ->
                    notices.add(
                        new Notice(
                            metadata.getNamespace(),
                            metadata.getName(),
                            each.reason(),
                            each.message())));
      }
    }
    return notices;
  }

  /** The object as it is; empty when there is none and nobody asks for one. */
  public Optional<Standing> standing(Owner owner) {
    return switch (owner.kind()) {
      case LatticeExport.KIND ->
          informers
              .export(owner.namespace(), owner.name())
              .map(ClusterView::standing)
              .or(
                  () ->
                      facts
                          .facts(owner)
                          .map(f -> new Standing(owner, false, 1, null, List.of(), Map.of())));
      case LatticeNetwork.KIND -> informers.network(owner.name()).map(ClusterView::standing);
      default -> Optional.empty();
    };
  }

  /** All that resources are made for, or will be. */
  public Set<Owner> owners() {
    return Stream.of(
            facts.all().stream().map(Facts::owner),
            informers.exports().stream().map(Reports::owner),
            informers.networks().stream().map(Reports::owner))
        .flatMap(each -> each)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    informers.close();
  }

  private ShimIntent intent(Service service) {
    var metadata = service.getMetadata();
    return ShimIntent.of(service, informers.export(metadata.getNamespace(), metadata.getName()));
  }

  private static Standing standing(LatticeExport export) {
    var status = export.getStatus();
    return new Standing(
        Reports.owner(export),
        true,
        Objects.requireNonNullElse(export.getMetadata().getGeneration(), 0L),
        status == null ? null : status.observedGeneration(),
        status == null ? List.of() : status.conditions(),
        status == null ? Map.of() : status.arns());
  }

  private static Standing standing(LatticeNetwork network) {
    var status = network.getStatus();
    return new Standing(
        Reports.owner(network),
        true,
        Objects.requireNonNullElse(network.getMetadata().getGeneration(), 0L),
        status == null ? null : status.observedGeneration(),
        status == null ? List.of() : status.conditions(),
        status == null ? Map.of() : status.arns());
  }
}

package io.latticeoperator.app.look;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.explain.Case;
import io.latticeoperator.explain.Known;
import io.latticeoperator.kube.Annotations;
import io.latticeoperator.kube.ClusterView;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.ExportFacts;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cluster says about a Service, its export and its pods. */
final class ClusterQuestions {
  private final KubernetesClient client;
  private final ClusterView view;

  ClusterQuestions(KubernetesClient client, ClusterView view) {
    this.client = client;
    this.view = view;
  }

  /** What was found; the export without a report. */
  record Found(
      String namespace,
      String service,
      boolean exists,
      Case.Request request,
      Case.@Nullable Export export,
      List<Case.Pod> pods) {}

  Found find(Subject subject) {
    var namespace = subject.namespace();
    return switch (subject.kind()) {
      case SERVICE -> service(namespace, subject.name(), null);
      case LATTICE_EXPORT ->
          view.facts()
              .facts(Owner.export(namespace, subject.name()))
              .map(facts -> service(namespace, ((ExportFacts) facts).spec().serviceName(), null))
              .orElseGet(() -> nothing(namespace, subject.name()));
      case POD -> pod(namespace, subject.name());
    };
  }

  private static Found nothing(String namespace, String name) {
    return new Found(namespace, name, false, new Case.Request.None(), null, List.of());
  }

  /** By the Service that selects the pod, an exported one if there is any. */
  private Found pod(String namespace, String name) {
    var pod = client.pods().inNamespace(namespace).withName(name).get();
    if (pod == null) {
      return nothing(namespace, "of a pod " + name);
    }
    var selecting =
        client.services().inNamespace(namespace).list().getItems().stream()
            .filter(service -> PodReader.selects(service, pod))
            .map(service -> service(namespace, service.getMetadata().getName(), name))
            .toList();
    return selecting.stream()
        .filter(found -> found.export() != null)
        .findFirst()
        .or(() -> selecting.stream().findFirst())
        .orElseGet(() -> nothing(namespace, "that selects pod " + name));
  }

  /**
   * @param only name of the one pod that matters; null for all
   */
  private Found service(String namespace, String name, @Nullable String only) {
    var service = client.services().inNamespace(namespace).withName(name).get();
    if (service == null) {
      return nothing(namespace, name);
    }
    var export = export(namespace, name);
    return new Found(
        namespace,
        name,
        true,
        request(service, export),
        export,
        pods(service).stream().filter(pod -> only == null || pod.name().equals(only)).toList());
  }

  private Case.Request request(Service service, Case.@Nullable Export export) {
    var metadata = service.getMetadata();
    var annotations =
        metadata.getAnnotations() == null ? Map.<String, String>of() : metadata.getAnnotations();
    return switch (Annotations.parse(metadata.getName(), annotations)) {
      case Annotations.Parsed.Invalid invalid ->
          new Case.Request.Invalid(
              invalid.problems().stream().map(Annotations.Problem::message).toList());
      case Annotations.Parsed.Export _ -> new Case.Request.Annotated();
      case Annotations.Parsed.Off _ ->
          export == null ? new Case.Request.None() : new Case.Request.Written(export.name());
    };
  }

  private Case.@Nullable Export export(String namespace, String service) {
    var owner = Owner.export(namespace, service);
    return view.facts()
        .facts(owner)
        .filter(facts -> ((ExportFacts) facts).spec().serviceName().equals(service))
        .or(
            () ->
                client
                    .resources(LatticeExport.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .stream()
                    .filter(it -> it.getSpec().serviceRef().name().equals(service))
                    .map(it -> Owner.export(namespace, it.getMetadata().getName()))
                    .flatMap(each -> view.facts().facts(each).stream())
                    .findFirst())
        .flatMap(facts -> export((ExportFacts) facts))
        .orElse(null);
  }

  private Optional<Case.Export> export(ExportFacts facts) {
    return view.standing(facts.owner())
        .map(
            standing ->
                new Case.Export(
                    facts.owner().name(),
                    standing.made(),
                    standing.generation(),
                    standing.observedGeneration(),
                    facts,
                    null));
  }

  private List<Case.Pod> pods(Service service) {
    var selector = service.getSpec().getSelector();
    if (selector == null || selector.isEmpty()) {
      return List.of();
    }
    var namespace = service.getMetadata().getNamespace();
    var policies = policies(namespace);
    var pods = new ArrayList<Case.Pod>();
    for (var pod : client.pods().inNamespace(namespace).withLabels(selector).list().getItems()) {
      pods.add(PodReader.read(pod, true, policies.map(all -> PolicyReader.selecting(all, pod))));
    }
    return pods;
  }

  private Known<List<NetworkPolicy>> policies(String namespace) {
    try {
      return Known.of(
          client.network().v1().networkPolicies().inNamespace(namespace).list().getItems());
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Known.of(List.of());
      }
      var status = refused.getStatus();
      return Known.unknown(
          "NetworkPolicies cannot be read: "
              + (status == null ? refused.getMessage() : status.getMessage()));
    }
  }
}

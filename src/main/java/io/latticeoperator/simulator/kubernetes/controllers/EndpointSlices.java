package io.latticeoperator.simulator.kubernetes.controllers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Decides the EndpointSlices of a Service, by the rules of Kubernetes' endpointslice controller: an
 * endpoint for each unfinished pod with an address, terminating ones included; one family of slices
 * per set of port numbers; at most {@value #MOST_ENDPOINTS} endpoints in a slice; endpoints stay in
 * the slice they are in; a Service without endpoints has one empty slice. IPv4 only.
 */
final class EndpointSlices {
  static final String SERVICE_NAME = "kubernetes.io/service-name";
  static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  static final String MANAGER = "endpointslice-controller.k8s.io";
  static final int MOST_ENDPOINTS = 100;
  private static final String HEADLESS = "service.kubernetes.io/headless";

  private EndpointSlices() {}

  /** A write that brings the slices closer to what they should be. */
  sealed interface Write {
    EndpointSlice slice();

    /** Of a slice that has a {@code generateName} only. */
    record Create(EndpointSlice slice) implements Write {}

    /** Of the whole slice. */
    record Update(EndpointSlice slice) implements Write {}

    /** Of a slice that has lost its last endpoint. */
    record Delete(EndpointSlice slice) implements Write {}
  }

  /** Whether this controller makes slices for the Service at all. */
  static boolean concerns(Service service) {
    var selector = service.getSpec().getSelector();
    return selector != null
        && !selector.isEmpty()
        && !"ExternalName".equals(service.getSpec().getType());
  }

  static boolean selects(Service service, Pod pod) {
    return concerns(service)
        && Pods.labels(pod).entrySet().containsAll(service.getSpec().getSelector().entrySet());
  }

  /**
   * The endpoints that should be, in the order of the pods, by the ports they share.
   *
   * @param pods of the Service's namespace, selected or not
   * @param zone of the pods' node
   */
  static Map<List<EndpointPort>, List<Endpoint>> desired(
      Service service, List<Pod> pods, String zone) {
    return pods.stream()
        .filter(pod -> selects(service, pod) && !Pods.finished(pod) && !address(pod).isEmpty())
        .collect(
            groupingBy(
                pod -> ports(service, pod),
                LinkedHashMap::new,
                mapping(pod -> endpoint(service, pod, zone), toList())));
  }

  /**
   * @param existing the Service's slices of this controller
   * @return the writes in the order to make them: nothing is taken out before it is put in
   */
  static List<Write> plan(
      Service service, List<Pod> pods, List<EndpointSlice> existing, String zone) {
    var desired = desired(service, pods, zone);
    var portSets = new LinkedHashSet<>(desired.keySet());
    existing.forEach(slice -> portSets.add(slice.getPorts()));

    var creates = new ArrayList<Write>();
    var updates = new ArrayList<Write>();
    var deletes = new ArrayList<Write>();
    for (var ports : portSets) {
      var same = existing.stream().filter(slice -> slice.getPorts().equals(ports)).toList();
      var packed = pack(desired.getOrDefault(ports, List.of()), same);
      for (int i = 0; i < packed.size(); i++) {
        var endpoints = packed.get(i);
        if (i >= same.size()) {
          creates.add(new Write.Create(slice(service, ports, endpoints)));
        } else if (endpoints.isEmpty()) {
          deletes.add(new Write.Delete(same.get(i)));
        } else {
          var updated = dressed(new EndpointSliceBuilder(same.get(i)), service, endpoints);
          if (!updated.equals(same.get(i))) {
            updates.add(new Write.Update(updated));
          }
        }
      }
    }
    if (creates.isEmpty() && deletes.size() == existing.size()) {
      if (existing.size() == 1 && placeholder(existing.getFirst())) {
        return List.of();
      }
      creates.add(new Write.Create(slice(service, List.of(), List.of())));
    }
    creates.addAll(updates);
    creates.addAll(deletes);
    return List.copyOf(creates);
  }

  /** The endpoints of each existing slice, in order, and then of each additional one. */
  private static List<List<Endpoint>> pack(List<Endpoint> wanted, List<EndpointSlice> slices) {
    Map<String, Endpoint> homeless =
        wanted.stream()
            .collect(toMap(EndpointSlices::pod, it -> it, (one, other) -> one, LinkedHashMap::new));
    var packed = new ArrayList<List<Endpoint>>();
    for (var slice : slices) {
      var kept = new ArrayList<Endpoint>();
      for (var endpoint : slice.getEndpoints()) {
        var now = homeless.remove(pod(endpoint));
        if (now != null) {
          kept.add(now);
        }
      }
      packed.add(kept);
    }
    var rest = new ArrayList<>(homeless.values());
    for (int i = 0; !rest.isEmpty(); i++) {
      if (i == packed.size()) {
        packed.add(new ArrayList<>());
      }
      // a slice that would be deleted empty may be filled instead: one write, and no gap
      var slice = packed.get(i);
      var fitting = rest.subList(0, Math.min(rest.size(), MOST_ENDPOINTS - slice.size()));
      slice.addAll(fitting);
      fitting.clear();
    }
    return packed;
  }

  private static Endpoint endpoint(Service service, Pod pod, String zone) {
    boolean serving = Pods.ready(pod);
    boolean terminating = Pods.terminating(pod);
    boolean always = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
    return new EndpointBuilder()
        .withAddresses(address(pod))
        .withNewConditions()
        .withReady(always || (serving && !terminating))
        .withServing(serving)
        .withTerminating(terminating)
        .endConditions()
        .withNewTargetRef()
        .withKind("Pod")
        .withNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endTargetRef()
        .withNodeName(pod.getSpec().getNodeName())
        .withZone(zone)
        .build();
  }

  /** The Service's ports as this pod has them; a named port that the pod lacks is left out. */
  private static List<EndpointPort> ports(Service service, Pod pod) {
    var ports = new ArrayList<EndpointPort>();
    for (var port : service.getSpec().getPorts()) {
      target(port, pod)
          .ifPresent(
              number ->
                  ports.add(
                      new EndpointPortBuilder()
                          .withName(Objects.requireNonNullElse(port.getName(), ""))
                          .withPort(number)
                          .withProtocol(protocol(port.getProtocol()))
                          .withAppProtocol(port.getAppProtocol())
                          .build()));
    }
    return List.copyOf(ports);
  }

  private static OptionalInt target(ServicePort port, Pod pod) {
    var target = port.getTargetPort();
    if (target == null) {
      return OptionalInt.of(port.getPort());
    }
    if (target.getStrVal() == null) {
      return OptionalInt.of(target.getIntVal() == 0 ? port.getPort() : target.getIntVal());
    }
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(
            it ->
                target.getStrVal().equals(it.getName())
                    && protocol(it.getProtocol()).equals(protocol(port.getProtocol())))
        .mapToInt(it -> it.getContainerPort())
        .findFirst();
  }

  private static EndpointSlice slice(
      Service service, List<EndpointPort> ports, List<Endpoint> endpoints) {
    var blank =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withNamespace(service.getMetadata().getNamespace())
            .withGenerateName(service.getMetadata().getName() + "-")
            .endMetadata()
            .withAddressType("IPv4")
            .withPorts(ports);
    return dressed(blank, service, endpoints);
  }

  private static EndpointSlice dressed(
      EndpointSliceBuilder slice, Service service, List<Endpoint> endpoints) {
    var labels = new LinkedHashMap<>(Pods.labels(service));
    labels.remove(HEADLESS);
    labels.put(SERVICE_NAME, service.getMetadata().getName());
    labels.put(MANAGED_BY, MANAGER);
    if ("None".equals(service.getSpec().getClusterIP())) {
      labels.put(HEADLESS, "");
    }
    return slice
        .editMetadata()
        .withLabels(labels)
        .withOwnerReferences(Pods.controlledBy(service))
        .endMetadata()
        .withEndpoints(endpoints)
        .build();
  }

  private static boolean placeholder(EndpointSlice slice) {
    return slice.getPorts().isEmpty() && slice.getEndpoints().isEmpty();
  }

  private static List<String> address(Pod pod) {
    var ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
    return ip == null || ip.isEmpty() ? List.of() : List.of(ip);
  }

  private static String pod(Endpoint endpoint) {
    return endpoint.getTargetRef() == null
        ? ""
        : Objects.requireNonNullElse(endpoint.getTargetRef().getUid(), "");
  }

  private static String protocol(@Nullable String given) {
    return given == null ? "TCP" : given;
  }
}

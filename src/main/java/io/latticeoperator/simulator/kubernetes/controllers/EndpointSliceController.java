package io.latticeoperator.simulator.kubernetes.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.time.Timeline;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps the EndpointSlices of every Service that has a selector. */
final class EndpointSliceController implements AutoCloseable {
  private final Watched<Service> services;
  private final Watched<Pod> pods;
  private final Watched<EndpointSlice> slices;
  private final String zone;
  private final DirtyKeys dirty;

  /**
   * @param zone of the cluster's node
   */
  EndpointSliceController(ClusterView view, Timeline timeline, String zone) {
    this.services = view.services();
    this.pods = view.pods();
    this.slices = view.slices();
    this.zone = zone;
    this.dirty = new DirtyKeys("endpointslice", timeline, this::reconcile);
    services.markOn(dirty);
    pods.listen(
        (before, after) -> {
          markServices(before);
          markServices(after);
        });
    slices.listen(
        (before, after) -> {
          markService(before);
          markService(after);
        });
  }

  @Override
  public void close() {
    dirty.close();
  }

  private void markServices(@Nullable Pod pod) {
    if (pod != null) {
      for (var service : services.in(pod.getMetadata().getNamespace())) {
        if (EndpointSlices.selects(service, pod)) {
          dirty.mark(ObjectKey.of(service));
        }
      }
    }
  }

  private void markService(@Nullable EndpointSlice slice) {
    if (slice != null && ours(slice)) {
      dirty.mark(
          new ObjectKey(
              slice.getMetadata().getNamespace(),
              Pods.labels(slice).getOrDefault(EndpointSlices.SERVICE_NAME, "")));
    }
  }

  private void reconcile(ObjectKey key) {
    var existing = existing(key);
    services
        .get(key)
        .filter(service -> !Pods.terminating(service))
        .ifPresentOrElse(
            service -> {
              if (EndpointSlices.concerns(service)) {
                EndpointSlices.plan(service, pods.in(key.namespace()), existing, zone)
                    .forEach(this::write);
              }
            },
            () -> existing.forEach(slice -> slices.delete(slice, OptionalLong.empty())));
  }

  private void write(EndpointSlices.Write write) {
    switch (write) {
      case EndpointSlices.Write.Create(var slice) -> slices.create(slice);
      case EndpointSlices.Write.Update(var slice) -> slices.replace(slice);
      case EndpointSlices.Write.Delete(var slice) -> slices.delete(slice, OptionalLong.empty());
    }
  }

  private List<EndpointSlice> existing(ObjectKey service) {
    return slices.in(service.namespace()).stream()
        .filter(
            slice ->
                ours(slice)
                    && !Pods.terminating(slice)
                    && service.name().equals(Pods.labels(slice).get(EndpointSlices.SERVICE_NAME)))
        .toList();
  }

  private static boolean ours(EndpointSlice slice) {
    return EndpointSlices.MANAGER.equals(Pods.labels(slice).get(EndpointSlices.MANAGED_BY));
  }
}

package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.control.Lease;
import io.latticeoperator.control.LeaseStore;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code coordination.k8s.io/v1} Lease, used as Kubernetes' own components use theirs. It has a
 * client of its own: a call that is not answered in time must not wait for, nor hold up, watches.
 */
public final class KubernetesLease implements LeaseStore, AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  /** As last seen, with what others have put on it. */
  private volatile io.fabric8.kubernetes.api.model.coordination.v1.@Nullable Lease seen;

  /**
   * @param config of the API server
   * @param patience with a call
   */
  public KubernetesLease(Config config, String namespace, String name, Duration patience) {
    this.client = ClusterClient.impatient(config, patience).build();
    this.namespace = namespace;
    this.name = name;
  }

  @Override
  public Answer read() {
    try {
      var lease = client.leases().inNamespace(namespace).withName(name).get();
      return lease == null ? new Absent() : held(lease);
    } catch (KubernetesClientException failure) {
      return unanswered(failure);
    }
  }

  @Override
  public Answer write(Lease lease, @Nullable String version) {
    try {
      return version == null ? create(lease) : update(lease, version);
    } catch (KubernetesClientException failure) {
      return switch (failure.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> new Overtaken();
        case HttpURLConnection.HTTP_NOT_FOUND ->
            version == null ? unanswered(failure) : new Absent();
        default -> unanswered(failure);
      };
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Answer create(Lease lease) {
    return held(
        client
            .resource(
                new LeaseBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName(name)
                    .withLabels(Map.of("app.kubernetes.io/name", "lattice-operator"))
                    .endMetadata()
                    .withSpec(spec(lease))
                    .build())
            .create());
  }

  private Answer update(Lease lease, String version) {
    var before = seen;
    var builder =
        before != null && version.equals(before.getMetadata().getResourceVersion())
            ? new LeaseBuilder(before)
            : new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withResourceVersion(version)
                .endMetadata();
    return held(client.resource(builder.withSpec(spec(lease)).build()).update());
  }

  private Held held(io.fabric8.kubernetes.api.model.coordination.v1.Lease lease) {
    seen = lease;
    return new Held(lease(lease.getSpec()), lease.getMetadata().getResourceVersion());
  }

  private static Lease lease(@Nullable LeaseSpec spec) {
    if (spec == null) {
      return new Lease("", Duration.ZERO, Instant.EPOCH, Instant.EPOCH, 0);
    }
    return new Lease(
        Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
        Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0)),
        instant(spec.getAcquireTime()),
        instant(spec.getRenewTime()),
        Objects.requireNonNullElse(spec.getLeaseTransitions(), 0));
  }

  private static LeaseSpec spec(Lease lease) {
    var spec = new LeaseSpec();
    spec.setHolderIdentity(lease.holder());
    // whole seconds; more than is meant is safe
    spec.setLeaseDurationSeconds((int) lease.duration().plusMillis(999).toSeconds());
    spec.setAcquireTime(lease.acquired().atZone(ZoneOffset.UTC));
    spec.setRenewTime(lease.renewed().atZone(ZoneOffset.UTC));
    spec.setLeaseTransitions(lease.transitions());
    return spec;
  }

  private static Instant instant(@Nullable ZonedDateTime time) {
    return time == null ? Instant.EPOCH : time.toInstant();
  }

  private static Unanswered unanswered(KubernetesClientException failure) {
    var status = failure.getStatus();
    var message = status == null ? failure.getMessage() : status.getMessage();
    return new Unanswered(message == null ? failure.toString() : message);
  }
}

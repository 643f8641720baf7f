package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.NetworkFacts;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies cached objects into facts, unjudged: what a slice does not say stays unsaid.
 *
 * <p>An object that does not carry our finalizer is left out, for nothing may be made on behalf of
 * an object that could vanish unseen; the reconciler adds it within moments. One that has lost it
 * while being deleted is already released.
 */
final class FactReader implements FactSource {
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String CONTROLLER = "endpointslice-controller.k8s.io";

  private final Index index;

  FactReader(Index index) {
    this.index = index;
  }

  @Override
  public boolean synced() {
    return index.synced();
  }

  @Override
  public Optional<Facts> facts(Owner owner) {
    return switch (owner.kind()) {
      case LatticeExport.KIND ->
          index
              .export(owner.namespace(), owner.name())
              .filter(FactReader::protectedFromVanishing)
              .map(this::facts);
      case LatticeNetwork.KIND ->
          index.network(owner.name()).filter(FactReader::protectedFromVanishing).map(this::facts);
      default -> Optional.empty();
    };
  }

  /** Networks first: exports are looked at in the light of them. */
  @Override
  public Collection<Facts> all() {
    return Stream.<Facts>concat(
            index.networks().stream().filter(FactReader::protectedFromVanishing).map(this::facts),
            index.exports().stream().filter(FactReader::protectedFromVanishing).map(this::facts))
        .toList();
  }

  private static boolean protectedFromVanishing(HasMetadata object) {
    return object.hasFinalizer(LatticeExport.FINALIZER);
  }

  private NetworkFacts facts(LatticeNetwork network) {
    var metadata = network.getMetadata();
    var spec = NetworkSpecReader.read(network.getSpec());
    return new NetworkFacts(
        Reports.owner(network),
        metadata.getUid(),
        Objects.requireNonNullElse(metadata.getGeneration(), 0L),
        Instant.parse(metadata.getCreationTimestamp()),
        network.isMarkedForDeletion(),
        spec,
        roles(spec.auth()));
  }

  private ExportFacts facts(LatticeExport export) {
    var metadata = export.getMetadata();
    var spec = ExportSpecReader.read(export.getSpec());
    return new ExportFacts(
        Reports.owner(export),
        metadata.getUid(),
        Objects.requireNonNullElse(metadata.getGeneration(), 0L),
        Instant.parse(metadata.getCreationTimestamp()),
        export.isMarkedForDeletion(),
        spec,
        index
            .service(metadata.getNamespace(), spec.serviceName())
            .map(FactReader::service)
            .orElse(null),
        index.slices(metadata.getNamespace(), spec.serviceName()).stream()
            .sorted(Comparator.comparing(slice -> slice.getMetadata().getName()))
            .map(FactReader::slice)
            .toList(),
        index.namespaceLabels(metadata.getNamespace()),
        roles(spec.auth()));
  }

  private Map<Principal.ServiceAccount, String> roles(AuthSpec auth) {
    var roles = new HashMap<Principal.ServiceAccount, String>();
    for (var account : ProvisionReader.serviceAccounts(auth)) {
      index.role(account.namespace(), account.name()).ifPresent(arn -> roles.put(account, arn));
    }
    return roles;
  }

  private static ExportFacts.ServiceFacts service(Service service) {
    var spec = service.getSpec();
    return new ExportFacts.ServiceFacts(
        service.getMetadata().getUid(),
        Objects.requireNonNullElse(spec.getType(), "ClusterIP"),
        Boolean.TRUE.equals(spec.getPublishNotReadyAddresses()),
        orEmpty(spec.getIpFamilies()).stream()
            .map(FactReader::family)
            .filter(Objects::nonNull)
            .toList(),
        orEmpty(spec.getPorts()).stream()
            .map(
                port ->
                    new ExportFacts.ServicePort(
                        Objects.requireNonNullElse(port.getName(), ""),
                        port.getPort(),
                        Objects.requireNonNullElse(port.getProtocol(), "TCP"),
                        port.getAppProtocol()))
            .toList());
  }

  private static ExportFacts.SliceFacts slice(EndpointSlice slice) {
    var labels = slice.getMetadata().getLabels();
    return new ExportFacts.SliceFacts(
        slice.getMetadata().getName(),
        family(slice.getAddressType()),
        labels != null && CONTROLLER.equals(labels.get(MANAGED_BY)),
        orEmpty(slice.getPorts()).stream()
            .map(
                port ->
                    new ExportFacts.SlicePort(
                        Objects.requireNonNullElse(port.getName(), ""),
                        port.getPort(),
                        Objects.requireNonNullElse(port.getProtocol(), "TCP")))
            .toList(),
        orEmpty(slice.getEndpoints()).stream().map(FactReader::endpoint).toList());
  }

  private static ExportFacts.Endpoint endpoint(
      io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    var pod = endpoint.getTargetRef();
    return new ExportFacts.Endpoint(
        orEmpty(endpoint.getAddresses()),
        conditions == null ? null : conditions.getReady(),
        conditions == null ? null : conditions.getServing(),
        conditions == null ? null : conditions.getTerminating(),
        pod != null && "Pod".equals(pod.getKind()) ? pod.getUid() : null);
  }

  private static @Nullable IpAddressType family(@Nullable String family) {
    return switch (family) {
      case "IPv4" -> IpAddressType.IPV4;
      case "IPv6" -> IpAddressType.IPV6;
      case null, default -> null;
    };
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}

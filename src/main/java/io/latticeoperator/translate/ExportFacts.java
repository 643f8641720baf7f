package io.latticeoperator.translate;

import io.latticeoperator.model.Owner;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.policy.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes says of one export, copied at one moment.
 *
 * @param uid of the LatticeExport
 * @param createdAt of the LatticeExport; decides between claims on one name
 * @param deleting it has a deletionTimestamp
 * @param service null when there is no such Service
 * @param slices all EndpointSlices of the Service
 * @param namespaceLabels of the export's namespace; empty when namespaces cannot be read
 * @param roles ARNs of the roles of those service accounts that its policy names and that have one
 */
public record ExportFacts(
    Owner owner,
    String uid,
    long generation,
    Instant createdAt,
    boolean deleting,
    ExportSpec spec,
    @Nullable ServiceFacts service,
    List<SliceFacts> slices,
    Map<String, String> namespaceLabels,
    Map<Principal.ServiceAccount, String> roles)
    implements Facts {

  public ExportFacts {
    slices = List.copyOf(slices);
    namespaceLabels = Map.copyOf(namespaceLabels);
    roles = Map.copyOf(roles);
  }

  /**
   * The exported Service.
   *
   * @param type ClusterIP, NodePort, LoadBalancer or ExternalName
   * @param families of spec.ipFamilies, first one first; empty counts as IPv4
   */
  public record ServiceFacts(
      String uid,
      String type,
      boolean publishNotReadyAddresses,
      List<IpAddressType> families,
      List<ServicePort> ports) {
    public ServiceFacts {
      families = List.copyOf(families);
      ports = List.copyOf(ports);
    }
  }

  /** A port of the Service; the name is empty for a single unnamed one. */
  public record ServicePort(String name, int port, String protocol, @Nullable String appProtocol) {}

  /**
   * An EndpointSlice.
   *
   * @param addressType null when it is FQDN or unknown
   * @param managed made by the endpointslice controller
   */
  public record SliceFacts(
      String name,
      @Nullable IpAddressType addressType,
      boolean managed,
      List<SlicePort> ports,
      List<Endpoint> endpoints) {
    public SliceFacts {
      ports = List.copyOf(ports);
      endpoints = List.copyOf(endpoints);
    }
  }

  /** A port of a slice: named as the Service's port; a null port means all ports. */
  public record SlicePort(String name, @Nullable Integer port, String protocol) {}

  /**
   * An endpoint, with conditions as written: null where the slice does not say.
   *
   * @param podUid uid of the Pod referred to; null when it refers to none
   */
  public record Endpoint(
      List<String> addresses,
      @Nullable Boolean ready,
      @Nullable Boolean serving,
      @Nullable Boolean terminating,
      @Nullable String podUid) {
    public Endpoint {
      addresses = List.copyOf(addresses);
    }

    /** Unknown counts as ready (EndpointSlice API). */
    public boolean isReady() {
      return ready == null || ready;
    }

    /** Unknown counts as ready does. */
    public boolean isServing() {
      return serving == null ? isReady() : serving;
    }

    public boolean isTerminating() {
      return terminating != null && terminating;
    }
  }
}

package io.latticeoperator.dashboard;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown and watched: a network with its exports, or one export.
 *
 * @param owner a LatticeNetwork, or a LatticeExport
 * @param region where its metrics and logs are
 * @param title what people call it
 * @param services that exist in AWS, in a stable order; one at most for an export
 * @param logGroup of CloudWatch Logs that access logs go to; null for none
 * @param published whether the operator's own metrics go to CloudWatch
 */
public record Subject(
    ClusterIdentity cluster,
    Owner owner,
    String region,
    String title,
    List<Offered> services,
    @Nullable String logGroup,
    boolean published) {
  public Subject {
    services = List.copyOf(services);
  }

  /**
   * An export's service in AWS.
   *
   * @param serviceId such as {@code svc-0123456789abcdef0}
   * @param serviceArn null while it is not known
   * @param groupIds ids of its target groups
   */
  public record Offered(
      Owner export, String serviceId, @Nullable String serviceArn, List<String> groupIds) {
    public Offered {
      groupIds = List.copyOf(groupIds);
    }

    /** For legends: {@code shop/checkout}. */
    String label() {
      return export.namespace() + "/" + export.name();
    }
  }

  boolean ofNetwork() {
    return owner.namespace().isEmpty();
  }

  /** Dimensions of the operator's own metrics about it. */
  Map<String, String> dimensions() {
    return ofNetwork()
        ? OperatorMetrics.network(cluster.name(), owner.name())
        : OperatorMetrics.export(cluster.name(), owner.namespace(), owner.name());
  }

  /** What the names of its alarms begin with, and its dashboard is called when nobody says how. */
  public String derivedName() {
    return Names.derived(cluster, owner);
  }
}

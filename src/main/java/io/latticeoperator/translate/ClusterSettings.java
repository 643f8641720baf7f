package io.latticeoperator.translate;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator was told about its cluster; the same for all exports.
 *
 * @param vpcId VPC of the pods
 * @param routable ranges whose addresses Lattice can reach; at least one
 * @param allowedNetworks names, ids or ARNs that exports may ask for besides the default
 * @param defaultNetwork used by exports that name none; null when they must
 * @param publishes whether the operator's own metrics go to CloudWatch: dashboards show them, and
 *     alarms watch them, only then
 */
public record ClusterSettings(
    ClusterIdentity identity,
    Place place,
    String vpcId,
    List<Cidr> routable,
    List<String> allowedNetworks,
    @Nullable String defaultNetwork,
    boolean publishes) {
  public ClusterSettings {
    routable = List.copyOf(routable);
    allowedNetworks = List.copyOf(allowedNetworks);
  }
}

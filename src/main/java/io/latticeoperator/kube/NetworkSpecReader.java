package io.latticeoperator.kube;

import static io.latticeoperator.kube.ProvisionReader.deletionPolicy;
import static io.latticeoperator.kube.ProvisionReader.orEmpty;

import io.latticeoperator.kube.api.LatticeNetworkSpec;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.NetworkSpec;
import io.latticeoperator.translate.NetworkSpec.NamespaceRule;
import io.latticeoperator.translate.NetworkSpec.PodSecurityGroupsSpec;
import io.latticeoperator.translate.NetworkSpec.ServiceNetworkSpec;
import io.latticeoperator.translate.NetworkSpec.SharingSpec;
import io.latticeoperator.translate.NetworkSpec.VpcAssociationSpec;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a LatticeNetwork's spec, as served, into the value that the translator reads. */
final class NetworkSpecReader {
  private NetworkSpecReader() {}

  static NetworkSpec read(LatticeNetworkSpec spec) {
    return new NetworkSpec(
        network(spec.serviceNetwork()),
        Boolean.TRUE.equals(spec.standard()),
        namespaces(spec.allowedNamespaces()),
        association(spec.vpcAssociation()),
        groups(spec.podSecurityGroups()),
        ProvisionReader.auth(spec.auth()),
        spec.resourcePolicy(),
        ProvisionReader.accessLogs(spec.accessLogs()),
        sharing(spec.sharing()),
        ProvisionReader.observability(spec.dashboard(), spec.alarms()),
        deletionPolicy(spec.deletionPolicy(), DeletionPolicy.DELETE),
        Boolean.TRUE.equals(spec.suspend()));
  }

  private static ServiceNetworkSpec network(LatticeNetworkSpec.@Nullable ServiceNetwork network) {
    return network == null
        ? new ServiceNetworkSpec(null, null, Map.of(), DeletionPolicy.RETAIN)
        : new ServiceNetworkSpec(
            network.name(),
            network.reference(),
            orEmpty(network.tags()),
            deletionPolicy(network.deletionPolicy(), DeletionPolicy.RETAIN));
  }

  private static NamespaceRule namespaces(LatticeNetworkSpec.@Nullable AllowedNamespaces allowed) {
    var selector = allowed == null ? null : allowed.selector();
    return selector == null
        ? NamespaceRule.ALL
        : new NamespaceRule(
            orEmpty(selector.matchLabels()),
            orEmpty(selector.matchExpressions()).stream()
                .map(NetworkSpecReader::expression)
                .toList());
  }

  private static NamespaceRule.Expression expression(LatticeNetworkSpec.Requirement requirement) {
    return new NamespaceRule.Expression(
        requirement.key(),
        switch (requirement.operator()) {
          case IN -> NamespaceRule.Operator.IN;
          case NOT_IN -> NamespaceRule.Operator.NOT_IN;
          case EXISTS -> NamespaceRule.Operator.EXISTS;
          case DOES_NOT_EXIST -> NamespaceRule.Operator.DOES_NOT_EXIST;
        },
        orEmpty(requirement.values()));
  }

  private static @Nullable VpcAssociationSpec association(
      LatticeNetworkSpec.@Nullable VpcAssociation association) {
    return association == null
        ? null
        : new VpcAssociationSpec(
            association.vpcId(),
            orEmpty(association.securityGroupIds()),
            association.privateDnsEnabled(),
            deletionPolicy(association.deletionPolicy(), DeletionPolicy.RETAIN));
  }

  private static @Nullable PodSecurityGroupsSpec groups(
      LatticeNetworkSpec.@Nullable PodSecurityGroups groups) {
    return groups == null
        ? null
        : new PodSecurityGroupsSpec(
            orEmpty(groups.ids()),
            new TreeMap<>(orEmpty(groups.tags())),
            Objects.requireNonNullElse(groups.maxRules(), PodSecurityGroupsSpec.DEFAULT_MAX_RULES));
  }

  private static SharingSpec sharing(LatticeNetworkSpec.@Nullable Sharing sharing) {
    return sharing == null
        ? SharingSpec.NONE
        : new SharingSpec(
            orEmpty(sharing.principals()),
            Boolean.TRUE.equals(sharing.allowExternalPrincipals()),
            orEmpty(sharing.acceptFrom()));
  }
}

package io.latticeoperator.translate;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A LatticeNetwork's spec as a value.
 *
 * @param network the service network
 * @param standard exports that name no network are in this one
 * @param namespaces which namespaces may export into it
 * @param association of the cluster's VPC; null for none
 * @param podSecurityGroups where Lattice is to be let in; null when nobody asked for that
 * @param resourcePolicy which accounts may use the network, as IAM JSON; null for none, and when
 *     there are principals to share it with
 * @param deletionPolicy what becomes of everything when the LatticeNetwork is deleted; the service
 *     network and the association have their own word
 */
public record NetworkSpec(
    ServiceNetworkSpec network,
    boolean standard,
    NamespaceRule namespaces,
    @Nullable VpcAssociationSpec association,
    @Nullable PodSecurityGroupsSpec podSecurityGroups,
    AuthSpec auth,
    @Nullable String resourcePolicy,
    AccessLogsSpec accessLogs,
    SharingSpec sharing,
    ObservabilitySpec observability,
    ExportSpec.DeletionPolicy deletionPolicy,
    boolean suspend) {

  /**
   * The service network: made under a name, or somebody else's.
   *
   * @param name of the one to make, 3 to 63 characters; null when there is a reference
   * @param reference name, id or ARN of one that exists; null when there is a name
   * @param tags the user's own, beside ours
   */
  public record ServiceNetworkSpec(
      @Nullable String name,
      @Nullable String reference,
      Map<String, String> tags,
      ExportSpec.DeletionPolicy deletionPolicy) {
    public ServiceNetworkSpec {
      tags = Map.copyOf(tags);
    }
  }

  /**
   * Namespaces that may export into the network.
   *
   * @param matchLabels all must be there; empty for every namespace
   * @param expressions all must hold
   */
  public record NamespaceRule(Map<String, String> matchLabels, List<Expression> expressions) {
    public static final NamespaceRule ALL = new NamespaceRule(Map.of(), List.of());

    public NamespaceRule {
      matchLabels = Map.copyOf(matchLabels);
      expressions = List.copyOf(expressions);
    }

    /** As a label selector's matchExpressions. */
    public record Expression(String key, Operator operator, List<String> values) {
      public Expression {
        values = List.copyOf(values);
      }
    }

    /** Operators of a label selector. */
    public enum Operator {
      IN,
      NOT_IN,
      EXISTS,
      DOES_NOT_EXIST
    }

    /** Whether a namespace with these labels may export. */
    public boolean admits(Map<String, String> labels) {
      return matchLabels.entrySet().stream()
              .allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
          && expressions.stream().allMatch(e -> holds(e, labels));
    }

    private static boolean holds(Expression expression, Map<String, String> labels) {
      var value = labels.get(expression.key());
      return switch (expression.operator()) {
        case IN -> value != null && expression.values().contains(value);
        case NOT_IN -> value == null || !expression.values().contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  /**
   * The association of a VPC with the network.
   *
   * @param vpcId null for the operator's own
   * @param securityGroups 0 to 5 ids
   * @param privateDns null for what AWS does when it is not told
   */
  public record VpcAssociationSpec(
      @Nullable String vpcId,
      List<String> securityGroups,
      @Nullable Boolean privateDns,
      ExportSpec.DeletionPolicy deletionPolicy) {
    public VpcAssociationSpec {
      securityGroups = List.copyOf(securityGroups);
    }
  }

  /**
   * Security groups of nodes or pods that must let Lattice in.
   *
   * @param ids of groups
   * @param tags groups of the VPC that carry all of these are meant too; empty for none
   * @param maxRules rules that we may use per group and address family, 1 to 6: each counts as 10
   *     of a group's 60
   */
  public record PodSecurityGroupsSpec(
      List<String> ids, SortedMap<String, String> tags, int maxRules) {
    public static final int DEFAULT_MAX_RULES = 2;

    public PodSecurityGroupsSpec {
      ids = List.copyOf(ids);
    }
  }

  /**
   * Sharing by RAM.
   *
   * @param principals accounts, organizations or organizational units that may use the network
   * @param externalPrincipals whether some of them may be outside of the organization
   * @param acceptFrom accounts whose invitations to share a service network are accepted
   */
  public record SharingSpec(
      List<String> principals, boolean externalPrincipals, List<String> acceptFrom) {
    public static final SharingSpec NONE = new SharingSpec(List.of(), false, List.of());

    public SharingSpec {
      principals = List.copyOf(principals);
      acceptFrom = List.copyOf(acceptFrom);
    }
  }
}

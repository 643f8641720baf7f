package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service network is to be, and what goes with it. Null means: not said. Ranges are those of
 * the services' API references; the API server refuses what is outside of them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.serviceNetwork) && has(self.serviceNetwork.name)) =="
            + " (has(oldSelf.serviceNetwork) && has(oldSelf.serviceNetwork.name)) &&"
            + " (!has(self.serviceNetwork) || !has(self.serviceNetwork.name) ||"
            + " self.serviceNetwork.name == oldSelf.serviceNetwork.name)",
    message =
        "spec.serviceNetwork.name may not be changed, added or removed: it would be another service"
            + " network. Create another LatticeNetwork for that one",
    fieldPath = ".serviceNetwork.name")
@ValidationRule(
    value =
        "(has(self.serviceNetwork) && has(self.serviceNetwork.reference)) =="
            + " (has(oldSelf.serviceNetwork) && has(oldSelf.serviceNetwork.reference)) &&"
            + " (!has(self.serviceNetwork) || !has(self.serviceNetwork.reference) ||"
            + " self.serviceNetwork.reference == oldSelf.serviceNetwork.reference)",
    message =
        "spec.serviceNetwork.reference may not be changed, added or removed: it would be another"
            + " service network. Create another LatticeNetwork for that one",
    fieldPath = ".serviceNetwork.reference")
@ValidationRule(
    value =
        "!(has(self.resourcePolicy) && has(self.sharing) && has(self.sharing.principals) &&"
            + " size(self.sharing.principals) > 0)",
    message =
        "spec.resourcePolicy cannot go with spec.sharing.principals: a share writes the resource"
            + " policy itself. Remove one of them",
    fieldPath = ".resourcePolicy")
public record LatticeNetworkSpec(
    @JsonPropertyDescription("Which service network. Default: one with the name of this object.")
        @Nullable ServiceNetwork serviceNetwork,
    @JsonProperty("default")
        @JsonPropertyDescription(
            "Exports that name no network are in this one. If several say so, the oldest is it."
                + " Default: false.")
        @Nullable Boolean standard,
    @JsonPropertyDescription("Namespaces that may export into it. Default: all.")
        @Nullable AllowedNamespaces allowedNamespaces,
    @JsonPropertyDescription("Lets a VPC use the network. Default: no VPC is associated.")
        @Nullable VpcAssociation vpcAssociation,
    @JsonPropertyDescription(
            "Security groups of nodes or pods that must let Lattice in, on the ports that exports"
                + " use. Default: none is touched.")
        @Nullable PodSecurityGroups podSecurityGroups,
    @JsonPropertyDescription("Who may call services of the network.") @Nullable Auth auth,
    @JsonPropertyDescription(
            "Which accounts may use the network, as IAM JSON. Not together with"
                + " sharing.principals.")
        @Size(min = 2, max = 10000)
        @Nullable String resourcePolicy,
    @JsonPropertyDescription("Where requests to services of the network are logged.")
        @Nullable AccessLogs accessLogs,
    @JsonPropertyDescription("Sharing with other accounts by AWS RAM.") @Nullable Sharing sharing,
    @JsonPropertyDescription("Publishes a CloudWatch dashboard of the network.")
        @Nullable Dashboard dashboard,
    @JsonPropertyDescription("Publishes CloudWatch alarms of the network.") @Nullable Alarms alarms,
    @Default("Delete")
        @JsonPropertyDescription(
            "What becomes of AWS resources when this object is deleted. The service network and"
                + " the VPC association have a word of their own, Retain; Retain here keeps"
                + " everything.")
        @Nullable DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("While true, nothing is written to AWS for this network.")
        @Nullable Boolean suspend) {
  /** An AWS account. */
  public static final String ACCOUNT = "^[0-9]{12}$";

  /** The id of a VPC. */
  public static final String VPC = "^vpc-([0-9a-f]{8}|[0-9a-f]{17})$";

  static final String SECURITY_GROUP = "^sg-([0-9a-f]{8}|[0-9a-f]{17})$";

  /** The name, id or ARN of a service network. */
  private static final String NETWORK =
      "^([a-z0-9]+(-[a-z0-9]+)*|arn:aws[a-z-]*:vpc-lattice:[a-z0-9-]+:[0-9]{12}:servicenetwork/sn-[0-9a-z]{17})$";

  static final String ORGANIZATION =
      "arn:aws[a-z-]*:organizations::[0-9]{12}:"
          + "(organization/o-[a-z0-9]{10,32}|ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})";

  /** Keys that neither AWS nor we keep for ourselves. */
  private static final String FREE_KEYS =
      "self.all(key, size(key) <= 128 && !key.startsWith('aws:') &&"
          + " !key.startsWith('latticeoperator.io/'))";

  /** The service network: made under a name, or somebody else's. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!(has(self.name) && has(self.reference))",
      message =
          "serviceNetwork has either a name, to make one, or a reference to one that exists: remove"
              + " one of them")
  @ValidationRule(
      value = "!(has(self.reference) && has(self.tags))",
      message =
          "serviceNetwork.tags cannot go with serviceNetwork.reference: a network of somebody else"
              + " is not tagged. Remove tags")
  @ValidationRule(
      value =
          "!(has(self.reference) && has(self.deletionPolicy) && self.deletionPolicy == 'Delete')",
      message =
          "serviceNetwork.deletionPolicy cannot be Delete with serviceNetwork.reference: a network"
              + " of somebody else is never deleted. Remove deletionPolicy")
  public record ServiceNetwork(
      @JsonPropertyDescription(
              "Name of the one to make, unique in account and Region. Default: the name of this"
                  + " object. Cannot be changed.")
          @Size(min = 3, max = 63)
          @Pattern(LatticeExportSpec.LATTICE_NAME)
          @ValidationRule(
              value = "!self.startsWith('sn-')",
              message = "name may not begin with sn-: it would be taken for an id")
          @Nullable String name,
      @JsonPropertyDescription(
              "Name, id or ARN of one that exists; of another account, the ARN. Cannot be changed.")
          @Size(min = 3, max = 256)
          @ValidationRule(
              value = "self.matches('" + NETWORK + "')",
              message = "reference must be the name, the id or the ARN of a service network")
          @Nullable String reference,
      @JsonPropertyDescription("Your own tags, beside those of the operator.")
          @Size(max = 40)
          @ValidationRule(
              value = FREE_KEYS,
              message =
                  "keys of tags have at most 128 characters and do not begin with aws: or"
                      + " latticeoperator.io/")
          @Nullable Map<String, @Size(max = 256) String> tags,
      @Default("Retain")
          @JsonPropertyDescription("What becomes of the service network on deletion.")
          @Nullable DeletionPolicy deletionPolicy) {
    public ServiceNetwork {
      tags = tags == null ? null : Map.copyOf(tags);
    }
  }

  /** Namespaces that may export. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AllowedNamespaces(
      @JsonPropertyDescription("By label of the namespace. Default: all namespaces.")
          @Nullable Selector selector) {}

  /** A label selector. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Selector(
      @JsonPropertyDescription("All of them must be there.") @Size(max = 50)
          @Nullable Map<String, @Size(max = 63) String> matchLabels,
      @JsonPropertyDescription("All of them must hold.") @Size(max = 50)
          @Nullable List<Requirement> matchExpressions) {
    public Selector {
      matchLabels = matchLabels == null ? null : Map.copyOf(matchLabels);
      matchExpressions = matchExpressions == null ? null : List.copyOf(matchExpressions);
    }
  }

  /** One expression of a label selector. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value =
          "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0 :"
              + " !has(self.values) || size(self.values) == 0",
      message =
          "values must be given for the operators In and NotIn, and left out for Exists and"
              + " DoesNotExist")
  public record Requirement(
      @Required @Size(min = 1, max = 317) String key,
      @Required Operator operator,
      @Size(max = 50) @Nullable List<@Size(max = 63) String> values) {
    public Requirement {
      values = values == null ? null : List.copyOf(values);
    }
  }

  /** Operators of a label selector. */
  public enum Operator {
    @JsonProperty("In")
    IN,
    @JsonProperty("NotIn")
    NOT_IN,
    @JsonProperty("Exists")
    EXISTS,
    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST
  }

  /** The association of a VPC with the network: a VPC has one at most. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value =
          "has(self.vpcId) == has(oldSelf.vpcId) && (!has(self.vpcId) || self.vpcId =="
              + " oldSelf.vpcId)",
      message =
          "vpcAssociation.vpcId may not be changed, added or removed: it would be another"
              + " association. Remove vpcAssociation first, then add it with the other vpcId",
      fieldPath = ".vpcId")
  public record VpcAssociation(
      @JsonPropertyDescription("Default: the cluster's VPC, as the operator is told by --vpc-id.")
          @Size(max = 21)
          @ValidationRule(
              value = "self.matches('" + VPC + "')",
              message = "vpcId must be such as vpc-0123456789abcdef0")
          @Nullable String vpcId,
      @JsonPropertyDescription(
              "Who in the VPC may send: clients must be let in on the ports of listeners. Default:"
                  + " what the association has; a new one lets in the whole VPC.")
          @Size(max = 5)
          @ValidationRule(
              value = "self.all(each, each.matches('" + SECURITY_GROUP + "'))",
              message = "securityGroupIds must each be such as sg-0123456789abcdef0")
          @Nullable List<@Size(max = 20) String> securityGroupIds,
      @JsonPropertyDescription(
              "Whether private DNS names of the network's resources resolve in the VPC. Default:"
                  + " as AWS has it.")
          @Nullable Boolean privateDnsEnabled,
      @Default("Retain") @JsonPropertyDescription("What becomes of the association on deletion.")
          @Nullable DeletionPolicy deletionPolicy) {
    public VpcAssociation {
      securityGroupIds = securityGroupIds == null ? null : List.copyOf(securityGroupIds);
    }
  }

  /** Security groups of nodes or pods. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "(has(self.ids) && size(self.ids) > 0) || (has(self.tags) && size(self.tags) > 0)",
      message =
          "podSecurityGroups needs ids or tags to know which security groups; leave it out if none"
              + " is to be touched")
  public record PodSecurityGroups(
      @JsonPropertyDescription("By id.")
          @Size(max = 10)
          @ValidationRule(
              value = "self.all(each, each.matches('" + SECURITY_GROUP + "'))",
              message = "ids must each be such as sg-0123456789abcdef0")
          @Nullable List<@Size(max = 20) String> ids,
      @JsonPropertyDescription("Those of the VPC that carry all of these tags, too.")
          @Size(max = 10)
          @Nullable Map<String, @Size(max = 256) String> tags,
      @Default("2")
          @Min(1)
          @Max(6)
          @JsonPropertyDescription(
              "Rules that may be used in each group and address family. Each counts as 10 of the 60"
                  + " that a group has; with fewer rules than ports, ranges are opened.")
          @Nullable Integer maxRules) {
    public PodSecurityGroups {
      ids = ids == null ? null : List.copyOf(ids);
      tags = tags == null ? null : Map.copyOf(tags);
    }
  }

  /** Sharing by AWS RAM. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value =
          "!(has(self.allowExternalPrincipals) && self.allowExternalPrincipals) ||"
              + " (has(self.principals) && size(self.principals) > 0)",
      message =
          "sharing.allowExternalPrincipals says nothing without sharing.principals: add them, or"
              + " remove it")
  public record Sharing(
      @JsonPropertyDescription(
              "Who may use the network: accounts, or ARNs of organizations and organizational"
                  + " units.")
          @Size(max = 50)
          @ValidationRule(
              value = "self.all(each, each.matches('^([0-9]{12}|" + ORGANIZATION + ")$'))",
              message =
                  "principals must each be an account of 12 digits, or the ARN of an organization"
                      + " or an organizational unit")
          @Nullable List<@Size(max = 256) String> principals,
      @JsonPropertyDescription(
              "Whether principals may be outside of the organization. Default: false.")
          @Nullable Boolean allowExternalPrincipals,
      @JsonPropertyDescription("Accounts whose invitations to use what they share are accepted.")
          @Size(max = 20)
          @Nullable List<@Pattern(ACCOUNT) String> acceptFrom) {
    public Sharing {
      principals = principals == null ? null : List.copyOf(principals);
      acceptFrom = acceptFrom == null ? null : List.copyOf(acceptFrom);
    }
  }
}

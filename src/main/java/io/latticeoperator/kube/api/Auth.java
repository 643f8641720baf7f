package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may call. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.policy) || has(self.type)",
    message =
        "auth.type must be given with auth.policy: AWS_IAM enforces the policy, NONE ignores it")
public record Auth(
    @JsonPropertyDescription(
            "AWS_IAM lets in only whom a policy allows; with NONE policies are ignored. Default:"
                + " what AWS has, which is NONE for something new.")
        @Nullable Type type,
    @JsonPropertyDescription(
            "Statements, or a document. Without it there is no policy; under AWS_IAM the one that is"
                + " there stays.")
        @Nullable Policy policy) {

  private static final String NAMESPACE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
  private static final String OBJECT_NAME = "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$";
  private static final String CALLED_BY =
      "[has(self.roleArn), has(self.accountId), has(self.organizationId), has(self.anonymous),"
          + " has(self.anybody), has(self.serviceAccount)].filter(given, given).size() == 1";

  /** Authentication of a service network or a service. */
  public enum Type {
    NONE,
    AWS_IAM
  }

  /** What is compiled to an IAM document. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!(has(self.statements) && has(self.document))",
      message = "auth.policy has either statements or a document: remove one of them")
  @ValidationRule(
      value =
          "has(self.statements) || has(self.document) || (has(self.acknowledgeLockout) &&"
              + " self.acknowledgeLockout)",
      message =
          "auth.policy needs statements or a document; if nobody is to get in, set"
              + " acknowledgeLockout: true")
  public record Policy(
      @JsonPropertyDescription("Who may do what. A deny wins over every allow.")
          @Size(min = 1, max = 50)
          @Nullable List<Statement> statements,
      @JsonPropertyDescription("IAM JSON, taken as it is. At most 10 KB without white space.")
          @Size(min = 2, max = 36864)
          @Nullable String document,
      @JsonPropertyDescription(
              "True: nobody may get in by this policy, and that is meant. Default: false; such a"
                  + " policy is held.")
          @Nullable Boolean acknowledgeLockout) {
    public Policy {
      statements = statements == null ? null : List.copyOf(statements);
    }
  }

  /** One rule. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Statement(
      @Required Effect effect,
      @Required @JsonPropertyDescription("Callers; one of them is enough.") @Size(min = 1, max = 50)
          List<Caller> principals,
      @JsonPropertyDescription("HTTP methods. Default: all.") @Size(min = 1, max = 10)
          @Nullable List<@Size(min = 1, max = 16) @Pattern("^[A-Z]+$") String> methods,
      @JsonPropertyDescription("Paths; * and ? are wildcards. Default: all.")
          @Size(min = 1, max = 50)
          @Nullable List<@Size(min = 1, max = 200) @Pattern(LatticeExportSpec.PATH) String> paths,
      @JsonPropertyDescription("Headers that the call must have, all of them.")
          @Size(min = 1, max = 5)
          @Nullable List<Header> headers,
      @JsonPropertyDescription("VPCs that the call may come from. Default: all.")
          @Size(min = 1, max = 20)
          @ValidationRule(
              value = "self.all(each, each.matches('" + LatticeNetworkSpec.VPC + "'))",
              message = "sourceVpcs must each be such as vpc-0123456789abcdef0")
          @Nullable List<@Size(max = 21) String> sourceVpcs,
      @JsonPropertyDescription(
              "LatticeExports whose services are called. Default: every service of the network.")
          @Size(min = 1, max = 50)
          @Nullable List<ExportRef> exports) {
    public Statement {
      principals = List.copyOf(principals);
      methods = copy(methods);
      paths = copy(paths);
      headers = copy(headers);
      sourceVpcs = copy(sourceVpcs);
      exports = copy(exports);
    }

    private static <T> @Nullable List<T> copy(@Nullable List<T> list) {
      return list == null ? null : List.copyOf(list);
    }
  }

  /** What a statement does. */
  public enum Effect {
    @JsonProperty("Allow")
    ALLOW,
    @JsonProperty("Deny")
    DENY
  }

  /** A caller: exactly one member is given. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = CALLED_BY,
      message =
          "each of principals has exactly one of roleArn, accountId, organizationId,"
              + " serviceAccount, anonymous, anybody: write one entry for each caller")
  public record Caller(
      @JsonPropertyDescription("ARN of an IAM role or user.")
          @Size(max = 600)
          @ValidationRule(
              value = "self.matches('^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[!-~]+$')",
              message =
                  "roleArn must be the ARN of an IAM role or user, such as"
                      + " arn:aws:iam::123456789012:role/front")
          @Nullable String roleArn,
      @JsonPropertyDescription("Every identity of this account.")
          @Pattern(LatticeNetworkSpec.ACCOUNT)
          @Nullable String accountId,
      @JsonPropertyDescription("Every identity of this organization.")
          @Size(max = 34)
          @ValidationRule(
              value = "self.matches('^o-[a-z0-9]{10,32}$')",
              message = "organizationId must be such as o-a1b2c3d4e5")
          @Nullable String organizationId,
      @JsonPropertyDescription(
              "Pods of this ServiceAccount: the role in its annotation eks.amazonaws.com/role-arn.")
          @Nullable ServiceAccountRef serviceAccount,
      @JsonPropertyDescription("Callers that do not sign.")
          @ValidationRule(
              value = "self",
              message = "anonymous can only be true; leave it out otherwise")
          @Nullable Boolean anonymous,
      @JsonPropertyDescription("Everybody, whether they sign or not.")
          @ValidationRule(
              value = "self",
              message = "anybody can only be true; leave it out otherwise")
          @Nullable Boolean anybody) {}

  /** A ServiceAccount of this cluster. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServiceAccountRef(
      @Required @Size(min = 1, max = 63) @Pattern(NAMESPACE) String namespace,
      @Required @Size(min = 1, max = 253) @Pattern(OBJECT_NAME) String name) {}

  /** A header with one of some values. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Header(
      @Required @Size(min = 1, max = 64) @Pattern("^[A-Za-z0-9._-]+$") String name,
      @Required
          @JsonPropertyDescription("One of them is enough; * and ? are wildcards.")
          @Size(min = 1, max = 10)
          List<@Size(min = 1, max = 256) @Pattern("^[ -~]+$") String> values) {
    public Header {
      values = List.copyOf(values);
    }
  }

  /** A LatticeExport of this cluster or another. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExportRef(
      @JsonPropertyDescription(
              "Identity of the cluster that has the LatticeExport, as its operator says it:"
                  + " --cluster-id, or the UID of kube-system. Default: this cluster.")
          @Size(min = 1, max = 128)
          @Nullable String clusterId,
      @Required @Size(min = 1, max = 63) @Pattern(NAMESPACE) String namespace,
      @Required @Size(min = 1, max = 63) @Pattern(OBJECT_NAME) String name) {}
}

package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be exported, and how. Null means: not said. Ranges are those of VPC Lattice's user
 * guide; the API server refuses what is outside of them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.service) && has(self.service.name)) == (has(oldSelf.service) &&"
            + " has(oldSelf.service.name)) && (!has(self.service) || !has(self.service.name) ||"
            + " self.service.name == oldSelf.service.name)",
    message =
        "spec.service.name may not be changed, added or removed: the Lattice service would be made"
            + " anew with another DNS name. Delete this LatticeExport and create one that has the"
            + " name",
    fieldPath = ".service.name")
public record LatticeExportSpec(
    @Required @JsonPropertyDescription("The Service, in the namespace of this object.")
        ServiceRef serviceRef,
    @JsonPropertyDescription("Between Lattice and the pods.") @Nullable TargetGroupSpec targetGroup,
    @JsonPropertyDescription("Between clients and Lattice.") @Nullable ServiceSpec service,
    @Default("Delete")
        @JsonPropertyDescription("What becomes of the AWS resources when this object is deleted.")
        @Nullable DeletionPolicy deletionPolicy,
    @JsonPropertyDescription("While true, nothing is written to AWS for this export.")
        @Nullable Boolean suspend,
    @JsonPropertyDescription("Limits to what may be removed at once.") @Nullable SafetySpec safety,
    @JsonPropertyDescription("Publishes a CloudWatch dashboard of this export.")
        @Nullable Dashboard dashboard,
    @JsonPropertyDescription("Publishes CloudWatch alarms of this export.")
        @Nullable Alarms alarms) {
  /** Names that Lattice gives to services, apart from length and the reserved {@code svc-}. */
  public static final String LATTICE_NAME = "^[a-z0-9]+(-[a-z0-9]+)*$";

  /** A service network: name, id or ARN. */
  public static final String NETWORK = "^[a-z0-9:/-]+$";

  /** A named port of a Service. */
  public static final String PORT_NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** A health check's path. */
  public static final String PATH = "^/[!-~]*$";

  /** A health check's status codes and ranges of them. */
  public static final String MATCHER =
      "^[2-4][0-9]{2}(-[2-4][0-9]{2})?(,[2-4][0-9]{2}(-[2-4][0-9]{2})?)*$";

  /** The exported Service. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServiceRef(
      @Required @Size(min = 1, max = 63) @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$") String name,
      @JsonPropertyDescription(
              "Name or number of the Service's port. Needed only if it has several.")
          @ValidationRule(
              value =
                  "type(self) == int ? (self >= 1 && self <= 65535) : (size(self) <= 63 &&"
                      + " self.matches('"
                      + PORT_NAME
                      + "'))",
              message = "port must be a number from 1 to 65535 or the name of a port")
          @Nullable IntOrString port) {}

  /** The target group: changing protocol, version or family replaces it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TargetGroupSpec(
      @JsonPropertyDescription("Default: by the port's appProtocol, else HTTP.")
          @Nullable Protocol protocol,
      @JsonPropertyDescription("Default: by the port's appProtocol, else HTTP1.")
          @Nullable ProtocolVersion protocolVersion,
      @JsonPropertyDescription("Default: the first family of the Service.")
          @Nullable IpAddressType ipAddressType,
      @Nullable HealthCheckSpec healthCheck) {}

  /** Health checks that Lattice sends to every target. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HealthCheckSpec(
      @JsonPropertyDescription("Default: true.") @Nullable Boolean enabled,
      @JsonPropertyDescription("Default: the target group's protocol.") @Nullable Protocol protocol,
      @JsonPropertyDescription("Default: the port that receives the traffic.") @Min(1) @Max(65535)
          @Nullable Integer port,
      @JsonPropertyDescription("Default: /.") @Size(min = 1, max = 2048) @Pattern(PATH)
          @Nullable String path,
      @JsonPropertyDescription(
              "Status codes, 200 to 499, that count as healthy: 200, or 200,202, or 200-299."
                  + " Default: 200.")
          @Size(min = 3, max = 2000)
          @Pattern(MATCHER)
          @Nullable String matcher,
      @JsonPropertyDescription("Default: 10.") @Min(5) @Max(300) @Nullable Integer intervalSeconds,
      @JsonPropertyDescription("Default: 5.") @Min(1) @Max(120) @Nullable Integer timeoutSeconds,
      @JsonPropertyDescription("Default: 2.") @Min(2) @Max(10) @Nullable Integer healthyThreshold,
      @JsonPropertyDescription("Default: 2.") @Min(2) @Max(10)
          @Nullable Integer unhealthyThreshold) {}

  /** The Lattice service, its listeners and the service networks that it is in. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServiceSpec(
      @JsonPropertyDescription(
              "Name of the Lattice service, unique in account and Region. Default: derived from"
                  + " namespace, name and cluster. Cannot be changed.")
          @Size(min = 3, max = 40)
          @Pattern(LATTICE_NAME)
          @ValidationRule(
              value = "!self.startsWith('svc-')",
              message = "name may not begin with svc-, which Lattice keeps for ids")
          @Nullable String name,
      @JsonPropertyDescription(
              "Names, ids or ARNs of service networks. Default: the operator's default network.")
          @Size(max = 10)
          @Nullable List<@Size(min = 3, max = 256) @Pattern(NETWORK) String> networks,
      @JsonPropertyDescription("Default: HTTP:80, or HTTPS:443 for HTTP2 and GRPC.")
          @Size(min = 1, max = 2)
          @ValidationRule(
              value =
                  "self.all(a, self.exists_one(b, (has(a.port) ? a.port : (a.protocol == 'HTTPS' ?"
                      + " 443 : 80)) == (has(b.port) ? b.port : (b.protocol == 'HTTPS' ? 443 :"
                      + " 80))))",
              message = "listeners must have different ports")
          @Nullable List<ListenerSpec> listeners,
      @JsonPropertyDescription("Who may call the service.") @Nullable Auth auth,
      @JsonPropertyDescription("Where requests to the service are logged.")
          @Nullable AccessLogs accessLogs) {

    public ServiceSpec {
      networks = networks == null ? null : List.copyOf(networks);
      listeners = listeners == null ? null : List.copyOf(listeners);
    }
  }

  /** A port on which clients reach the service. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ListenerSpec(
      @Required Protocol protocol,
      @JsonPropertyDescription("Default: 80 for HTTP, 443 for HTTPS.") @Min(1) @Max(65535)
          @Nullable Integer port) {}

  /** Limits to removals. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SafetySpec(
      @Default("50")
          @Min(0)
          @Max(100)
          @JsonPropertyDescription(
              "Share of the targets that may disappear at once without evidence that their pods"
                  + " are gone.")
          @Nullable Integer maxRemovalPercent,
      @Default("1")
          @Min(0)
          @Max(1000)
          @JsonPropertyDescription(
              "How many targets must be able to serve before one that is terminating, but still"
                  + " serves, is deregistered.")
          @Nullable Integer floor) {}

  /** What is spoken to pods, or by clients. */
  public enum Protocol {
    HTTP,
    HTTPS
  }

  /** HTTP version spoken to pods. */
  public enum ProtocolVersion {
    HTTP1,
    HTTP2,
    GRPC
  }

  /** Address family of the targets. */
  public enum IpAddressType {
    IPV4,
    IPV6
  }
}

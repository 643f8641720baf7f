package io.latticeoperator.cloud.aws;

import static java.util.Objects.requireNonNullElse;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.vpclattice.model.DnsEntry;
import software.amazon.awssdk.services.vpclattice.model.GetListenerResponse;
import software.amazon.awssdk.services.vpclattice.model.GetServiceNetworkServiceAssociationResponse;
import software.amazon.awssdk.services.vpclattice.model.GetServiceResponse;
import software.amazon.awssdk.services.vpclattice.model.GetTargetGroupResponse;
import software.amazon.awssdk.services.vpclattice.model.HealthCheckConfig;
import software.amazon.awssdk.services.vpclattice.model.RuleAction;
import software.amazon.awssdk.services.vpclattice.model.TargetFailure;
import software.amazon.awssdk.services.vpclattice.model.TargetGroupConfig;
import software.amazon.awssdk.services.vpclattice.model.TargetGroupType;
import software.amazon.awssdk.services.vpclattice.model.TargetSummary;

/** The model, from the parts of answers. */
final class Answers {
  private static final String GROUP_PATH = "targetgroup/";

  private Answers() {}

  /**
   * A status that this version does not know counts as one that will pass: nothing is built on the
   * resource, nothing is removed, and it is looked at again.
   */
  static ResourceStatus status(@Nullable String text) {
    return named(ResourceStatus.values(), text).orElse(ResourceStatus.UPDATE_IN_PROGRESS);
  }

  /** NONE when it is left out. */
  static AuthType auth(@Nullable String text) {
    return named(AuthType.values(), text).orElse(AuthType.NONE);
  }

  static @Nullable String dnsName(@Nullable DnsEntry entry) {
    return entry == null ? null : entry.domainName();
  }

  static Resource service(GetServiceResponse answer) {
    return new Resource(
        new LatticeService(answer.name(), auth(answer.authTypeAsString())),
        new Physical(
            answer.id(),
            answer.arn(),
            status(answer.statusAsString()),
            failure(answer.failureCode(), answer.failureMessage()),
            dnsName(answer.dnsEntry()),
            null));
  }

  /** The group without its targets. */
  static Resource targetGroup(GetTargetGroupResponse answer) {
    if (answer.type() != TargetGroupType.IP) {
      throw Faulted.unreadable(
          "target group %s (%s) is of type %s; only IP target groups can be used"
              .formatted(answer.name(), answer.id(), answer.typeAsString()));
    }
    var config = answer.config();
    var properties =
        new TargetGroup.Properties(
            read(TargetGroup.Protocol.values(), config.protocolAsString(), answer),
            config.protocolVersionAsString() == null
                ? Omitted.PROTOCOL_VERSION
                : read(
                    TargetGroup.ProtocolVersion.values(), config.protocolVersionAsString(), answer),
            named(TargetGroup.IpAddressType.values(), config.ipAddressTypeAsString())
                .orElse(Omitted.IP_ADDRESS_TYPE),
            config.vpcIdentifier());
    return new Resource(
        new TargetGroup(
            answer.name(), properties, healthCheck(config, properties), Targets.Registered.NONE),
        new Physical(
            answer.id(),
            answer.arn(),
            status(answer.statusAsString()),
            failure(answer.failureCode(), answer.failureMessage()),
            null,
            null));
  }

  private static HealthCheck healthCheck(
      TargetGroupConfig config, TargetGroup.Properties properties) {
    var check = requireNonNullElse(config.healthCheck(), HealthCheckConfig.builder().build());
    var port = check.port();
    return new HealthCheck(
        requireNonNullElse(check.enabled(), Omitted.checkEnabled(properties)),
        named(TargetGroup.Protocol.values(), check.protocolAsString())
            .orElse(Omitted.checkProtocol(properties)),
        named(TargetGroup.ProtocolVersion.values(), check.protocolVersionAsString())
            .orElse(Omitted.CHECK_PROTOCOL_VERSION),
        port == null || port == 0 ? null : port,
        requireNonNullElse(check.path(), Omitted.CHECK_PATH),
        check.matcher() == null || check.matcher().httpCode() == null
            ? Omitted.CHECK_MATCHER
            : check.matcher().httpCode(),
        orOmitted(check.healthCheckIntervalSeconds(), Omitted.CHECK_INTERVAL_SECONDS),
        orOmitted(check.healthCheckTimeoutSeconds(), Omitted.CHECK_TIMEOUT_SECONDS),
        orOmitted(check.healthyThresholdCount(), Omitted.CHECK_HEALTHY_THRESHOLD),
        orOmitted(check.unhealthyThresholdCount(), Omitted.CHECK_UNHEALTHY_THRESHOLD));
  }

  /** The model has no words for TLS passthrough: such a listener is somebody else's, and absent. */
  static Optional<Resource> listener(GetListenerResponse answer) {
    return named(Listener.Protocol.values(), answer.protocolAsString())
        .map(
            protocol ->
                new Resource(
                    new Listener(protocol, answer.port(), weights(answer.defaultAction())),
                    synchronous(answer.id(), answer.arn())));
  }

  private static SortedMap<String, Integer> weights(@Nullable RuleAction action) {
    var weights = new TreeMap<String, Integer>();
    if (action != null && action.forward() != null) {
      for (var group : action.forward().targetGroups()) {
        weights.put(
            idOf(group.targetGroupIdentifier()),
            requireNonNullElse(group.weight(), Omitted.WEIGHT));
      }
    }
    return weights;
  }

  /** Lattice takes ids and ARNs alike, and may answer with either. */
  private static String idOf(String identifier) {
    int path = identifier.indexOf(GROUP_PATH);
    return path < 0 ? identifier : identifier.substring(path + GROUP_PATH.length());
  }

  static Resource association(GetServiceNetworkServiceAssociationResponse answer) {
    return new Resource(
        new ServiceAssociation(answer.serviceNetworkId(), answer.serviceNetworkArn()),
        new Physical(
            answer.id(),
            answer.arn(),
            status(answer.statusAsString()),
            failure(answer.failureCode(), answer.failureMessage()),
            null,
            null));
  }

  /** What Lattice makes in the call itself. */
  static Physical synchronous(String id, String arn) {
    return new Physical(id, arn, ResourceStatus.ACTIVE, null, null, null);
  }

  static Targets.Registered targets(Stream<TargetSummary> summaries) {
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    summaries.forEach(
        target -> {
          if (target.port() == null) {
            throw Faulted.unreadable("target " + target.id() + " is no IP target: it has no port");
          }
          statuses.put(
              new TargetAddress(target.id(), target.port()), targetStatus(target.statusAsString()));
        });
    return new Targets.Registered(statuses);
  }

  /** Whatever a status means that this version does not know, the target has not proven itself. */
  private static TargetStatus targetStatus(@Nullable String text) {
    return named(TargetStatus.values(), text)
        .filter(status -> status != TargetStatus.UNCERTAIN)
        .orElse(TargetStatus.INITIAL);
  }

  /** A refusal without a port is of each address sent with that IP. */
  static Map<TargetAddress, String> refused(
      List<TargetAddress> sent, List<TargetFailure> failures) {
    var refused = new HashMap<TargetAddress, String>();
    for (var failure : failures) {
      var why = failure(failure.failureCode(), failure.failureMessage());
      sent.stream()
          .filter(address -> address.ip().equals(failure.id()))
          .filter(address -> failure.port() == null || address.port() == failure.port())
          .forEach(address -> refused.put(address, why == null ? "refused" : why));
    }
    return refused;
  }

  static @Nullable String failure(@Nullable String code, @Nullable String message) {
    if (code == null || message == null) {
      return code == null ? message : code;
    }
    return code + ": " + message;
  }

  private static int orOmitted(@Nullable Integer number, int omitted) {
    return number == null || number == 0 ? omitted : number;
  }

  private static <E extends Enum<E>> E read(
      E[] values, @Nullable String text, GetTargetGroupResponse group) {
    return named(values, text)
        .orElseThrow(
            () ->
                Faulted.unreadable(
                    "target group %s (%s) speaks %s, which cannot be used"
                        .formatted(group.name(), group.id(), text)));
  }

  private static <E extends Enum<E>> Optional<E> named(E[] values, @Nullable String text) {
    return Arrays.stream(values).filter(value -> value.name().equals(text)).findFirst();
  }
}

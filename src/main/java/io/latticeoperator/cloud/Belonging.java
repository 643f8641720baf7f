package io.latticeoperator.cloud;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import java.util.Map;
import java.util.Optional;

/**
 * A resource that a cluster has made.
 *
 * @param id by which it is read and deleted, as in {@link io.latticeoperator.model.Physical}
 * @param tags those of ownership at least
 */
public record Belonging(Kind kind, String id, String arn, Map<String, String> tags) {
  public Belonging {
    tags = Map.copyOf(tags);
  }

  /** As in the owner tag; empty when the tag is gone. */
  public String owner() {
    return tags.getOrDefault(Ownership.OWNER, "");
  }

  /** As in the role tag; empty when the tag is gone. */
  public String role() {
    return tags.getOrDefault(Ownership.ROLE, "");
  }

  /** Reads what an ARN names; empty for kinds of resource that no cluster makes. */
  public static Optional<Belonging> of(String arn, Map<String, String> tags) {
    var parts = arn.split(":", 6);
    if (parts.length < 6) {
      return Optional.empty();
    }
    return switch (parts[2]) {
      case "vpc-lattice" -> lattice(parts[5], arn, tags);
      case "ec2" -> named(parts[5], "security-group-rule/", Kind.SECURITY_GROUP_RULE, arn, tags);
      case "logs" -> named(parts[5], "log-group:", Kind.LOG_GROUP, arn, tags);
      case "cloudwatch" -> named(parts[5], "alarm:", Kind.ALARM, arn, tags);
      case "ram" ->
          named(parts[5], "resource-share/", Kind.RESOURCE_SHARE, arn, tags)
              .map(share -> new Belonging(share.kind(), arn, arn, tags));
      default -> Optional.empty();
    };
  }

  private static Optional<Belonging> named(
      String resource, String prefix, Kind kind, String arn, Map<String, String> tags) {
    return resource.startsWith(prefix)
        ? Optional.of(new Belonging(kind, resource.substring(prefix.length()), arn, tags))
        : Optional.empty();
  }

  private static Optional<Belonging> lattice(
      String resource, String arn, Map<String, String> tags) {
    var id = resource.substring(resource.lastIndexOf('/') + 1);
    var kind =
        switch (id.substring(0, Math.max(0, id.indexOf('-')))) {
          case "sn" -> Kind.SERVICE_NETWORK;
          case "svc" -> Kind.SERVICE;
          case "tg" -> Kind.TARGET_GROUP;
          case "listener" -> Kind.LISTENER;
          case "snsa" -> Kind.SERVICE_ASSOCIATION;
          case "snva" -> Kind.VPC_ASSOCIATION;
          case "als" -> Kind.ACCESS_LOG;
          default -> null;
        };
    return Optional.ofNullable(kind).map(known -> new Belonging(known, id, arn, tags));
  }
}

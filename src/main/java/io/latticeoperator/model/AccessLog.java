package io.latticeoperator.model;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An access-log subscription: at most one for each kind of destination (user guide:
 * monitoring-access-logs).
 *
 * @param parent role of the service network or service whose requests are logged
 * @param destination ARN; for a log group of the owner its role
 */
public record AccessLog(Role parent, Destination kindOfDestination, String destination)
    implements Provision {
  private static final String LOG_GROUP = ":log-group:";

  /** Where access logs can go. */
  public enum Destination {
    CLOUDWATCH_LOGS,
    S3,
    FIREHOSE;

    /** By the service that an ARN names. */
    public static Destination of(String arn) {
      var parts = arn.split(":", 4);
      var service = parts.length > 2 ? parts[2] : "";
      return switch (service) {
        case "logs" -> CLOUDWATCH_LOGS;
        case "firehose" -> FIREHOSE;
        default -> S3;
      };
    }
  }

  /** As AWS says it, in normal form: a log group by its role, without the {@code :*} of its ARN. */
  public static AccessLog observed(Role parent, String arn) {
    int group = arn.indexOf(LOG_GROUP);
    if (group < 0) {
      return new AccessLog(parent, Destination.of(arn), arn);
    }
    var name = arn.substring(group + LOG_GROUP.length());
    var bare = name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
    return new AccessLog(parent, Destination.CLOUDWATCH_LOGS, Role.logGroup(bare).text());
  }

  @Override
  public Role role() {
    return Role.accessLog(kindOfDestination);
  }

  @Override
  public Lookup lookup() {
    return Lookup.at(Kind.ACCESS_LOG, parent);
  }

  @Override
  public Set<Role> needs() {
    return Stream.concat(
            Stream.of(parent),
            kindOfDestination == Destination.CLOUDWATCH_LOGS
                ? Stream.of(new Role(destination))
                : Stream.empty())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Kind kind() {
    return Kind.ACCESS_LOG;
  }
}

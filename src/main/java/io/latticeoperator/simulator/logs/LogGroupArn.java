package io.latticeoperator.simulator.logs;

import io.latticeoperator.simulator.aws.Place;
import java.util.Optional;

/**
 * The parts of a log group's ARN.
 *
 * @param name without a trailing {@code :*}
 */
public record LogGroupArn(Place place, String name) {

  /** Empty for the ARN of anything else. */
  public static Optional<LogGroupArn> parse(String arn) {
    var parts = arn.split(":", 8);
    boolean isGroup = parts.length >= 7 && parts[2].equals("logs") && parts[5].equals("log-group");
    return isGroup
        ? Optional.of(new LogGroupArn(new Place(parts[4], parts[3]), parts[6]))
        : Optional.empty();
  }
}

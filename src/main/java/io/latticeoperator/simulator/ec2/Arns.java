package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.Caller;

/** ARNs of EC2's resources. */
final class Arns {
  private Arns() {}

  /**
   * @param id its prefix tells the type of the resource
   */
  static String of(Caller caller, String id) {
    return of(caller, typeOf(id), id);
  }

  /**
   * @param id or {@code *}
   */
  static String of(Caller caller, String type, String id) {
    return "arn:aws:ec2:%s:%s:%s/%s".formatted(caller.region(), caller.account(), type, id);
  }

  /** Such as {@code security-group} for {@code sg-…}. */
  static String typeOf(String id) {
    return switch (id.substring(0, Math.max(0, id.indexOf('-')))) {
      case "sg" -> "security-group";
      case "sgr" -> "security-group-rule";
      case "vpc" -> "vpc";
      case "subnet" -> "subnet";
      case "pl" -> "prefix-list";
      default -> throw Refusals.of("InvalidID", "The ID '%s' is not valid", id);
    };
  }
}

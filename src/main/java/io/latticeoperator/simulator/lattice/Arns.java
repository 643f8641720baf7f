package io.latticeoperator.simulator.lattice;

import java.util.Map;

/** The ARNs of resources that a caller names, whether they exist or not. */
record Arns(String partition, Owner owner) {
  /** Families whose IDs say all of the ARN, by prefix. */
  private static final Map<String, String> FAMILIES =
      Map.of(
          "als", "accesslogsubscription",
          "rcfg", "resourceconfiguration",
          "rgw", "resourcegateway",
          "sn", "servicenetwork",
          "svc", "service",
          "tg", "targetgroup");

  /**
   * @param path such as {@code service/svc-0123456789abcdef0}
   */
  String at(String path) {
    return "arn:%s:vpc-lattice:%s:%s:%s"
        .formatted(partition, owner.region(), owner.account(), path);
  }

  /** Of an ID or ARN; what is neither stays as it is. */
  String of(String identifier) {
    var family = FAMILIES.get(identifier.substring(0, Math.max(0, identifier.indexOf('-'))));
    return isArn(identifier) || family == null ? identifier : at(family + "/" + identifier);
  }

  static boolean isArn(String identifier) {
    return identifier.startsWith("arn:");
  }

  /** The ID in an identifier that is an ID or an ARN. */
  static String id(String identifier) {
    return identifier.substring(identifier.lastIndexOf('/') + 1);
  }
}

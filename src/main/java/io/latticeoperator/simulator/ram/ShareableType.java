package io.latticeoperator.simulator.ram;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be shared: of all that RAM can share, VPC Lattice's part. */
enum ShareableType {
  SERVICE("vpc-lattice:Service", "service"),
  SERVICE_NETWORK("vpc-lattice:ServiceNetwork", "servicenetwork"),
  RESOURCE_CONFIGURATION("vpc-lattice:ResourceConfiguration", "resourceconfiguration");

  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12})?:.+");

  private final String ramName;
  private final String inArn;

  ShareableType(String ramName, String inArn) {
    this.ramName = ramName;
    this.inArn = inArn;
  }

  /** Such as {@code vpc-lattice:Service}. */
  String ramName() {
    return ramName;
  }

  /** Refuses what is no ARN, and what is of no type that can be shared. */
  static ShareableType of(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw RamErrors.of(
          RamErrors.MALFORMED_ARN, "The specified resource ARN %s is not valid", arn);
    }
    return find(arn)
        .orElseThrow(
            () -> RamErrors.of(RamErrors.INVALID, "Resources such as %s cannot be shared", arn));
  }

  /** The types of those of the ARNs that can be shared. */
  static List<String> ramNames(List<String> arns) {
    return arns.stream()
        .filter(ARN.asMatchPredicate())
        .flatMap(arn -> find(arn).stream())
        .map(ShareableType::ramName)
        .distinct()
        .toList();
  }

  private static Optional<ShareableType> find(String arn) {
    var parts = arn.split(":", 6);
    var type = parts[2].equals("vpc-lattice") ? parts[5].split("/", 2)[0] : "";
    return Arrays.stream(values()).filter(each -> each.inArn.equals(type)).findFirst();
  }
}

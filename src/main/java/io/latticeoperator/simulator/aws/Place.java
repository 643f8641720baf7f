package io.latticeoperator.simulator.aws;

/**
 * What a service keeps apart: the resources of one account in one region.
 *
 * @param account twelve digits
 * @param region such as {@code eu-central-1}
 */
public record Place(String account, String region) {

  /** Where a caller's resources are. */
  public static Place of(Caller caller) {
    return new Place(caller.account(), caller.region());
  }

  /** An ARN here, in the partition {@code aws}. */
  public String arn(String service, String resource) {
    return "arn:aws:%s:%s:%s:%s".formatted(service, region, account, resource);
  }
}

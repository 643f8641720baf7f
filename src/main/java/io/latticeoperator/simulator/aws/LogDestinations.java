package io.latticeoperator.simulator.aws;

/** The places that can take access logs. Safe for any thread. */
@FunctionalInterface
public interface LogDestinations {

  /** Whatever is named is there. */
  LogDestinations ANY = arn -> true;

  /**
   * Whether a log group, bucket or delivery stream is there.
   *
   * @param arn of a log group without a trailing {@code :*}
   */
  boolean exists(String arn);
}

package io.latticeoperator.verify;

import org.jspecify.annotations.Nullable;

/**
 * What a probe found on both sides.
 *
 * @param setting that decides it in the simulator; null for none
 * @param simulator what the simulator does
 * @param aws what AWS does; null when it could not be found out
 * @param note why it could not, or empty
 */
public record Finding(
    String fact, @Nullable String setting, String simulator, @Nullable String aws, String note) {

  /** Whether both sides are known to do the same, within what measuring a time allows. */
  public boolean agrees() {
    return aws != null && (aws.equals(simulator) || Measured.alike(aws, simulator));
  }
}

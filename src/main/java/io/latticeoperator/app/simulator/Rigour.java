package io.latticeoperator.app.simulator;

import io.latticeoperator.simulator.faults.FaultPlan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How hard a simulated AWS is on its callers.
 *
 * @param seed of identifiers: the same seed and calls give the same ones
 * @param faults what goes wrong, from the start
 * @param policies file or folder of identity policies; null lets everybody do everything, until
 *     policies are put over the admin path
 * @param verified whether signatures are verified, with the secret key {@value #SECRET}
 */
public record Rigour(long seed, FaultPlan faults, @Nullable Path policies, boolean verified) {
  /** Of every access key that STS has not given out. */
  public static final String SECRET = "any";

  /** Nothing goes wrong, and everybody may do everything. */
  public static final Rigour NONE = new Rigour(1, FaultPlan.NONE, null, false);
}

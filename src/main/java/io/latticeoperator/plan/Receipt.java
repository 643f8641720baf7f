package io.latticeoperator.plan;

import io.latticeoperator.model.Physical;
import io.latticeoperator.model.TargetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a change did.
 *
 * @param calls how many AWS calls it took
 */
public record Receipt(Change change, Outcome outcome, int calls) {

  /** How the change ended. */
  public sealed interface Outcome {}

  /**
   * AWS has accepted it.
   *
   * @param physical what AWS answered of the resource: always for Create; for Update and Delete
   *     with the status that it has while the change lasts, null when it is done; null for all
   *     others
   * @param refused targets of this Register or Deregister that AWS refused, with its reason
   */
  public record Done(@Nullable Physical physical, Map<TargetAddress, String> refused)
      implements Outcome {
    public Done {
      refused = Map.copyOf(refused);
    }
  }

  /** AWS has not accepted it, or we do not know. */
  public record Failed(Fault fault) implements Outcome {}
}

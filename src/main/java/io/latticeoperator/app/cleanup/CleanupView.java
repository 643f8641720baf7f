package io.latticeoperator.app.cleanup;

import io.latticeoperator.app.look.PlanView;
import io.latticeoperator.cloud.Belonging;
import java.util.List;

/**
 * What a cleanup is about and what it came to. Names of the components are those of the JSON output
 * and stay.
 *
 * @param plan what is to be done
 * @param kept what stays because nobody asked for it to go
 * @param done whether it has been done, or only shown
 * @param left what could not be taken away; empty when nothing was done
 */
public record CleanupView(PlanView plan, List<Thing> kept, boolean done, List<Left> left) {
  public CleanupView {
    kept = List.copyOf(kept);
    left = List.copyOf(left);
  }

  /** A resource in AWS. */
  public record Thing(String kind, String owner, String arn) {
    static Thing of(Belonging belonging) {
      return new Thing(belonging.kind().words(), belonging.owner(), belonging.arn());
    }
  }

  /**
   * What is left.
   *
   * @param what an owner, or an ARN
   * @param why for people
   */
  public record Left(String what, List<String> why) {
    public Left {
      why = List.copyOf(why);
    }
  }
}

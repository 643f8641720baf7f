package io.latticeoperator.app.cleanup;

import io.latticeoperator.app.look.Line;
import io.latticeoperator.app.look.Line.Mark;
import io.latticeoperator.app.look.PlanScreen;
import java.util.ArrayList;
import java.util.List;

/** A cleanup as people read it. */
public final class CleanupScreen {
  private CleanupScreen() {}

  /** Before anything is done. */
  public static List<Line> before(CleanupView view) {
    var lines = new ArrayList<Line>();
    var plan = view.plan();
    lines.add(
        new Line(
            Mark.STRONG,
            "Left by cluster %s (%s) in %s:"
                .formatted(
                    plan.cluster().isEmpty() ? "without a name" : plan.cluster(),
                    plan.clusterId(),
                    plan.region())));
    lines.add(Line.BLANK);
    lines.addAll(PlanScreen.lines(plan));
    if (!view.kept().isEmpty()) {
      lines.add(Line.BLANK);
      lines.add(
          new Line(Mark.STRONG, "Kept, for others may use it; --include-retained takes it too:"));
      view.kept()
          .forEach(
              thing ->
                  lines.add(
                      new Line(
                          Mark.FAINT,
                          "  %s of %s: %s".formatted(thing.kind(), thing.owner(), thing.arn()))));
    }
    return lines;
  }

  /** When it has been done. */
  public static List<Line> after(CleanupView view) {
    if (view.left().isEmpty()) {
      return List.of(
          new Line(
              Mark.GOOD,
              view.kept().isEmpty()
                  ? "Nothing is left of the cluster."
                  : "Nothing is left of the cluster but what is kept."));
    }
    var lines = new ArrayList<Line>();
    lines.add(new Line(Mark.BAD, "Not all could be taken away; the same command goes on:"));
    for (var left : view.left()) {
      lines.add(new Line(Mark.BAD, "  " + left.what()));
      left.why().forEach(why -> lines.add(new Line(Mark.PLAIN, "    " + why)));
    }
    return lines;
  }
}

package io.latticeoperator.app.look;

import io.latticeoperator.app.look.PlanView.ChangeView;
import io.latticeoperator.app.look.PlanView.OwnerView;
import java.util.ArrayList;
import java.util.List;

/** A plan as people read it. */
public final class PlanScreen {
  private PlanScreen() {}

  /** Lines, each with how it is to be marked. */
  public static List<Line> lines(PlanView view) {
    var lines = new ArrayList<Line>();
    for (var owner : view.owners()) {
      owner(owner, lines);
    }
    for (var notice : view.notices()) {
      lines.add(
          Line.of(Line.Mark.STRONG, "Service/" + notice.namespace() + "/" + notice.service()));
      lines.add(Line.of(Line.Mark.BAD, "  ! " + notice.reason() + ": " + notice.message()));
      lines.add(Line.BLANK);
    }
    var summary = view.summary();
    lines.add(
        Line.of(
            Line.Mark.STRONG,
            summary.changes() == 0 ? "Nothing to do." : "Plan: " + summary.text() + "."));
    if (!view.costs().isEmpty()) {
      lines.add(Line.of(Line.Mark.PLAIN, "Costs: " + view.costs()));
    }
    if (summary.incomplete() > 0) {
      lines.add(
          Line.of(
              Line.Mark.BAD,
              summary.incomplete()
                  + " not read completely: more may be to do there. --timeout gives it more time."));
    }
    return lines;
  }

  private static void owner(OwnerView owner, List<Line> lines) {
    lines.add(Line.of(Line.Mark.STRONG, owner.owner()));
    for (var change : owner.changes()) {
      lines.add(Line.of(mark(change), "  " + change.text()));
      if (!change.reason().equals("wanted")) {
        lines.add(Line.of(Line.Mark.FAINT, "      because: " + change.reason()));
      }
    }
    for (var finding : owner.findings()) {
      lines.add(Line.of(Line.Mark.BAD, "  ! " + finding.reason() + ": " + finding.message()));
    }
    if (!owner.complete()) {
      lines.add(Line.of(Line.Mark.BAD, "  ! not read completely"));
    }
    lines.add(Line.BLANK);
  }

  private static Line.Mark mark(ChangeView change) {
    return switch (change.sign()) {
      case '+' -> Line.Mark.ADDED;
      case '-' -> Line.Mark.REMOVED;
      default -> Line.Mark.CHANGED;
    };
  }
}

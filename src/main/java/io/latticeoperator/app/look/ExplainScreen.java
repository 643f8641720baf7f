package io.latticeoperator.app.look;

import io.latticeoperator.app.look.Line.Mark;
import io.latticeoperator.explain.Check;
import io.latticeoperator.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** An explanation as people read it: a tree, with remedies under what fails. */
final class ExplainScreen {
  private ExplainScreen() {}

  static List<Line> lines(Explanation explanation) {
    var lines = new ArrayList<Line>();
    lines.add(Line.of(Mark.STRONG, explanation.subject()));
    checks(explanation.checks(), "", lines);
    lines.add(Line.BLANK);
    lines.add(
        Line.of(
            switch (explanation.verdict()) {
              case OK -> Mark.GOOD;
              case UNKNOWN -> Mark.DOUBTFUL;
              case FAILED -> Mark.BAD;
            },
            explanation.conclusion()));
    return lines;
  }

  private static void checks(List<Check> checks, String indent, List<Line> lines) {
    for (int i = 0; i < checks.size(); i++) {
      boolean last = i == checks.size() - 1;
      var check = checks.get(i);
      var detail = check.detail().isEmpty() ? "" : ": " + check.detail();
      lines.add(
          Line.of(
              mark(check), indent + (last ? "└─ " : "├─ ") + sign(check) + check.step() + detail));
      var below = indent + (last ? "   " : "│  ");
      if (check.remedy() != null) {
        lines.add(Line.of(Mark.FAINT, below + "     → " + check.remedy()));
      }
      checks(check.checks(), below, lines);
    }
  }

  private static Mark mark(Check check) {
    return switch (check.verdict()) {
      case OK -> Mark.PLAIN;
      case UNKNOWN -> Mark.DOUBTFUL;
      case FAILED -> Mark.BAD;
    };
  }

  private static String sign(Check check) {
    return switch (check.verdict()) {
      case OK -> "[ok] ";
      case UNKNOWN -> "[??] ";
      case FAILED -> "[!!] ";
    };
  }
}

package io.latticeoperator.app.look;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check-up has come to. Names of the components are those of the JSON output and stay. */
public record DoctorView(List<Checked> checks) {
  public DoctorView {
    checks = List.copyOf(checks);
  }

  /** Whether nothing fails; warnings do not count. */
  public boolean well() {
    return checks.stream().noneMatch(check -> check.result() == Outcome.FAIL);
  }

  /**
   * One thing that was looked at.
   *
   * @param area CREDENTIALS, AWS, NETWORK or CLUSTER
   * @param check what was looked at, in few words; stays
   * @param remedy null when there is nothing to do
   */
  public record Checked(
      Area area, String check, Outcome result, String found, @Nullable String remedy) {

    static Checked ok(Area area, String check, String found) {
      return new Checked(area, check, Outcome.OK, found, null);
    }

    static Checked warn(Area area, String check, String found, String remedy) {
      return new Checked(area, check, Outcome.WARN, found, remedy);
    }

    static Checked fail(Area area, String check, String found, String remedy) {
      return new Checked(area, check, Outcome.FAIL, found, remedy);
    }
  }

  /** What a check is about. */
  public enum Area {
    CREDENTIALS,
    AWS,
    NETWORK,
    CLUSTER
  }

  /** How a check ends. */
  public enum Outcome {
    OK,
    WARN,
    FAIL
  }

  /** The same for people. */
  public List<Line> lines() {
    var lines = new ArrayList<Line>();
    Area area = null;
    for (var check : checks) {
      if (check.area() != area) {
        if (area != null) {
          lines.add(Line.BLANK);
        }
        area = check.area();
        lines.add(Line.of(Line.Mark.STRONG, area.name()));
      }
      lines.add(line(check));
      if (check.remedy() != null) {
        lines.add(Line.of(Line.Mark.FAINT, "         → " + check.remedy()));
      }
    }
    long failed = checks.stream().filter(c -> c.result() == Outcome.FAIL).count();
    long warned = checks.stream().filter(c -> c.result() == Outcome.WARN).count();
    lines.add(Line.BLANK);
    lines.add(
        Line.of(
            failed > 0 ? Line.Mark.BAD : warned > 0 ? Line.Mark.DOUBTFUL : Line.Mark.GOOD,
            "%d checks, %d warnings, %d failures".formatted(checks.size(), warned, failed)));
    return lines;
  }

  private static Line line(Checked check) {
    var words = check.check() + (check.found().isEmpty() ? "" : ": " + check.found());
    return switch (check.result()) {
      case OK -> Line.of(Line.Mark.PLAIN, "  [ok]   " + words);
      case WARN -> Line.of(Line.Mark.DOUBTFUL, "  [warn] " + words);
      case FAIL -> Line.of(Line.Mark.BAD, "  [fail] " + words);
    };
  }
}

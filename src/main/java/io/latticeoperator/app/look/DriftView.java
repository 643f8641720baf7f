package io.latticeoperator.app.look;

import io.latticeoperator.app.look.Line.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * Where AWS differs from what is wanted. Names of the components are those of the JSON output and
 * stay.
 *
 * @param orphans what carries this cluster's tags although the object it was made for is gone
 * @param orphansUnknown why orphans could not be looked for; empty when they were
 */
public record DriftView(
    String cluster,
    String clusterId,
    String region,
    List<Difference> differences,
    List<Orphan> orphans,
    String orphansUnknown,
    Summary summary) {
  public DriftView {
    differences = List.copyOf(differences);
    orphans = List.copyOf(orphans);
  }

  /** What a difference probably comes from. */
  public enum Cause {
    /** Somebody has changed AWS. */
    DRIFT,
    /** Somebody else's thing is where one of ours should be, or hangs on one of ours. */
    FOREIGN,
    /** The operator has not got to it yet: the spec or the pods have just changed. */
    PENDING
  }

  /**
   * One difference.
   *
   * @param owner such as {@code LatticeExport/shop/web}
   * @param role which of the owner's resources
   * @param text what would be done about it, or what is in the way
   * @param who who it probably was
   */
  public record Difference(String owner, String role, Cause cause, String text, String who) {}

  /**
   * A resource without the object it was made for.
   *
   * @param owner as tagged
   */
  public record Orphan(String kind, String owner, String arn) {}

  /**
   * How many of each.
   *
   * @param incomplete owners of which not all could be read
   */
  public record Summary(int drift, int foreign, int pending, int orphans, int incomplete) {}

  /** Whether somebody should look. */
  public boolean drifted() {
    return summary.drift() + summary.foreign() + summary.orphans() > 0;
  }

  /** The same for people. */
  public List<Line> lines() {
    var lines = new ArrayList<Line>();
    var owner = "";
    for (var each : differences) {
      if (!each.owner().equals(owner)) {
        owner = each.owner();
        lines.add(Line.of(Mark.STRONG, owner));
      }
      lines.add(
          Line.of(
              switch (each.cause()) {
                case DRIFT -> Mark.BAD;
                case FOREIGN -> Mark.DOUBTFUL;
                case PENDING -> Mark.FAINT;
              },
              "  %-7s  %s".formatted(each.cause(), each.text())));
      lines.add(Line.of(Mark.FAINT, "             " + each.who()));
    }
    if (!orphans.isEmpty()) {
      lines.add(Line.of(Mark.STRONG, "Orphans: the objects they were made for are gone"));
      orphans.forEach(
          orphan ->
              lines.add(
                  Line.of(
                      Mark.DOUBTFUL,
                      "  %s of %s: %s".formatted(orphan.kind(), orphan.owner(), orphan.arn()))));
    }
    if (!orphansUnknown.isEmpty()) {
      lines.add(Line.of(Mark.DOUBTFUL, "Orphans could not be looked for: " + orphansUnknown));
    }
    if (!lines.isEmpty()) {
      lines.add(Line.BLANK);
    }
    lines.add(
        Line.of(
            Mark.STRONG,
            "%d drifted, %d of somebody else, %d pending, %d orphans"
                .formatted(
                    summary.drift(), summary.foreign(), summary.pending(), summary.orphans())));
    if (summary.incomplete() > 0) {
      lines.add(Line.of(Mark.BAD, summary.incomplete() + " not read completely"));
    }
    return lines;
  }
}

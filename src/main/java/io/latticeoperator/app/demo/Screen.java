package io.latticeoperator.app.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** What the visitor reads: plain lines, coloured on a terminal. */
final class Screen {
  private static final double MILLIS = 1000;
  private static final int MOST_FAULTS = 5;

  private final PrintWriter out;
  private final Ansi ansi;

  Screen(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void blank() {
    line("");
  }

  void heading(String text) {
    line(ansi.text("@|bold " + text + "|@").toString());
  }

  void begin(int number, Step step) {
    line(ansi.text("@|bold %2d  %s|@".formatted(number, step.title())).toString());
  }

  /** Something that happens in a step. */
  void note(String text) {
    line("      " + text);
  }

  /** What a user would type for it. */
  void command(String text) {
    line(ansi.text("    @|cyan $ %s|@".formatted(text)).toString());
  }

  void table(Table table) {
    lines(table.lines());
  }

  void lines(List<String> lines) {
    lines.forEach(line -> line("      " + line));
  }

  void end(StepReport report) {
    var verdict = ansi.string(report.ok() ? "@|green ok|@" : "@|red,bold failed|@");
    line("    %s  %s".formatted(verdict, facts(report)));
    report.fault().ifPresent(fault -> line("        " + fault));
    if (!report.ok()) {
      report.failures().stream()
          .limit(MOST_FAULTS)
          .forEach(failure -> line("        %s %s".formatted(failure.sentAt(), failure.why())));
    }
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / MILLIS);
  }

  private static String facts(StepReport report) {
    var facts = new StringBuilder(seconds(report.took()));
    lag("ready to registered", report.reaction().registered(), facts);
    lag("leaving to deregistered", report.reaction().deregistered(), facts);
    facts.append(" | AWS reads %d, writes %d".formatted(report.awsReads(), report.awsWrites()));
    if (report.sent() > 0) {
      facts.append(" | requests %d, failed %d".formatted(report.sent(), report.failures().size()));
      if (!report.step().planned()) {
        facts.append(" (unavoidable)");
      }
    }
    return facts.toString();
  }

  private static void lag(String what, Optional<Duration> time, StringBuilder facts) {
    time.ifPresent(lag -> facts.append(" | ").append(what).append(' ').append(seconds(lag)));
  }

  /** A line as it is. */
  void line(String text) {
    out.println(text);
    out.flush();
  }
}

package io.latticeoperator.app.demo;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** The body of {@code lattice demo}. */
public final class Demo {
  private static final Duration PUT_AWAY = Duration.ofSeconds(30);

  private Demo() {}

  /**
   * What the visitor asked for.
   *
   * @param stay whether to stay up after the story, for the visitor's own commands
   * @param json where the summary goes, if anywhere
   * @param rate requests a second, at least 1
   * @param mainClass of the command line, which the operators' processes start with
   */
  public record Options(
      boolean stay, @Nullable Path json, Profile profile, int rate, String mainClass) {}

  /**
   * Plays the story; whether it held. On a signal everything is put away before the JVM ends.
   *
   * @throws MissingPrerequisite when this machine does not let it
   */
  public static boolean play(Options options, PrintWriter out, Ansi ansi)
      throws MissingPrerequisite {
    var screen = new Screen(out, ansi);
    try (var stop = new StopSignal(PUT_AWAY);
        var world = new DemoWorld(options.profile(), options.mainClass())) {
      var patience = new Patience(stop, world.clock(), options.profile().patience());
      var guide = new Guide(world, screen);
      guide.welcome();
      var outcome = story(options, world, patience, screen);
      write(options.json(), outcome.summary());
      guide.sum(outcome);
      if (outcome.held() && options.stay()) {
        guide.tour();
        screen.line("ending: %s".formatted(stop.await()));
      }
      return outcome.held();
    } catch (Ended byVisitor) {
      screen.line("ended before the end of the story");
      return false;
    }
  }

  private static Story.Outcome story(
      Options options, DemoWorld world, Patience patience, Screen screen)
      throws MissingPrerequisite {
    try (var story = new Story(world, patience, screen, options.rate())) {
      return story.play();
    }
  }

  private static void write(@Nullable Path file, Summary summary) throws MissingPrerequisite {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, summary.json());
    } catch (IOException refused) {
      throw new MissingPrerequisite("cannot write " + file + ": " + refused, refused);
    }
  }
}

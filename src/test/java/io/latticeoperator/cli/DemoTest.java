package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.Access;
import io.latticeoperator.app.Logging;
import io.latticeoperator.app.RunConfig.Log;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final int STEPS = 10;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  /** As {@link Main} does: what Jetty says at the finest level would slow the data plane down. */
  @BeforeAll
  static void logWarningsOnly() {
    Logging.configure(new Log(Log.Level.WARN, Log.Format.TEXT));
  }

  @Test
  @Tag("slow")
  void everyStepHoldsAndNothingIsLeft() throws IOException {
    var json = folder.resolve("story.json");

    int code = run("demo", "--once", "--json", json.toString());

    assertEquals(ExitCode.OK, code, () -> out + "\n" + err);
    var summary = new ObjectMapper().readTree(json.toFile());
    assertEquals(0, summary.path("failedPlanned").asInt());
    assertEquals(0, summary.path("leftovers").asInt());
    assertEquals(STEPS, summary.path("steps").size());
    assertTrue(summary.path("requests").asInt() > 1000, summary::toString);
  }

  @Test
  void refusesASummaryThatCannotBeWritten() {
    assertEquals(ExitCode.USAGE, run("demo", "--json", folder.resolve("absent/x").toString()));

    assertTrue(err.toString().contains("there is no such folder"), err::toString);
  }

  @Test
  void refusesARateOfNothing() {
    assertEquals(ExitCode.USAGE, run("demo", "--rate", "0"));
  }

  @Test
  void refusesAProfileItDoesNotHave() {
    assertEquals(ExitCode.USAGE, run("demo", "--profile", "instant"));

    assertTrue(err.toString().contains("QUICK, AWS"), err::toString);
  }

  @Test
  void theSimulatorRefusesAVpcWithoutABlock() {
    assertEquals(ExitCode.USAGE, run("simulator", "--vpc", "vpc-00000001=somewhere"));
  }

  private int run(String... args) {
    return Main.commandLine(Map.of(), config -> ExitCode.FAILED, Access.configured())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}

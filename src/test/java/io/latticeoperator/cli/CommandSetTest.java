package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Access;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line with and without the commands that the operator's image lacks. */
class CommandSetTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private CommandLine operatorOnly() {
    return Main.commandLine(Map.of(), config -> ExitCode.OK, Access.configured(), List.of())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err));
  }

  @Test
  void theSetsHaveExactlyWhatTheOperatorSaysIsElsewhere() {
    var names = new HashSet<String>();
    for (var set : ServiceLoader.load(CommandSet.class)) {
      set.commands().forEach(each -> names.add(new CommandLine(each).getCommandName()));
    }
    assertEquals(new HashSet<>(Elsewhere.NAMES), names);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo --once",
        "simulator --help",
        "validate a.yaml -",
        "verify-aws --vpc vpc-1 --yes"
      })
  void whatIsElsewhereSaysWhere(String words) {
    var name = words.split(" ")[0];
    assertEquals(ExitCode.ENVIRONMENT, operatorOnly().execute(words.split(" ")));
    assertEquals(
        """
        lattice %1$s: not in this build, which holds what a cluster needs
        ./lattice %1$s of the project's sources has it.
        """
            .formatted(name),
        err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void helpAndCompletionNameOnlyWhatIsThere() {
    assertEquals(ExitCode.OK, operatorOnly().execute("--help"));
    assertEquals(ExitCode.OK, operatorOnly().execute("completion"));
    for (var name : Elsewhere.NAMES) {
      assertFalse(out.toString().matches("(?s).*\\b" + name + "\\b.*"), name + " in " + out);
    }
    assertTrue(out.toString().contains("explain"), out::toString);
  }
}

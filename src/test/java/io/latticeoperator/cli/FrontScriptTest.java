package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontScriptTest {
  @Test
  void theFrontScriptListsEveryCommandAndPassesItOn() throws IOException {
    var script = Files.readString(Path.of("lattice"));
    var commands = Main.commandLine(Map.of(), config -> 0, Access.configured()).getSubcommands();
    assertTrue(commands.containsKey("validate"), commands.keySet().toString());
    for (var command : commands.keySet()) {
      assertTrue(
          script.lines().anyMatch(line -> line.matches("  " + command + " +[a-z].*")),
          command + " is not in the list");
      assertTrue(
          command.equals("help")
              || script
                  .lines()
                  .anyMatch(line -> line.matches("  (.* )?" + command + "( .*)?\\) ;;")),
          command + " is not passed on");
    }
  }
}

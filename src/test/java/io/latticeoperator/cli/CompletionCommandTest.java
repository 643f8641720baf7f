package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Access;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "lattice pl, plan",
    "lattice explain --fr, --from-vpc",
    "lattice cleanup --i, " + "--include-retained"
  })
  void theShellCompletesCommandsAndOptions(String typed, String completed) throws Exception {
    var script = folder.resolve("completion.sh");
    Files.writeString(script, completion());
    var words = typed.split(" ");
    var asking =
        """
        source %s
        COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d
        _complete_lattice
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(script, typed, words.length - 1, typed, typed.length());
    var shell =
        new ProcessBuilder("bash", "-c", asking)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();

    assertTrue(shell.waitFor(20, TimeUnit.SECONDS));
    var said = Files.readString(folder.resolve("out"));
    assertTrue(said.lines().anyMatch(line -> line.strip().equals(completed)), said);
  }

  private static String completion() {
    var out = new StringWriter();
    int code =
        Main.commandLine(Map.of(), config -> ExitCode.FAILED, Access.configured())
            .setOut(new PrintWriter(out))
            .execute("completion");
    assertEquals(ExitCode.OK, code);
    return out.toString();
  }
}

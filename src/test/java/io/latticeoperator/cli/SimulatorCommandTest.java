package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Access;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line of the simulator refuses, and what it makes of settings. */
class SimulatorCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--port -1                | --port must be 0 to 65535",
        "--port 65536             | --port must be 0 to 65535",
        "--port eighty            | '--port': 'eighty' is not an int",
        "--data-plane-port 0      | --data-plane-port must be 1 to 65535",
        "--listen-address host    | --listen-address host must be such as 192.168.1.20, or 0.0.0.0",
        "--region nowhere         | --region must be such as eu-central-1",
        "--account 12             | --account must be 12 digits",
        "--set account=12         | the setting account must be 12 digits",
        "--set draining           | '--set' (NAME=VALUE)",
        "--set draining=ten       | --set draining: 'ten' is not a time such as 400ms, 2s, 1m or 1h",
        "--set drain=1s           | --set drain: there is no such setting; there are account,",
        "--set quotas.X=1         | --set quotas.X: there is no such setting; there are quotas.SERVICE",
        "--settings absent.yaml   | --settings absent.yaml: there is no such file",
        "--settings src           | --settings src cannot be read",
        "--profile slow           | QUICK, AWS",
        "--scenario story         | RECIPE",
        "--state absent/x         | --state absent/x: there is no such folder",
        "--state src              | --state src: it is a folder",
        "--vpc vpc-00000001       | --vpc vpc-00000001 must be such as",
        "--vpc vpc-1=10.0.0.0/8   | --vpc vpc-1=10.0.0.0/8 must be such as",
        "--vpc vpc-00000001=10.0.0.0/33 | must be such as",
        "--vpc vpc-00000001=10.0.0.0/8,account=1 | must be such as",
        "--vpc vpc-00000001=10.0.0.0/8,zone=a | must be such as",
        "--vpc vpc-00000001=10.0.0.0/8 --vpc vpc-00000001=10.0.0.0/8 | is given twice",
        "--function pay=http://x  | --function pay=http://x must be such as arn:aws:lambda:",
        "--seed x                 | '--seed': 'x' is not a long",
        "--faults absent.json     | --faults absent.json: there is no such file",
        "--faults pom.xml         | --faults pom.xml: line 1",
        "--policies absent.json   | --policies absent.json: there is no such file or folder",
        "--policies pom.xml       | --policies pom.xml: ",
        "--hostname x             | Unknown options: '--hostname', 'x'",
      })
  void whatIsWrongIsToldWithTheFlag(String words, String told) {
    assertEquals(ExitCode.USAGE, run(words.split(" ")), () -> out + "\n" + err);
    assertTrue(err.toString().contains(told), err::toString);
    assertFalse(err.toString().contains("\tat "), err::toString);
  }

  @Test
  void everyProblemOfAFileIsTold() throws IOException {
    var file = folder.resolve("settings.yaml");
    Files.writeString(file, "draining: soon\ndelays:\n  lunch: 1h\n");

    assertEquals(ExitCode.USAGE, run("--settings", file.toString()));
    assertTrue(err.toString().contains("--settings " + file + ": draining: 'soon'"), err::toString);
    assertTrue(err.toString().contains(file + ": delays.lunch: there is no such"), err::toString);
  }

  @Test
  void printedSettingsCanBeGivenBack() throws IOException {
    assertEquals(ExitCode.OK, run("--profile", "aws", "--set", "draining=7s", "--print-settings"));
    var printed = out.toString();
    assertTrue(printed.contains("draining: \"7s\""), printed);
    var file = folder.resolve("settings.yaml");
    Files.writeString(file, printed);
    out.getBuffer().setLength(0);

    assertEquals(ExitCode.OK, run("--settings", file.toString(), "--print-settings"));
    assertEquals(printed, out.toString());
  }

  @Test
  void aSingleFlagWinsOverTheFileAndTheFileOverTheProfile() throws IOException {
    var file = folder.resolve("settings.json");
    Files.writeString(file, "{\"draining\": \"8s\", \"dataPlaneLag\": \"9s\"}");

    assertEquals(
        ExitCode.OK,
        run("--settings", file.toString(), "--set", "draining=11s", "--print-settings"));
    assertTrue(out.toString().contains("draining: \"11s\""), out::toString);
    assertTrue(out.toString().contains("dataPlaneLag: \"9s\""), out::toString);
  }

  @Test
  void theHelpNamesEveryFlag() {
    assertEquals(ExitCode.OK, run("--help"));
    for (var flag :
        List.of(
            "--port",
            "--data-plane-port",
            "--region",
            "--account",
            "--vpc",
            "--scenario",
            "--profile",
            "--settings",
            "--set",
            "--print-settings",
            "--state",
            "--faults",
            "--policies",
            "--seed")) {
      assertTrue(out.toString().contains(" " + flag), flag);
    }
  }

  private int run(String... words) {
    var all = new String[words.length + 1];
    all[0] = "simulator";
    System.arraycopy(words, 0, all, 1, words.length);
    return Main.commandLine(Map.of(), config -> ExitCode.FAILED, Access.configured())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}

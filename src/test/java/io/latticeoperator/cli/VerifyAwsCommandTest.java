package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Access;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is asked of anybody. */
class VerifyAwsCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--yes                               | Missing required option: '--vpc=ID'",
        "--vpc shop                          | --vpc must be such as vpc-0123456789abcdef0",
        "--vpc vpc-00000001 --target-ip here | --target-ip must be an IPv4 address",
        "--vpc vpc-00000001 --out src        | --out must be a file, not a folder",
        "--vpc vpc-00000001 --profile slow   | QUICK, AWS",
      })
  void refusesWhatCannotWork(String line, String message) {
    var err = new StringWriter();
    var command =
        Main.commandLine(Map.of(), config -> ExitCode.FAILED, Access.configured())
            .setErr(new PrintWriter(err));
    int code = command.execute(("verify-aws " + line).split(" +"));
    assertEquals(ExitCode.USAGE, code, err::toString);
    assertTrue(err.toString().contains(message), err.toString());
  }
}

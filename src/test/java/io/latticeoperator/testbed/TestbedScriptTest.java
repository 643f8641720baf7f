package io.latticeoperator.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code src/testbed/testbed} does without a cluster: on any machine with bash. */
class TestbedScriptTest {
  private static final Path SCRIPT = Path.of("src/testbed/testbed").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  @Tag("shellcheck")
  void shellcheckFindsNothing() {
    var found = Command.of("shellcheck", "-x", SCRIPT.toString()).run();
    assertEquals("", found.out() + found.err());
  }

  @Test
  void theHelpListsEveryCommand() throws Exception {
    var help = script("help").out();
    var known =
        Files.readAllLines(SCRIPT).stream()
            .filter(line -> line.matches("  [a-z|* ]+\\) .* ;;"))
            .flatMap(line -> line.substring(0, line.indexOf(')')).strip().lines())
            .flatMap(names -> java.util.Arrays.stream(names.split(" \\| ")))
            .filter(name -> !name.equals("help"))
            .toList();
    assertTrue(known.contains("up") && known.contains("restart"), known::toString);
    for (var name : known) {
      assertTrue(help.matches("(?s).*testbed [a-z|]*\\b" + name + "\\b.*"), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "fly            ; 2 ; there is no command 'fly'",
        "up             ; 2 ; usage: testbed up NAME",
        "up a b         ; 2 ; up takes one NAME, not 'b' too",
        "up A           ; 2 ; 'A' must be 1 to 32 of a-z, 0-9 and dashes",
        "up a --nodes x ; 2 ; up --nodes x: 0 to 9",
        "up a --nodes   ; 2 ; up: --nodes needs a value",
        "up a --size 3  ; 2 ; there is no option --size",
        "down           ; 2 ; usage: testbed down NAME...",
        "status a       ; 1 ; there is no cluster a",
        "pause a        ; 1 ; there is no cluster a",
        "load a         ; 2 ; usage: testbed load NAME TAR...",
        "image a        ; 2 ; usage: testbed image TAG TAR ROOTFS",
        "check moon     ; 2 ; usage: testbed check cluster|localstack",
        "localstack     ; 2 ; usage: testbed localstack install",
        "localstack up a; 2 ; usage: testbed localstack install",
        "localstack up --port    ; 2 ; usage: testbed localstack install",
        "localstack up --port x  ; 2 ; up --port N: 'x' is no number",
        "localstack up --owner x ; 2 ; --owner PID: 'x' is no process number",
        "localstack down --port 1; 2 ; usage: testbed localstack install",
      })
  void whatIsWrongIsTold(String words, int code, String told) {
    var ended = script(words.split(" ")).run();
    assertEquals(code, ended.code(), ended::err);
    assertTrue(ended.err().contains(told), ended::err);
  }

  @Test
  void theSameFilesGiveTheSameImage() throws Exception {
    var files = Files.createDirectories(folder.resolve("files/bin"));
    Files.writeString(files.resolve("hello"), "#!/bin/sh\necho \"hello\"\n");
    for (var name : new String[] {"one.tar", "two.tar"}) {
      Files.setLastModifiedTime(
          files.resolve("hello"), java.nio.file.attribute.FileTime.fromMillis(name.hashCode()));
      script("image", "a/b:1", folder.resolve(name).toString(), files.getParent().toString())
          .and("/bin/sh", "-c", "echo \"hi\"")
          .out();
    }
    assertEquals(-1, Files.mismatch(folder.resolve("one.tar"), folder.resolve("two.tar")));
    var config = Command.of("tar", "-xOf", folder.resolve("one.tar").toString()).and("--wildcards");
    assertTrue(
        config
            .and("*.json")
            .out()
            .contains("\"Entrypoint\": [\"/bin/sh\", \"-c\", \"echo \\\"hi\\\"\"]"));
  }

  private Command script(String... words) {
    return Command.of("bash", SCRIPT.toString())
        .and(words)
        .with("TESTBED_STATE", folder.resolve("s").toString())
        .with("TESTBED_CACHE", folder.resolve("c").toString());
  }
}

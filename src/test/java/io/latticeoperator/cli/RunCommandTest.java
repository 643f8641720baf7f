package io.latticeoperator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunCommandTest {
  private static final Map<String, String> NEEDED =
      Map.of(
          "LATTICE_VPC_ID", "vpc-0123456789abcdef0",
          "LATTICE_ROUTABLE_CIDRS", "10.0.0.0/16",
          "LATTICE_CLUSTER_NAME", "from-environment");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<RunConfig> ran = new ArrayList<>();

  @Test
  void theEnvironmentIsEnough() {
    assertEquals(ExitCode.OK, run(NEEDED));

    assertEquals("from-environment", ran.getFirst().cluster().name());
  }

  @Test
  void aFlagWinsOverTheEnvironment() {
    assertEquals(ExitCode.OK, run(NEEDED, "--cluster-name", "from-flag"));

    assertEquals("from-flag", ran.getFirst().cluster().name());
  }

  @Test
  void aSwitchNeedsNoValueButTakesOne() {
    var environment = new HashMap<>(NEEDED);
    environment.put("LATTICE_OBSERVE_ONLY", "true");

    run(NEEDED, "--observe-only");
    run(environment);
    run(environment, "--observe-only=false");

    assertEquals(List.of(true, true, false), ran.stream().map(RunConfig::observeOnly).toList());
  }

  @Test
  void problemsAreListedTogetherAndNothingIsRun() {
    assertEquals(ExitCode.USAGE, run(Map.of(), "--health-port=x", "--log-level=loud"));

    assertTrue(ran.isEmpty());
    for (var flag :
        List.of("--vpc-id", "--routable-cidrs", "--cluster-name", "--health-port", "--log-level")) {
      assertTrue(err.toString().contains(flag + " (LATTICE_"), err.toString());
    }
  }

  @Test
  void anUnknownFlagIsAnsweredInBrief() {
    assertEquals(ExitCode.USAGE, run(NEEDED, "--vpcid", "x"));

    assertTrue(
        err.toString().startsWith("lattice run: Unknown options: '--vpcid', 'x'"), err.toString());
    assertTrue(err.toString().lines().count() <= 3, err.toString());
  }

  @Test
  void aMissingPrerequisiteIsASentence() {
    var code =
        execute(
            NEEDED,
            config -> {
              throw new MissingPrerequisite("port 8080 is taken");
            });

    assertEquals(ExitCode.ENVIRONMENT, code);
    assertEquals("lattice run: port 8080 is taken", err.toString().strip());
  }

  @Test
  void aBugShowsWhereItIs() {
    var code =
        execute(
            NEEDED,
            config -> {
              throw new IllegalStateException("impossible");
            });

    assertEquals(ExitCode.FAILED, code);
    assertTrue(err.toString().contains("at " + RunCommandTest.class.getName()), err.toString());
  }

  @ParameterizedTest
  @EnumSource
  void helpNamesFlagAndVariableOf(Setting setting) {
    assertEquals(ExitCode.OK, run(Map.of(), "--help"));

    assertTrue(out.toString().contains(setting.flag()));
    assertTrue(out.toString().contains(setting.variable() + ":"));
    assertFalse(out.toString().contains("\u001b"), "colour without a terminal");
  }

  private int run(Map<String, String> environment, String... flags) {
    return execute(
        environment,
        config -> {
          ran.add(config);
          return ExitCode.OK;
        },
        flags);
  }

  private int execute(
      Map<String, String> environment, RunCommand.Operation operation, String... flags) {
    var arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(List.of(flags));
    return Main.commandLine(environment, operation, Access.configured())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}

package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripts in {@code src/test/python/clients}: what users of boto3 and of the aws CLI write. */
@Tag("aws-cli")
class ClientScriptsTest {
  private static final List<String> STEPS =
      List.of(
          "1 service network",
          "2 security groups",
          "3 VPC association",
          "4 target group",
          "5 health check",
          "6 targets",
          "7 service",
          "8 service association",
          "9 access logs",
          "10 dashboard",
          "nothing is left");
  private static final String THROTTLED = "AKIATHROTTLED";
  private static final String BROKEN = "AKIABROKEN";

  /** Quick, but slow enough for a script to meet what is in progress. */
  private final Served served = new Served(Settings.quick());

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void botoGoesThroughTheTenStepsAndBack() throws Exception {
    assertEquals(STEPS, python("recipe.py", "eu-central-1", Bench.VPC, Bench.OTHER_VPC));
    assertEquals("{}", served.lattice.snapshot().toString());
  }

  @Test
  @Tag("slow")
  void theCliGoesThroughTheTenStepsAndBack() throws Exception {
    assertEquals(STEPS, script("bash", "recipe.sh", "eu-central-1", Bench.VPC, Bench.OTHER_VPC));
    assertEquals("{}", served.lattice.snapshot().toString());
  }

  @Test
  void botoPagesThroughEverythingWhileItChanges() throws Exception {
    var subnet = "subnet-" + Bench.VPC.substring("vpc-".length());
    var checks = python("pages.py", Bench.VPC, Bench.OTHER_VPC, subnet);
    assertEquals("stale", checks.getLast());
  }

  @Test
  void botoTellsErrorsByTheirClassAndMembers() throws Exception {
    served.lattice.inject(
        (sequence, call) ->
            switch (call.caller().accessKey()) {
              case THROTTLED -> Optional.of(new Faults.Fault.Throttled(Duration.ofMillis(1500)));
              case BROKEN -> Optional.of(new Faults.Fault.FailedBefore());
              default -> Optional.empty();
            });
    assertEquals(
        List.of(
            "ConflictException",
            "ResourceNotFoundException",
            "ServiceQuotaExceededException",
            "ValidationException",
            "ThrottlingException",
            "InternalServerException"),
        python("errors.py", Bench.VPC, THROTTLED, BROKEN));
  }

  private List<String> python(String script, String... arguments) throws Exception {
    return script("python3", script, arguments);
  }

  private List<String> script(String interpreter, String script, String... arguments)
      throws Exception {
    var command = new ArrayList<>(List.of(interpreter, "src/test/python/clients/" + script));
    command.addAll(List.of(arguments));
    return Terminal.run(served.server.endpoint(), true, command).lines().toList();
  }
}

package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.simulator.PodNetwork;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's commands for network, VPC association and security-group rule, as they stand. */
@Tag("aws-cli")
class ReadmeCommandsTest {
  private static final String REGION = "eu-west-1";
  private static final Vpc CLUSTER =
      Vpc.of("vpc-0123456789abcdef0", "111122223333", REGION, "10.0.0.0/16");
  private static final Vpc CLIENTS =
      Vpc.of("vpc-0fedcba9876543210", "111122223333", REGION, "10.1.0.0/16");
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @Test
  void theCommandsOnYourClusterMakeWhatTheySay() throws Exception {
    var readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("## On your cluster");
    int to = readme.indexOf("### Try it from outside");
    assertTrue(from > 0 && to > from, "the README has no such section");
    var script =
        SHELL
            .matcher(readme.substring(from, to))
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining("\n"))
            .replace("vpc-…        #", CLUSTER.id() + " #")
            .replace("sg-…       #", "sg-0123456789abcdef0 #")
            .replace("vpc-…    #", CLIENTS.id() + " #");
    assertTrue(!script.contains("…"), script);
    try (var timeline = new RealTimeline("simulator", Throwable::printStackTrace);
        var aws =
            SimulatedAws.start(
                new SimulatedAws.Plan(
                    Settings.quick(), List.of(CLUSTER, CLIENTS), 0, ProxySettings.likely()),
                timeline,
                PodNetwork.direct())) {
      run(script, aws.endpoint().toString());
      var view = aws.lattice().view();
      assertEquals("shop", view.networks().getFirst().name());
      assertEquals(CLIENTS.id(), view.vpcAssociations().getFirst().vpcId());
      var nodes = aws.lattice().world().securityGroup("sg-0123456789abcdef0").orElseThrow();
      var opened =
          nodes.ingress().stream().filter(rule -> rule.fromPort() == 8080).toList().toString();
      assertTrue(opened.contains("peer=pl-"), nodes.toString());
    }
  }

  private static void run(String script, String endpoint) throws IOException, InterruptedException {
    var output = Files.createTempFile("readme", ".log");
    try {
      var builder =
          new ProcessBuilder("sh", "-eu", "-c", script)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("AWS_ENDPOINT_URL", endpoint);
      builder.environment().put("AWS_ACCESS_KEY_ID", "AKIAADMIN");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
      builder.environment().put("AWS_PAGER", "");
      builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
      var process = builder.start();
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      var said = Files.readString(output);
      assumeTrue(!said.contains("aws: not found"), "the aws CLI is not installed");
      assertTrue(ended, said);
      assertEquals(0, process.exitValue(), said);
    } finally {
      Files.delete(output);
    }
  }
}

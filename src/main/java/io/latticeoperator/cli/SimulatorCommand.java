package io.latticeoperator.cli;

import io.latticeoperator.app.SimulatorProcess;
import io.latticeoperator.app.demo.Profile;
import io.latticeoperator.simulator.aws.Cidr;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code lattice simulator}: VPC Lattice alone. */
@Command(
    name = "simulator",
    description = {
      "Serves a simulated VPC Lattice for the aws CLI and any SDK, with a data plane that carries"
          + " requests to targets at their own addresses, until it is told to end.",
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false)
final class SimulatorCommand implements Callable<Integer> {
  private static final Pattern VPC = Pattern.compile("vpc-([0-9a-z]{8}|[0-9a-z]{17})");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final int HIGHEST_PORT = 65_535;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of the AWS endpoint. Default: any free one.")
  private int port;

  @Option(
      names = "--data-plane-port",
      paramLabel = "PORT",
      description =
          "Where callers in the first VPC reach listeners on port 80. Default: any free one.")
  private @Nullable Integer dataPlanePort;

  @Option(names = "--region", paramLabel = "REGION", description = "Default: us-east-1.")
  private String region = "us-east-1";

  @Option(names = "--account", paramLabel = "ID", description = "Default: 111122223333.")
  private String account = "111122223333";

  @Option(
      names = "--profile",
      paramLabel = "quick|aws",
      description = "How slow it is. Default: quick.")
  private Profile profile = Profile.QUICK;

  @Option(
      names = "--vpc",
      paramLabel = "ID=CIDR",
      description = "A VPC; can be repeated. Default: vpc-00000000000000001=10.0.0.0/8 alone.")
  private Map<String, String> vpcs = new LinkedHashMap<>();

  @Override
  public Integer call() throws Exception {
    require(port >= 0 && port <= HIGHEST_PORT, "--port must be 0 to 65535");
    require(
        dataPlanePort == null || (dataPlanePort > 0 && dataPlanePort <= HIGHEST_PORT),
        "--data-plane-port must be 1 to 65535");
    require(ACCOUNT.matcher(account).matches(), "--account must be 12 digits");
    if (vpcs.isEmpty()) {
      vpcs.put("vpc-00000000000000001", "10.0.0.0/8");
    }
    vpcs.forEach(
        (id, cidr) ->
            require(
                VPC.matcher(id).matches() && isCidr(cidr),
                "--vpc must be such as vpc-0123456789abcdef0=10.0.0.0/16"));
    SimulatorProcess.run(
        new SimulatorProcess.Options(
            port, dataPlanePort, region, profile.settings().with(to -> to.account = account), vpcs),
        spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private static boolean isCidr(String text) {
    try {
      return Cidr.parse(text).bits() > 0;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}

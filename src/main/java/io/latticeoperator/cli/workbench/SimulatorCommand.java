package io.latticeoperator.cli.workbench;

import io.latticeoperator.app.simulator.Scenario;
import io.latticeoperator.app.simulator.SimulatorProcess;
import io.latticeoperator.cli.ExitCode;
import io.latticeoperator.cli.Lattice;
import io.latticeoperator.simulator.Addresses;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.SettingsText;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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
      "",
      "Once everything listens, it prints the line `listening on http://127.0.0.1:PORT`, and then"
          + " what to set for the aws CLI and SDKs. An access key of twelve digits is a caller of"
          + " that account; the Region is that of the signature. docs/simulator.md tells more."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    abbreviateSynopsis = true,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended in an orderly way",
      "1:failed",
      "2:wrong usage: unknown flag, bad or missing value",
      "3:a port is not free, an address is not of this machine, or the state cannot be read or written"
    })
final class SimulatorCommand implements Callable<Integer> {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");
  private static final Pattern FUNCTION =
      Pattern.compile("arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+(:[^:]+)?");
  private static final String FUNCTION_EXAMPLE =
      "arn:aws:lambda:us-east-1:111122223333:function:pay=http://127.0.0.1:9000/";
  private static final Set<String> HTTP = Set.of("http", "https");
  private static final int HIGHEST_PORT = 65_535;
  private static final String ONLY_VPC = "vpc-00000000000000001=10.0.0.0/8";

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(validate = false, heading = "%nWhere it listens:%n")
  private Ports ports = new Ports();

  @ArgGroup(validate = false, heading = "%nWhat there is:%n")
  private Surroundings surroundings = new Surroundings();

  @ArgGroup(validate = false, heading = "%nHow it behaves:%n")
  private BehaviourFlags behaviour = new BehaviourFlags();

  @ArgGroup(validate = false, heading = "%nHow hard it is on its callers:%n")
  private RigourFlags rigour = new RigourFlags();

  @ArgGroup(validate = false, heading = "%nWhat is kept:%n")
  private Keeping keeping = new Keeping();

  private static final class Ports {
    @Option(
        names = "--port",
        paramLabel = "PORT",
        description = "Of the AWS endpoint. Default: any free one.")
    private int aws;

    @Option(
        names = "--data-plane-port",
        paramLabel = "PORT",
        description =
            "Where callers in the first VPC reach listeners on port 80. Default: any free one.")
    private @Nullable Integer dataPlane;

    @Option(
        names = "--listen-address",
        paramLabel = "IP[,IP...]",
        split = ",",
        description =
            "Addresses of this machine to listen on besides loopback, at the same ports, such as one"
                + " that containers or other machines reach. Nobody is asked who they are: whoever"
                + " reaches them may read and change everything. --verify-signatures asks for"
                + " signatures, but with a secret key that everybody knows.")
    private List<String> addresses = new ArrayList<>();
  }

  private static final class Surroundings {
    @Option(
        names = "--region",
        paramLabel = "REGION",
        description = "Of the VPCs. Default: us-east-1.")
    private String region = "us-east-1";

    @Option(
        names = "--account",
        paramLabel = "ID",
        description =
            "Of the VPCs, and of callers whose access key is not an account. Default: 111122223333.")
    private @Nullable String account;

    @Option(
        names = "--vpc",
        paramLabel = VpcFlag.FORM,
        description = "A VPC; can be repeated. Default: " + ONLY_VPC + " alone.")
    private List<String> vpcs = new ArrayList<>();

    @Option(
        names = "--function",
        paramLabel = "ARN=URL",
        description =
            "Where an HTTP endpoint stands for a function that is a LAMBDA target: it gets VPC"
                + " Lattice's event by POST and gives the function's answer; can be repeated.")
    private Map<String, URI> functions = new LinkedHashMap<>();

    @Option(
        names = "--scenario",
        paramLabel = "recipe",
        description =
            "Begin with a world at work: two VPCs, a service network, a service with three targets"
                + " that are there. Prints what to try.")
    private @Nullable Scenario scenario;
  }

  private static final class Keeping {
    @Option(
        names = "--state",
        paramLabel = "FILE",
        description =
            "Keep everything in this file over a restart. Written within a second of each change,"
                + " and at the end. Default: nothing is kept.")
    private @Nullable Path state;
  }

  @Override
  public Integer call() throws Exception {
    var settings = settings();
    if (behaviour.print()) {
      spec.commandLine().getOut().print(SettingsText.write(settings));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    }
    SimulatorProcess.run(options(settings), spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private SimulatorProcess.Options options(Settings settings) {
    require(ports.aws >= 0 && ports.aws <= HIGHEST_PORT, "--port must be 0 to 65535");
    var dataPlane = ports.dataPlane;
    require(
        dataPlane == null || (dataPlane > 0 && dataPlane <= HIGHEST_PORT),
        "--data-plane-port must be 1 to 65535");
    require(REGION.matcher(surroundings.region).matches(), "--region must be such as eu-central-1");
    var state = keeping.state;
    require(state == null || hasFolder(state), "--state " + state + ": there is no such folder");
    require(state == null || !Files.isDirectory(state), "--state " + state + ": it is a folder");
    surroundings.functions.forEach(
        (arn, url) ->
            require(
                FUNCTION.matcher(arn).matches() && HTTP.contains(String.valueOf(url.getScheme())),
                "--function " + arn + "=" + url + " must be such as " + FUNCTION_EXAMPLE));
    return new SimulatorProcess.Options(
        new Addresses(ports.addresses.stream().map(this::address).toList()),
        ports.aws,
        dataPlane,
        surroundings.region,
        settings,
        vpcs(settings.account()),
        surroundings.functions,
        rigour.rigour(spec.commandLine()),
        state,
        surroundings.scenario);
  }

  private InetAddress address(String word) {
    try {
      return InetAddress.ofLiteral(word);
    } catch (IllegalArgumentException name) {
      throw misused("--listen-address " + word + " must be such as 192.168.1.20, or 0.0.0.0");
    }
  }

  private List<Vpc> vpcs(String account) {
    var words = surroundings.vpcs;
    if (words.isEmpty() && surroundings.scenario == null) {
      words = List.of(ONLY_VPC);
    }
    var ids = new HashSet<String>();
    var vpcs = new ArrayList<Vpc>();
    for (var word : words) {
      var vpc =
          VpcFlag.parse(word, account, surroundings.region)
              .orElseThrow(() -> misused("--vpc " + word + " must be " + VpcFlag.ALLOWED));
      require(ids.add(vpc.id()), "--vpc " + vpc.id() + " is given twice");
      vpcs.add(vpc);
    }
    return vpcs;
  }

  private Settings settings() {
    var settings = behaviour.settings(spec.commandLine());
    var account = surroundings.account;
    if (account != null) {
      settings = settings.with(to -> to.account = account);
    }
    require(
        ACCOUNT.matcher(settings.account()).matches(),
        (account == null ? "the setting account" : "--account") + " must be 12 digits");
    return settings;
  }

  private static boolean hasFolder(Path file) {
    var folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw misused(message);
    }
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.latticeoperator.cli.workbench;

import io.latticeoperator.app.demo.Profile;
import io.latticeoperator.app.simulator.VerifyAwsProcess;
import io.latticeoperator.cli.ExitCode;
import io.latticeoperator.cli.Lattice;
import io.latticeoperator.simulator.lattice.SettingsText;
import io.latticeoperator.verify.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code lattice verify-aws}: what a real account does where the simulator has to guess. */
@Command(
    name = "verify-aws",
    description = {
      "Asks a real account what no document says about VPC Lattice, puts the same questions to the"
          + " simulator, prints both, and writes the settings with which the simulator agrees.",
      "",
      "Without --yes it only says what it would make, and what that costs. Region and credentials"
          + " are those of the AWS SDK: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL and so on."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, whether or not the two agree",
      "1:something could not be deleted; it is listed",
      "2:wrong usage",
      "3:AWS cannot be asked"
    })
final class VerifyAwsCommand implements Callable<Integer> {
  private static final Pattern VPC = Pattern.compile("vpc-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--vpc",
      paramLabel = "ID",
      required = true,
      description = "A VPC of the account, for target groups. It is not associated with anything.")
  private String vpc = "";

  @Option(
      names = "--target-ip",
      paramLabel = "IP",
      description =
          "An IPv4 address in one of its subnets that nobody uses; it gets no traffic. Without it,"
              + " questions on targets stay open.")
  private @Nullable String targetIp;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(
      names = "--clean-up",
      description = "Only delete what runs that died have left; needs --yes too.")
  private boolean cleanUp;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where the settings go, for `lattice simulator --settings FILE`. Default:"
              + " lattice-settings.yaml.")
  private Path out = Path.of("lattice-settings.yaml");

  @Option(
      names = "--profile",
      paramLabel = "quick|aws",
      description = "Settings of the simulator to compare with. Default: aws.")
  private Profile profile = Profile.AWS;

  @Override
  public Integer call() throws Exception {
    require(VPC.matcher(vpc).matches(), "--vpc must be such as vpc-0123456789abcdef0");
    require(
        targetIp == null || IPV4.matcher(targetIp).matches(),
        "--target-ip must be an IPv4 address such as 10.0.1.250");
    require(!Files.isDirectory(out), "--out must be a file, not a folder");
    var options = new VerifyAwsProcess.Options(vpc, targetIp, profile.settings());
    var output = spec.commandLine().getOut();
    VerifyAwsProcess.announce(options, output);
    if (!yes) {
      output.println("Add --yes to do it.");
      return ExitCode.OK;
    }
    if (cleanUp) {
      return told(VerifyAwsProcess.cleanUp(options));
    }
    var result = VerifyAwsProcess.run(options, output);
    var learned = result.learned();
    Files.writeString(out, SettingsText.write(learned));
    output.printf(
        "%n%1$d of %2$d answers are the same. What differs and can be set is in %3$s:%n"
            + "  ./lattice simulator --profile %4$s --settings %3$s%n",
        result.findings().stream().filter(Finding::agrees).count(),
        result.findings().size(),
        out,
        profile.name().toLowerCase(Locale.ROOT));
    return told(result.left());
  }

  private int told(List<String> left) {
    left.forEach(each -> spec.commandLine().getErr().println("not deleted: " + each));
    return left.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}

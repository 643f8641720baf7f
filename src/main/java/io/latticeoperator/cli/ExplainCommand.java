package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.SettingsReader;
import io.latticeoperator.app.look.ExplainProcess;
import io.latticeoperator.app.look.Subject;
import io.latticeoperator.explain.Check.Verdict;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code lattice explain}: why a pod is, or is not, a target. */
@Command(
    name = "explain",
    description = {
      "Tells why the pods of a Service get requests through VPC Lattice, or why not: every step from"
          + " pod to client, the failing ones marked, each with what to do. Reads only.",
      "",
      "Each step is [ok], [!!] failed or [??] not known. With pod/NAME only that pod is looked at,"
          + " through the exported Service that selects it.",
      "",
      "What AWS does not let be read is [??]. Security groups are those of the network interface"
          + " that has the pod's address, or else its node's: ec2:DescribeNetworkInterfaces and"
          + " ec2:DescribeSecurityGroupRules are needed for them."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    abbreviateSynopsis = true,
    descriptionHeading = "%n",
    parameterListHeading = "%nAbout:%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no step fails; some may not be known",
      "1:a step fails, or the command does",
      "2:wrong usage; a setting is missing or bad",
      "3:the cluster or the credentials cannot be used"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern VPC = Pattern.compile("vpc-([0-9a-z]{8}|[0-9a-z]{17})");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final CommandSpec spec;
  private final Access access;
  private final SettingOptions settings;

  @Parameters(paramLabel = "KIND/NAME", description = "svc/NAME, latticeexport/NAME or pod/NAME.")
  private String subject = "";

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Of what is asked about. Default: default.")
  private String namespace = "default";

  @Option(
      names = "--from-vpc",
      paramLabel = "ID",
      description = "Explain for clients in this VPC. Default: in any.")
  private @Nullable String fromVpc;

  @Mixin private Output output = new Output();

  @Mixin private TimeoutOption timeout = new TimeoutOption();

  private ExplainCommand(Map<String, String> environment, Access access) {
    this.access = access;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings = new SettingOptions(spec, environment, SettingOptions.LOOKING);
  }

  static CommandSpec spec(Map<String, String> environment, Access access) {
    return new ExplainCommand(environment, access).spec;
  }

  @Override
  public Integer call() throws Exception {
    var question = question();
    return switch (SettingsReader.read(settings.words())) {
      case Configured.Valid(var config) -> explain(config, question);
      case Configured.Invalid(var problems) -> settings.refuse(problems);
    };
  }

  private int explain(RunConfig config, ExplainProcess.Question question) throws Exception {
    var explanation =
        ExplainProcess.run(access, config, question, timeout.patience(), output.progress());
    output.print(explanation, ExplainProcess.lines(explanation));
    return explanation.verdict() == Verdict.FAILED ? ExitCode.FAILED : ExitCode.OK;
  }

  private ExplainProcess.Question question() {
    var vpc = fromVpc;
    if (vpc != null && !VPC.matcher(vpc).matches()) {
      throw misuse("--from-vpc is '" + vpc + "': must be vpc- and 8 or 17 digits or letters");
    }
    if (!NAMESPACE.matcher(namespace).matches()) {
      throw misuse("--namespace is '" + namespace + "': must be the name of a namespace");
    }
    try {
      return new ExplainProcess.Question(Subject.parse(subject, namespace), vpc);
    } catch (IllegalArgumentException unknown) {
      throw misuse(String.valueOf(unknown.getMessage()));
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

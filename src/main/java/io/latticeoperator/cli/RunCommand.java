package io.latticeoperator.cli;

import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lattice run}: the operator itself. Its options are the {@link Setting}s. */
@Command(
    name = "run",
    description = {
      "Runs the operator against a Kubernetes cluster and AWS until it is told to end.",
      "",
      "Region and credentials are those of the AWS SDK: AWS_REGION, AWS_PROFILE, web identity, the"
          + " instance's role. Each option below can also be set by the environment variable named"
          + " with it; the option wins."
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
      "2:a setting is missing or bad; all of them are listed",
      "3:the cluster, the credentials or the port cannot be used"
    })
final class RunCommand implements Callable<Integer> {
  private final CommandSpec spec;
  private final SettingOptions settings;
  private final Operation operation;

  /** What is done with good settings; the exit code. */
  @FunctionalInterface
  interface Operation {
    int run(RunConfig config) throws Exception;
  }

  private RunCommand(Map<String, String> environment, Operation operation) {
    this.operation = operation;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings = new SettingOptions(spec, environment, List.of(Setting.values()));
  }

  static CommandSpec spec(Map<String, String> environment, Operation operation) {
    return new RunCommand(environment, operation).spec;
  }

  @Override
  public Integer call() throws Exception {
    return switch (SettingsReader.read(settings.words())) {
      case Configured.Valid(var config) -> operation.run(config);
      case Configured.Invalid(var problems) -> settings.refuse(problems);
    };
  }
}

package io.latticeoperator.cli;

import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.SettingsReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
  private final Map<String, String> environment;
  private final Operation operation;

  /** What is done with good settings; the exit code. */
  @FunctionalInterface
  interface Operation {
    int run(RunConfig config) throws Exception;
  }

  private RunCommand(Map<String, String> environment, Operation operation) {
    this.environment = environment;
    this.operation = operation;
    this.spec = CommandSpec.forAnnotatedObject(this);
    for (var setting : Setting.values()) {
      spec.addOption(option(setting));
    }
  }

  static CommandSpec spec(Map<String, String> environment, Operation operation) {
    return new RunCommand(environment, operation).spec;
  }

  @Override
  public Integer call() throws Exception {
    return switch (SettingsReader.read(words())) {
      case Configured.Valid(var config) -> operation.run(config);
      case Configured.Invalid(var problems) -> {
        var command = spec.commandLine();
        for (var problem : problems) {
          command.getErr().println(command.getColorScheme().errorText(problem.toString()));
        }
        command.getErr().println("lattice run --help tells of every setting.");
        yield ExitCode.USAGE;
      }
    };
  }

  /** What was given, the flag before the variable. */
  private Map<Setting, String> words() {
    var words = new EnumMap<Setting, String>(Setting.class);
    for (var setting : Setting.values()) {
      @Nullable String flag = spec.findOption(setting.flag()).getValue();
      var word = flag == null ? environment.get(setting.variable()) : flag;
      if (word != null) {
        words.put(setting, word);
      }
    }
    return words;
  }

  private static OptionSpec option(Setting setting) {
    var option = OptionSpec.builder(setting.flag()).type(String.class).description(help(setting));
    var placeholder = setting.placeholder();
    return placeholder == null
        ? option.arity("0..1").fallbackValue("true").paramLabel("true|false").build()
        : option.paramLabel(placeholder).build();
  }

  private static String[] help(Setting setting) {
    var lines = new ArrayList<>(List.of(setting.description()));
    lines.add(setting.variable() + ": " + setting.allowed());
    if (setting.defaultValue() != null) {
      lines.add("Default: " + setting.defaultValue());
    }
    return lines.toArray(String[]::new);
  }
}

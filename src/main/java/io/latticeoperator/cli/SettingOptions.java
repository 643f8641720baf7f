package io.latticeoperator.cli;

import io.latticeoperator.app.Problem;
import io.latticeoperator.app.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options of a command that are {@link Setting}s: each is also an environment variable. */
final class SettingOptions {
  /** What commands that look at cluster and AWS have to be told. */
  static final List<Setting> LOOKING =
      List.of(
          Setting.VPC_ID,
          Setting.ROUTABLE_CIDRS,
          Setting.CLUSTER_NAME,
          Setting.CLUSTER_ID,
          Setting.ACCOUNT,
          Setting.DEFAULT_NETWORK,
          Setting.ALLOWED_NETWORKS,
          Setting.NAMESPACES,
          Setting.CLOUDWATCH_METRICS,
          Setting.KUBECONFIG,
          Setting.CONTEXT);

  /** What they have to be told, and more. */
  static List<Setting> lookingAnd(Setting... more) {
    return Stream.concat(LOOKING.stream(), Stream.of(more)).toList();
  }

  private final CommandSpec spec;
  private final Map<String, String> environment;
  private final List<Setting> settings;

  /** Adds the options to a command. */
  SettingOptions(CommandSpec spec, Map<String, String> environment, Collection<Setting> settings) {
    this.spec = spec;
    this.environment = environment;
    this.settings = List.copyOf(settings);
    for (var setting : settings) {
      spec.addOption(option(setting));
    }
  }

  /** What was given, the flag before the variable. */
  Map<Setting, String> words() {
    var words = new EnumMap<Setting, String>(Setting.class);
    for (var setting : settings) {
      @Nullable String flag = spec.findOption(setting.flag()).getValue();
      var word = flag == null ? environment.get(setting.variable()) : flag;
      if (word != null) {
        words.put(setting, word);
      }
    }
    return words;
  }

  /** Tells what cannot be used; the exit code. */
  int refuse(List<Problem> problems) {
    var command = spec.commandLine();
    for (var problem : problems) {
      command.getErr().println(command.getColorScheme().errorText(problem.toString()));
    }
    command.getErr().println(spec.qualifiedName() + " --help tells of every setting.");
    return ExitCode.USAGE;
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

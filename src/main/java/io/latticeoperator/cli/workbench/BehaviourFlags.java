package io.latticeoperator.cli.workbench;

import io.latticeoperator.app.demo.Profile;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.SettingsReading;
import io.latticeoperator.simulator.lattice.SettingsText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flags of {@code lattice simulator} on its settings. */
final class BehaviourFlags {
  @Option(
      names = "--profile",
      paramLabel = "quick|aws",
      description = "How slow it is. Default: quick.")
  private Profile profile = Profile.QUICK;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "What differs from the profile, as YAML or JSON.")
  private @Nullable Path settings;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "One thing that differs, such as draining=10s, delays.serviceCreate=5s or"
              + " quotas.SERVICES=10; can be repeated, and wins over the file.")
  private Map<String, String> single = new LinkedHashMap<>();

  @Option(
      names = "--print-settings",
      description = "Print all settings that would be in force, as a file for --settings, and end.")
  private boolean print;

  /** Whether the settings are only to be printed. */
  boolean print() {
    return print;
  }

  /**
   * The profile, changed by the file, changed by single flags.
   *
   * @throws ParameterException which tells all that is wrong with one of them
   */
  Settings settings(CommandLine command) {
    var over = profile.settings();
    var file = settings;
    if (file != null) {
      var reading = SettingsText.read(FlagFile.content(command, "--settings", file), over);
      over = valid(command, "--settings " + file + ": ", reading);
    }
    return valid(command, "--set ", SettingsText.set(single, over));
  }

  private static Settings valid(CommandLine command, String origin, SettingsReading reading) {
    return switch (reading) {
      case SettingsReading.Valid(var settings) -> settings;
      case SettingsReading.Invalid(var problems) ->
          throw FlagFile.misused(command, origin, problems);
    };
  }
}

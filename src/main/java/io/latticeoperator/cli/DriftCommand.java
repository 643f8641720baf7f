package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.SettingsReader;
import io.latticeoperator.app.look.DriftProcess;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code lattice drift}: where AWS differs from what is wanted. */
@Command(
    name = "drift",
    description = {
      "Prints where AWS differs from what is wanted, who has probably changed it, and what carries"
          + " this cluster's tags although the object it was made for is gone. Nothing is written.",
      "",
      "DRIFT is what the operator had finished, by the status of its objects, and is not so any more."
          + " FOREIGN is somebody else's thing in the place of ours, or on ours. PENDING is what the"
          + " operator has not got to yet. Who it was is told by tags, as far as tools leave them;"
          + " CloudTrail, which knows, is not asked."
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
      "0:printed; with --exit-code, nothing has drifted",
      "1:failed, or not everything could be read",
      "2:a setting is missing or bad; all of them are listed",
      "3:the cluster or the credentials cannot be used",
      "4:with --exit-code, there is drift, something foreign or an orphan"
    })
final class DriftCommand implements Callable<Integer> {
  private final CommandSpec spec;
  private final Access access;
  private final SettingOptions settings;

  @Mixin private Output output = new Output();

  @Mixin private TimeoutOption timeout = new TimeoutOption();

  @Option(names = "--exit-code", description = "End with 4 when something has drifted.")
  private boolean exitCode;

  private DriftCommand(Map<String, String> environment, Access access) {
    this.access = access;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings = new SettingOptions(spec, environment, SettingOptions.LOOKING);
  }

  static CommandSpec spec(Map<String, String> environment, Access access) {
    return new DriftCommand(environment, access).spec;
  }

  @Override
  public Integer call() throws Exception {
    return switch (SettingsReader.read(settings.words())) {
      case Configured.Valid(var config) -> drift(config);
      case Configured.Invalid(var problems) -> settings.refuse(problems);
    };
  }

  private int drift(RunConfig config) throws Exception {
    var view = DriftProcess.run(access, config, timeout.patience(), output.progress());
    output.print(view, view.lines());
    if (view.summary().incomplete() > 0 || !view.orphansUnknown().isEmpty()) {
      return ExitCode.FAILED;
    }
    return exitCode && view.drifted() ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}

package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.SettingsReader;
import io.latticeoperator.app.look.PlanProcess;
import io.latticeoperator.app.look.PlanScreen;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code lattice plan}: what the operator would do now. */
@Command(
    name = "plan",
    description = {
      "Prints what the operator would do now, step by step, from what the cluster and AWS hold."
          + " Nothing is written to either of them.",
      "",
      "Lines begin with + for what is made or registered, ~ for what is changed, - for what is"
          + " deleted or deregistered, ! for what stands in the way. Annotated Services that have no"
          + " LatticeExport yet are planned for as if they had. What waits for something else is"
          + " shown after it, as if AWS did all that it is asked for.",
      "",
      "Costs are list prices of us-east-1 for things that cost while they are there."
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
      "0:the plan is printed; with --exit-code, there is nothing to do",
      "1:failed, or not everything could be read",
      "2:a setting is missing or bad; all of them are listed",
      "3:the cluster or the credentials cannot be used",
      "4:with --exit-code, there is something to do"
    })
final class PlanCommand implements Callable<Integer> {
  private final CommandSpec spec;
  private final Access access;
  private final SettingOptions settings;

  @Mixin private Output output = new Output();

  @Mixin private TimeoutOption timeout = new TimeoutOption();

  @Option(names = "--exit-code", description = "End with 4 when there is something to do.")
  private boolean exitCode;

  private PlanCommand(Map<String, String> environment, Access access) {
    this.access = access;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings = new SettingOptions(spec, environment, SettingOptions.LOOKING);
  }

  static CommandSpec spec(Map<String, String> environment, Access access) {
    return new PlanCommand(environment, access).spec;
  }

  @Override
  public Integer call() throws Exception {
    return switch (SettingsReader.read(settings.words())) {
      case Configured.Valid(var config) -> plan(config);
      case Configured.Invalid(var problems) -> settings.refuse(problems);
    };
  }

  private int plan(RunConfig config) throws Exception {
    var view = PlanProcess.run(access, config, timeout.patience(), output.progress());
    output.print(view, PlanScreen.lines(view));
    if (view.summary().incomplete() > 0) {
      return ExitCode.FAILED;
    }
    return exitCode && view.summary().changes() > 0 ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}

package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.SettingsReader;
import io.latticeoperator.app.look.DoctorProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lattice doctor}: whether the operator could work here. */
@Command(
    name = "doctor",
    description = {
      "Checks what the operator needs: credentials and what they may read, the clock, the VPC, the"
          + " addresses of pods, prefix lists, quotas, the cluster's definitions and your rights in"
          + " it. Reads only; each check is ok, warn or fail, with what to do.",
      "",
      "Quotas are compared with AWS's defaults, whatever has been granted beyond them. Rights in the"
          + " cluster are those of whoever runs this; in a Pod of the operator they are its own."
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
      "0:nothing fails; there may be warnings",
      "1:something fails",
      "2:a setting is missing or bad; all of them are listed"
    })
final class DoctorCommand implements Callable<Integer> {
  /** Besides: what decides which rights the operator needs. */
  private static final List<Setting> SETTINGS =
      SettingOptions.lookingAnd(
          Setting.SERVICE_ANNOTATIONS,
          Setting.LEADER_ELECTION,
          Setting.LEASE_NAME,
          Setting.LEASE_NAMESPACE);

  private final CommandSpec spec;
  private final Access access;
  private final SettingOptions settings;

  @Mixin private Output output = new Output();

  private DoctorCommand(Map<String, String> environment, Access access) {
    this.access = access;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings = new SettingOptions(spec, environment, SETTINGS);
  }

  static CommandSpec spec(Map<String, String> environment, Access access) {
    return new DoctorCommand(environment, access).spec;
  }

  @Override
  public Integer call() {
    return switch (SettingsReader.read(settings.words())) {
      case Configured.Valid(var config) -> examine(config);
      case Configured.Invalid(var problems) -> settings.refuse(problems);
    };
  }

  private int examine(RunConfig config) {
    var view = DoctorProcess.run(access, config, output.progress());
    output.print(view, view.lines());
    return view.well() ? ExitCode.OK : ExitCode.FAILED;
  }
}

package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.cleanup.CleanupProcess;
import io.latticeoperator.app.cleanup.CleanupScreen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code lattice cleanup}: removes from AWS what belongs to a cluster that is gone. */
@Command(
    name = "cleanup",
    description = {
      "Removes from AWS what a cluster that is gone has left, found by its tags: associations first,"
          + " then services, targets and target groups, then what hangs on networks. It shows what"
          + " it would do, and asks.",
      "",
      "Service networks, associations of VPCs, their shares and log groups are kept unless"
          + " --include-retained is given. What other clusters use, too, is not deleted: only this"
          + " cluster's tag is taken off it. Deletions that AWS works on are waited for; a run that"
          + " is broken off can be begun anew.",
      "",
      "It refuses when the kubeconfig reaches that very cluster: delete its LatticeExports instead."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or shown, or there is nothing",
      "1:something could not be taken away; it is listed",
      "2:wrong usage; the cluster is alive; nobody said yes",
      "3:the credentials cannot be used, or a cluster that was named does not answer"
    })
final class CleanupCommand implements Callable<Integer> {
  private static final Pattern OWNER =
      Pattern.compile("LatticeExport/[a-z0-9-]+/[a-z0-9.-]+|LatticeNetwork/[a-z0-9.-]+");

  private static final Pattern UID = Pattern.compile("[\\p{L}\\p{N}_.:/=+@-]{1,100}");

  private final CommandSpec spec;
  private final Map<String, String> environment;
  private final Access access;
  private final SettingOptions settings;

  @Option(
      names = "--cluster",
      paramLabel = "UID",
      required = true,
      description =
          "Value of the tag latticeoperator.io/cluster-uid: the UID of its namespace kube-system, or"
              + " its --cluster-id.")
  private String cluster = "";

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      description =
          "Only what was made for this object, as lattice drift names it, such as"
              + " LatticeExport/shop/web; more than once for several. Then the cluster may be alive,"
              + " but not the object.")
  private List<String> owners = List.of();

  @Option(names = "--yes", description = "Do it without asking.")
  private boolean yes;

  @Option(
      names = "--include-retained",
      description = "Also service networks, associations of VPCs, shares and log groups.")
  private boolean includeRetained;

  @Option(names = "--force", description = "Even if the cluster is alive.")
  private boolean force;

  @Mixin private Output output = new Output();

  private Duration patience = Duration.ofMinutes(30);

  private CleanupCommand(Map<String, String> environment, Access access) {
    this.environment = environment;
    this.access = access;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings =
        new SettingOptions(spec, environment, List.of(Setting.KUBECONFIG, Setting.CONTEXT));
  }

  static CommandSpec spec(Map<String, String> environment, Access access) {
    return new CleanupCommand(environment, access).spec;
  }

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long it may take: such as 30s, 5m or 1h; targets that serve drain for up to five"
              + " minutes. Default: 30m.")
  void timeout(String word) {
    patience = TimeoutOption.parse(word, spec);
  }

  @Override
  public Integer call() throws Exception {
    if (!UID.matcher(cluster).matches()) {
      throw misuse(
          "--cluster is '" + cluster + "': must be 1 to 100 letters, digits or _ . : / = + - @");
    }
    for (var owner : owners) {
      if (!OWNER.matcher(owner).matches()) {
        throw misuse(
            "--owner is '"
                + owner
                + "': must be LatticeExport/NAMESPACE/NAME or LatticeNetwork/NAME");
      }
    }
    var wish = new CleanupProcess.Wish(cluster, Set.copyOf(owners), includeRetained);
    refuseIfAlive(wish);
    try (var process = CleanupProcess.open(access, wish, output.progress())) {
      var found = process.look(patience);
      if (found.isEmpty()) {
        spec.commandLine().getOut().println("Nothing in AWS carries the tags of " + cluster + ".");
        return ExitCode.OK;
      }
      return cleanUp(process, found.get());
    }
  }

  private int cleanUp(CleanupProcess process, CleanupProcess.Found found) throws Exception {
    var before = CleanupScreen.before(found.view());
    if (!yes) {
      output.print(found.view(), before);
      if (!output.forPeople()) {
        return ExitCode.OK;
      }
      if (!Terminal.present()) {
        spec.commandLine().getOut().println("Add --yes to do it.");
        return ExitCode.OK;
      }
      if (!Terminal.ask("Do it? Only yes is accepted: ").equals(Optional.of("yes"))) {
        return ExitCode.USAGE;
      }
    } else if (output.forPeople()) {
      output.print(found.view(), before);
    }
    var view = process.work(found, this::tell, patience);
    output.print(view, CleanupScreen.after(view));
    return view.left().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** From the loop's thread. */
  private synchronized void tell(String line) {
    if (output.forPeople()) {
      var out = spec.commandLine().getOut();
      out.println(line);
      out.flush();
    }
  }

  private void refuseIfAlive(CleanupProcess.Wish wish) throws MissingPrerequisite {
    if (force) {
      return;
    }
    var words = settings.words();
    @Nullable String file = words.get(Setting.KUBECONFIG);
    var alive =
        CleanupProcess.alive(
            access,
            new RunConfig.Kubernetes(
                file == null ? null : Path.of(file), words.get(Setting.CONTEXT), List.of()),
            environment.get(Setting.CLUSTER_ID.variable()),
            wish);
    if (alive.isEmpty() && !words.isEmpty()) {
      throw new MissingPrerequisite(
          "the cluster that --kubeconfig or --context means does not answer, so it cannot be told"
              + " whether it is the one to clean up after; leave them out, or add --force");
    }
    var living = alive.orElse(List.of());
    if (!living.isEmpty()) {
      throw misuse(
          String.join(", ", living)
              + (living.size() == 1 ? " is" : " are")
              + " alive, by its identity "
              + cluster
              + ". Delete LatticeExports and LatticeNetworks there, and the operator cleans up; or"
              + " add --force");
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.latticeoperator.cli;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Configured;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.Problem;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.SettingsReader;
import io.latticeoperator.app.look.PlanScreen;
import io.latticeoperator.app.look.RemovalPlan;
import io.latticeoperator.app.uninstall.UninstallProcess;
import io.latticeoperator.app.uninstall.Wish;
import io.latticeoperator.app.uninstall.Wish.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code lattice uninstall}: what is to be done before the operator is removed for good. */
@Command(
    name = "uninstall",
    description = {
      "Makes a cluster ready for the removal of its operator. It stops the operator, and then either"
          + " deletes every LatticeExport and LatticeNetwork with all that they have made in AWS, or"
          + " lets go of them, so that everything goes on serving as it is and a later install takes"
          + " over.",
      "",
      "helm uninstall runs it first, in the cluster. What is gone already does not matter:"
          + " definitions, namespaces, the operator. A run that was broken off can be begun anew."
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
      "0:done, or shown",
      "1:something is left; it is listed, and the operator runs again",
      "2:wrong usage, or a setting is missing or bad",
      "3:the cluster or the credentials cannot be used"
    })
final class UninstallCommand implements Callable<Integer> {
  private static final Pattern DEPLOYMENT =
      Pattern.compile("([a-z0-9][a-z0-9-]{0,62})/([a-z0-9][a-z0-9.-]{0,252})");

  /** In the operator's place, and therefore by its Lease. */
  private static final List<Setting> SETTINGS =
      SettingOptions.lookingAnd(
          Setting.LEADER_ELECTION,
          Setting.LEASE_NAME,
          Setting.LEASE_NAMESPACE,
          Setting.LEASE_DURATION);

  private final CommandSpec spec;
  private final Access access;
  private final SettingOptions settings;
  private Duration patience = Duration.ofMinutes(15);
  private Wish.@Nullable Operator operator;

  @Option(
      names = "--policy",
      paramLabel = "delete|retain",
      required = true,
      description = {
        "delete: nothing is left in AWS but what an object's own deletionPolicy Retain keeps.",
        "retain: AWS is not touched, the objects stay, and only our finalizers come off them."
      })
  private Policy policy = Policy.RETAIN;

  @Option(
      names = "--dry-run",
      description = "Only show what would be deleted and deregistered, or let go of.")
  private boolean dryRun;

  @Mixin private Output output = new Output();

  private UninstallCommand(Map<String, String> environment, Access access) {
    this.access = access;
    this.spec = CommandSpec.forAnnotatedObject(this);
    this.settings = new SettingOptions(spec, environment, SETTINGS);
  }

  static CommandSpec spec(Map<String, String> environment, Access access) {
    return new UninstallCommand(environment, access).spec;
  }

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "How long it may take: such as 30s, 5m or 1h; targets that serve drain for up to five"
              + " minutes. Default: 15m.")
  void timeout(String word) {
    patience = TimeoutOption.parse(word, spec);
  }

  @Option(
      names = "--operator",
      paramLabel = "NAMESPACE/NAME",
      description =
          "Deployment of the operator, or none when there is none. Default: the one in the cluster"
              + " that has the label app.kubernetes.io/name=lattice-operator.")
  void operator(String word) {
    var deployment = DEPLOYMENT.matcher(word);
    if (word.equals("none")) {
      operator = new Wish.None();
    } else if (deployment.matches()) {
      operator = new Wish.Named(deployment.group(1), deployment.group(2));
    } else {
      throw new ParameterException(
          spec.commandLine(),
          "--operator is '%s': must be NAMESPACE/NAME of a Deployment, or none".formatted(word));
    }
  }

  @Override
  public Integer call() throws Exception {
    var process = new UninstallProcess(access, new Wish(policy, operator, patience), this::tell);
    return switch (policy) {
      case DELETE ->
          switch (SettingsReader.read(settings.words())) {
            case Configured.Valid(var config) ->
                dryRun ? showDeletion(process, config) : outcome(process.delete(config));
            case Configured.Invalid(var problems) -> settings.refuse(problems);
          };
      case RETAIN -> {
        var problems = new ArrayList<Problem>();
        var cluster = SettingsReader.kubernetes(settings.words(), problems::add);
        yield problems.isEmpty() ? retain(process, cluster) : settings.refuse(problems);
      }
    };
  }

  private int retain(UninstallProcess process, RunConfig.Kubernetes cluster)
      throws MissingPrerequisite, InterruptedException {
    if (!dryRun) {
      return outcome(process.retain(cluster));
    }
    list("Would be let go of, and stay", process.objects(cluster));
    return ExitCode.OK;
  }

  private int showDeletion(UninstallProcess process, RunConfig config)
      throws MissingPrerequisite, InterruptedException {
    var objects = process.objects(config.kubernetes());
    list("Would be deleted", objects);
    if (objects.isEmpty()) {
      return ExitCode.OK;
    }
    spec.commandLine().getOut().println();
    var view = RemovalPlan.run(access, config, patience, output.progress());
    output.print(view, PlanScreen.lines(view));
    return view.summary().incomplete() > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private void list(String title, List<String> objects) {
    if (output.forPeople()) {
      var out = spec.commandLine().getOut();
      out.println(
          objects.isEmpty()
              ? "There are neither LatticeExports nor LatticeNetworks."
              : title + ":");
      objects.forEach(object -> out.println("  " + object));
    }
  }

  private int outcome(UninstallProcess.Outcome outcome) {
    var out = spec.commandLine().getOut();
    if (outcome.left().isEmpty()) {
      out.println(
          policy == Policy.DELETE
              ? "Done: nothing is left but what a deletionPolicy Retain keeps."
              : "Done: everything goes on serving; an operator that comes later takes over.");
      return ExitCode.OK;
    }
    var err = spec.commandLine().getErr();
    err.println("Not done:");
    outcome.left().forEach(line -> err.println("  " + line));
    err.println("To go on: " + spec.qualifiedName() + arguments());
    return ExitCode.FAILED;
  }

  private String arguments() {
    var arguments = new StringBuilder(" --policy ").append(policy.name().toLowerCase(Locale.ROOT));
    if (operator != null) {
      arguments
          .append(" --operator ")
          .append(operator instanceof Wish.Named named ? named.toString() : "none");
    }
    return arguments.append(" --timeout ").append(patience.toSeconds()).append('s').toString();
  }

  /** From any thread. */
  private synchronized void tell(String line) {
    var out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}

package io.latticeoperator.cli.workbench;

import io.latticeoperator.app.simulator.Rigour;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.faults.FaultPlan;
import io.latticeoperator.simulator.faults.MalformedPlan;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.MalformedPolicy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The flags of {@code lattice simulator} on how hard it is on its callers. */
final class RigourFlags {
  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description =
          "What goes wrong, as a plan in JSON. It can be exchanged at /_simulator/faults.")
  private @Nullable Path faults;

  @Option(
      names = "--policies",
      paramLabel = "PATH",
      description =
          "Who may do what: a JSON file, or a folder of some, of access keys or ARNs with their"
              + " identity policies. Who is not named may do everything.")
  private @Nullable Path policies;

  @Option(
      names = "--verify-signatures",
      description =
          "Refuse calls, and signed requests to services, whose signature is not made with the"
              + " secret key '"
              + Rigour.SECRET
              + "', or with what STS gave out.")
  private boolean verified;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of identifiers: the same seed and calls give the same ones. Default: 1.")
  private long seed = 1;

  /**
   * What is asked for.
   *
   * @throws ParameterException when a file is absent or wrong
   */
  Rigour rigour(CommandLine command) {
    var file = faults;
    var plan = file == null ? FaultPlan.NONE : plan(command, file);
    if (policies != null) {
      check(command, policies);
    }
    return new Rigour(seed, plan, policies, verified);
  }

  private static FaultPlan plan(CommandLine command, Path file) {
    try {
      return FaultPlan.parse(FlagFile.content(command, "--faults", file));
    } catch (MalformedPlan malformed) {
      throw FlagFile.misused(command, "--faults " + file + ": ", malformed.problems());
    }
  }

  /** They are read again when there are accounts that they are about. */
  private static void check(CommandLine command, Path policies) {
    try {
      new IdentityPolicies(new Accounts("111122223333"), Instant::now).load(policies);
    } catch (NoSuchFileException | FileNotFoundException absent) {
      throw new ParameterException(
          command, "--policies " + policies + ": there is no such file or folder", absent);
    } catch (IOException | MalformedPolicy unusable) {
      throw new ParameterException(
          command, "--policies " + policies + ": " + unusable.getMessage(), unusable);
    }
  }
}

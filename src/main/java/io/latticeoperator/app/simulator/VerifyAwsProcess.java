package io.latticeoperator.app.simulator;

import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.Timeouts;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.verify.AwsWire;
import io.latticeoperator.verify.Finding;
import io.latticeoperator.verify.Pause;
import io.latticeoperator.verify.SimulatedWire;
import io.latticeoperator.verify.Verification;
import io.latticeoperator.verify.Wire;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The body of {@code lattice verify-aws}: one side is the simulator, the other a real account. */
public final class VerifyAwsProcess {
  private static final String PRODUCT = "lattice-operator/verify-aws";
  private static final String ROW = "%-66s  %-26s  %-26s  %s%n";

  private static final Duration POLL = Duration.ofMillis(500);

  private VerifyAwsProcess() {}

  /**
   * What to ask about.
   *
   * @param vpcId that target groups are made for
   * @param targetIp an unused address in one of its subnets; null leaves some questions open
   * @param settings of the simulator that AWS is compared with
   */
  public record Options(String vpcId, @Nullable String targetIp, Settings settings) {
    private List<String> addresses() {
      return targetIp == null ? List.of() : List.of(targetIp);
    }

    private String cidr() {
      return targetIp == null ? "10.0.0.0/8" : targetIp + "/32";
    }
  }

  /** What {@link #run} would do to the account, and what that costs, for people to read first. */
  public static void announce(Options options, PrintWriter out) throws MissingPrerequisite {
    try (var clients = connect()) {
      out.printf(
          "verify-aws asks %d questions of %s.%n", Verification.questions(), clients.describe());
    }
    out.printf(
        "  It makes at most 1 service network, 1 service and 2 target groups (%s) at a time, and"
            + " deletes them after each question.%n",
        options.vpcId());
    out.println("  It associates no VPC: nobody's traffic is touched.");
    out.println(
        "  All names begin with lattice-verify-, and all carry the tag lattice-operator/verify-aws.");
    out.println(
        "  It takes about half an hour. A service costs about $0.025 for each hour or part of it:"
            + " less than $1 in all.");
    out.flush();
  }

  /**
   * Asks both sides, and prints a row for each question.
   *
   * @return the settings in which AWS was found to differ from the simulator, by dotted name
   * @throws MissingPrerequisite when AWS cannot be asked
   */
  public static Result run(Options options, PrintWriter out) throws MissingPrerequisite {
    try (var clients = connect()) {
      var verification = verification(options, clients);
      out.printf(ROW, "FACT", "SIMULATOR", "AWS", "");
      var outcome = verification.run(finding -> print(finding, out));
      return new Result(learned(outcome.findings()), outcome.findings(), outcome.left());
    } catch (Wire.NoAnswer none) {
      throw new MissingPrerequisite(
          "AWS does not answer: %s; `lattice verify-aws --clean-up` deletes what may be left"
              .formatted(none.getMessage()),
          none);
    }
  }

  /** Deletes what runs that died have left in the account; returns what could not be deleted. */
  public static List<String> cleanUp(Options options) throws MissingPrerequisite {
    try (var clients = connect()) {
      return verification(options, clients).cleanUp();
    } catch (Wire.NoAnswer none) {
      throw new MissingPrerequisite("AWS does not answer: " + none.getMessage(), none);
    }
  }

  /**
   * What came out.
   *
   * @param learned what to set for the simulator to agree, by dotted name
   * @param left what could not be deleted, with reasons
   */
  public record Result(Map<String, String> learned, List<Finding> findings, List<String> left) {
    public Result {
      learned = new TreeMap<>(learned);
      findings = List.copyOf(findings);
      left = List.copyOf(left);
    }
  }

  private static Verification verification(Options options, AwsClients clients) {
    var real = Pause.real();
    var run = Integer.toString(RandomGenerator.getDefault().nextInt(1 << 24, 1 << 29), 36);
    return new Verification(
        SimulatedWire.side(options.settings(), options.vpcId(), options.cidr()),
        new Verification.Side(new AwsWire(clients.signedCalls(), real), real, POLL),
        options.vpcId(),
        options.addresses(),
        run);
  }

  private static AwsClients connect() throws MissingPrerequisite {
    try {
      return AwsClients.configured(Timeouts.STANDARD, PRODUCT);
    } catch (IllegalArgumentException unconfigured) {
      throw new MissingPrerequisite(String.valueOf(unconfigured.getMessage()), unconfigured);
    }
  }

  private static Map<String, String> learned(List<Finding> findings) {
    var learned = new TreeMap<String, String>();
    for (var finding : findings) {
      var setting = finding.setting();
      var value = finding.aws();
      if (setting != null && value != null && !finding.agrees()) {
        learned.put(setting, value);
      }
    }
    return learned;
  }

  private static void print(Finding finding, PrintWriter out) {
    var aws = finding.aws();
    var verdict = aws == null ? finding.note() : finding.agrees() ? "" : "differs";
    out.printf(ROW, finding.fact(), finding.simulator(), aws == null ? "?" : aws, verdict);
    out.flush();
  }
}

package io.latticeoperator.verify;

import io.latticeoperator.verify.Lab.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Puts all questions to both sides, and leaves nothing behind. */
public final class Verification {
  private final Lab simulator;
  private final Lab aws;

  /**
   * One who is asked.
   *
   * @param wire how
   * @param pause the time in which answers take effect
   * @param poll how long to wait before looking again; times are measured to within it
   */
  public record Side(Wire wire, Pause pause, Duration poll) {}

  /**
   * @param vpcId a VPC that target groups can be made for, of the account that {@code aws} calls
   *     for
   * @param addresses in its subnets that nobody uses; without any, questions on targets stay open
   * @param run tells this run's resources from others', 4 to 12 of {@code [a-z0-9]}
   */
  public Verification(Side simulator, Side aws, String vpcId, List<String> addresses, String run) {
    var site = new Site(vpcId, addresses);
    this.simulator = new Lab(simulator, site, run);
    this.aws = new Lab(aws, site, run);
  }

  /**
   * What was found, and what could not be deleted.
   *
   * @param left ARNs with reasons; empty when nothing was left behind
   */
  public record Outcome(List<Finding> findings, List<String> left) {
    public Outcome {
      findings = List.copyOf(findings);
      left = List.copyOf(left);
    }
  }

  /** How many questions there are. */
  public static int questions() {
    return Probes.all().size();
  }

  /**
   * Asks everything. What was made for a question is deleted before the next one is asked.
   *
   * @param progress told of each finding as it is made
   */
  public Outcome run(Consumer<Finding> progress) {
    var findings = new ArrayList<Finding>();
    var left = new ArrayList<String>();
    for (var probe : Probes.all()) {
      var finding = ask(probe, left);
      findings.add(finding);
      progress.accept(finding);
    }
    return new Outcome(findings, left);
  }

  /** Deletes what earlier runs in AWS have left; returns what could not be deleted. */
  public List<String> cleanUp() {
    return new Cleanup(aws).run();
  }

  private Finding ask(Probe probe, List<String> left) {
    if (probe.needsTargets() && aws.site().addresses().isEmpty()) {
      return new Finding(probe.fact(), probe.setting(), "", null, "needs --target-ip");
    }
    var simulated = answered(probe, simulator, new ArrayList<>());
    try {
      return new Finding(probe.fact(), probe.setting(), simulated, answered(probe, aws, left), "");
    } catch (Probe.Unanswered open) {
      return new Finding(
          probe.fact(), probe.setting(), simulated, null, String.valueOf(open.getMessage()));
    }
  }

  private static String answered(Probe probe, Lab lab, List<String> left) {
    try {
      return probe.question().ask(lab);
    } finally {
      left.addAll(new Cleanup(lab).run());
    }
  }
}

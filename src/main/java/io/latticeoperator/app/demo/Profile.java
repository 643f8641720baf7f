package io.latticeoperator.app.demo;

import io.latticeoperator.simulator.lattice.Settings;
import java.time.Duration;

/** How fast the simulated AWS is, and the settings of application and operator that go with it. */
public enum Profile {
  /** Everything happens, most of it in a second or two. */
  QUICK(
      Settings.quick(),
      new Workload(4, 40, 60),
      Duration.ofSeconds(5),
      Duration.ofSeconds(15),
      Duration.ofSeconds(90)),

  /** As slow as AWS is reported to be. */
  AWS(
      Settings.aws(),
      new Workload(45, 90, 120),
      Duration.ofSeconds(15),
      Duration.ofSeconds(60),
      Duration.ofMinutes(15));

  private final Settings settings;
  private final Workload workload;
  private final Duration healthInterval;
  private final Duration auditInterval;
  private final Duration patience;

  /**
   * The settings of a Deployment that make a rollout lossless, in whole seconds.
   *
   * @param minReady more than the data plane's lag and the first health check: a new pod counts
   *     only when it gets requests
   * @param preStop more than the lag and the restart of an operator: an old pod answers for as long
   *     as it gets requests
   * @param grace more than {@code preStop}, which is part of it
   */
  record Workload(int minReady, int preStop, int grace) {}

  Profile(
      Settings settings,
      Workload workload,
      Duration healthInterval,
      Duration auditInterval,
      Duration patience) {
    this.settings = settings;
    this.workload = workload;
    this.healthInterval = healthInterval;
    this.auditInterval = auditInterval;
    this.patience = patience;
  }

  /** Of the simulator. */
  public Settings settings() {
    return settings;
  }

  Workload workload() {
    return workload;
  }

  /** Between two readings of a target group's health by the operators, which also show drift. */
  Duration healthInterval() {
    return healthInterval;
  }

  /** Between two full readings of AWS by the operators. */
  Duration auditInterval() {
    return auditInterval;
  }

  /** The longest that a step may take. */
  Duration patience() {
    return patience;
  }
}

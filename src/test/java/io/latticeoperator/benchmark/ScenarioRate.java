package io.latticeoperator.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.latticeoperator.simulation.Scenario;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How many whole scenarios (create, scale, roll, delete) one core lives through in a minute, with
 * the simulated VPC Lattice in process: {@code taskset -c 0 java … ScenarioRate [seconds]}.
 */
public final class ScenarioRate {
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ScenarioRate() {}

  /**
   * What a measurement found.
   *
   * @param simulated time that passed in all scenarios together
   * @param processor time that this process had, compiler and collector included
   */
  record Rate(int scenarios, long calls, Duration simulated, Duration real, Duration processor) {
    double perMinute() {
      return scenarios * 60e9 / real.toNanos();
    }

    double perProcessorMinute() {
      return scenarios * 60e9 / processor.toNanos();
    }
  }

  /**
   * Lives scenarios, one after the other, on this thread.
   *
   * @param time of the processor, so that what else the machine does makes it longer, not less
   */
  static Rate measure(Duration time) {
    long began = System.nanoTime();
    long spent = PROCESS.getProcessCpuTime();
    var simulated = Duration.ZERO;
    long calls = 0;
    int scenarios = 0;
    while (PROCESS.getProcessCpuTime() - spent < time.toNanos()) {
      var lived = new Scenario(scenarios++).live();
      calls += lived.calls();
      simulated = simulated.plus(lived.simulated());
    }
    return new Rate(
        scenarios,
        calls,
        simulated,
        Duration.ofNanos(System.nanoTime() - began),
        Duration.ofNanos(PROCESS.getProcessCpuTime() - spent));
  }

  public static void main(String[] arguments) {
    long seconds = arguments.length == 0 ? 60 : Long.parseLong(arguments[0]);
    measure(WARM_UP);
    var rate = measure(Duration.ofSeconds(seconds));
    System.out.printf(
        "%d scenarios in %.1f s: %.0f a minute, %.0f a minute of processor time;"
            + " %d calls of the operator; %d simulated minutes%n",
        rate.scenarios(),
        rate.real().toMillis() / 1000.0,
        rate.perMinute(),
        rate.perProcessorMinute(),
        rate.calls(),
        rate.simulated().toMinutes());
  }
}

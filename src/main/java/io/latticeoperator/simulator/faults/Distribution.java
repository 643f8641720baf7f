package io.latticeoperator.simulator.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long something takes, each time anew. */
public sealed interface Distribution {

  /** The next value; never negative. */
  Duration next(RandomGenerator random);

  /** Always the same. */
  record Fixed(Duration value) implements Distribution {
    @Override
    public Duration next(RandomGenerator random) {
      return value;
    }
  }

  /** Any duration between two, each as likely as the other. */
  record Uniform(Duration from, Duration to) implements Distribution {
    @Override
    public Duration next(RandomGenerator random) {
      return from.plusNanos(Math.round(to.minus(from).toNanos() * random.nextDouble()));
    }
  }

  /**
   * The long tail of real services: the logarithm is normally distributed.
   *
   * @param p50 half of the values are shorter; positive
   * @param p99 one of a hundred is longer; at least {@code p50}
   */
  record LogNormal(Duration p50, Duration p99) implements Distribution {
    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.3263478740408408;

    @Override
    public Duration next(RandomGenerator random) {
      double sigma = Math.log((double) p99.toNanos() / p50.toNanos()) / Z99;
      return Duration.ofNanos(Math.round(p50.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }
  }
}

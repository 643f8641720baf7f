package io.latticeoperator.simulator.lattice;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.latticeoperator.simulator.aws.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of this package that speak to a {@link Bench} and takes from the simulators'
 * journals which operations each passed test has called.
 */
final class Witness implements TestExecutionListener {
  private static final ThreadLocal<@Nullable List<LatticeSimulator>> SEEN = new ThreadLocal<>();

  /** By test method; removed when one of its invocations fails. */
  private final Map<String, Set<Journal.Entry>> calls = new HashMap<>();

  private final Set<String> failed = new HashSet<>();

  /**
   * In how many passed tests an operation had its effect, and in how many it was refused.
   *
   * @param effects tests in which at least one call of it succeeded
   * @param refusals tests in which at least one call of it was refused
   */
  record Testimony(int effects, int refusals) {
    static final Testimony NONE = new Testimony(0, 0);

    private Testimony plus(boolean effect, boolean refusal) {
      return new Testimony(effects + (effect ? 1 : 0), refusals + (refusal ? 1 : 0));
    }
  }

  private Witness() {}

  /** Told of every simulator that a test makes; does nothing unless a witness is there. */
  static void sees(LatticeSimulator lattice) {
    var seen = SEEN.get();
    if (seen != null) {
      seen.add(lattice);
    }
  }

  /** By operation. */
  static Map<String, Testimony> testimonies() {
    var witness = new Witness();
    SEEN.set(new ArrayList<>());
    try {
      var tests =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectPackage(Witness.class.getPackageName()))
              .filters(includeClassNamePatterns(".*Test"))
              .filters(TagFilter.excludeTags("aws-cli", "slow"))
              .build();
      LauncherFactory.create().execute(tests, witness);
    } finally {
      SEEN.remove();
    }
    return witness.counted();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    var seen = SEEN.get();
    if (!test.isTest() || seen == null) {
      return;
    }
    var method =
        test.getSource()
            .filter(MethodSource.class::isInstance)
            .map(MethodSource.class::cast)
            .map(source -> source.getClassName() + "." + source.getMethodName())
            .orElse(test.getUniqueId());
    var called = calls.computeIfAbsent(method, name -> new HashSet<>());
    seen.forEach(lattice -> called.addAll(lattice.journal().since(1)));
    seen.clear();
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      failed.add(method);
    }
  }

  private Map<String, Testimony> counted() {
    calls.keySet().removeAll(failed);
    var counted = new TreeMap<String, Testimony>();
    for (var test : calls.values()) {
      var effects = new HashSet<String>();
      var refusals = new HashSet<String>();
      for (var entry : test) {
        (entry.result().equals("OK") ? effects : refusals).add(entry.operation());
      }
      var operations = new HashSet<>(effects);
      operations.addAll(refusals);
      for (var operation : operations) {
        var before = counted.getOrDefault(operation, Testimony.NONE);
        counted.put(
            operation, before.plus(effects.contains(operation), refusals.contains(operation)));
      }
    }
    return counted;
  }
}

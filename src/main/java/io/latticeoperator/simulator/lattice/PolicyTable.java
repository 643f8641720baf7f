package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The policies of one kind, at most one for each ARN. */
final class PolicyTable {
  private final Consumer<String> beforeChange;
  private final Runnable onChange;
  private final Map<String, Policy> byArn = new LinkedHashMap<>();

  /**
   * @param beforeChange told the ARN of what the policy that is about to change is on
   * @param onChange told that it has changed
   */
  PolicyTable(Consumer<String> beforeChange, Runnable onChange) {
    this.beforeChange = beforeChange;
    this.onChange = onChange;
  }

  /** A policy as it was put. */
  record Policy(String text, Instant createdAt, Instant updatedAt) {}

  Optional<Policy> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /** Puts a policy, or replaces the one that is there, which was created when it was. */
  void write(String arn, String text, Instant now) {
    var createdAt = find(arn).map(Policy::createdAt).orElse(now);
    put(arn, new Policy(text, createdAt, now));
  }

  void put(String arn, Policy policy) {
    beforeChange.accept(arn);
    byArn.put(arn, policy);
    onChange.run();
  }

  void remove(String arn) {
    beforeChange.accept(arn);
    byArn.remove(arn);
    onChange.run();
  }

  /** Forgets the policy of something that is gone itself. */
  void forget(String arn) {
    byArn.remove(arn);
  }

  /** By the ARN of what they are on. */
  Map<String, Policy> all() {
    return Collections.unmodifiableMap(byArn);
  }
}

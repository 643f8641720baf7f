package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState.Entry;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.SecurityGroupRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules of security groups that let Lattice in: whatever is wanted open stays open while rules
 * change into one another.
 */
final class PortRules {
  private final Slice slice;

  PortRules(Slice slice) {
    this.slice = slice;
  }

  /** A rule of somebody else that opens all that is wanted. */
  Optional<Entry<SecurityGroupRule>> other(SecurityGroupRule wanted) {
    return slice
        .observed()
        .nodes(SecurityGroupRule.class)
        .filter(e -> !slice.ours(e.key(), new Resource(e.node(), e.physical())))
        .filter(e -> e.node().opens(wanted))
        .findFirst();
  }

  /**
   * What one of our rules can become now: what is wanted, unless that closes ports which are open
   * by no other rule yet or which other clusters use; then it is widened, or stays.
   */
  SecurityGroupRule next(
      Key key, SecurityGroupRule wanted, SecurityGroupRule there, Physical physical) {
    boolean closesNothing = wanted.covers(there.fromPort(), there.toPort());
    boolean free = others(physical).isEmpty() && openWithout(key, wanted);
    if (!there.prefixListId().equals(wanted.prefixListId()) || closesNothing || free) {
      return wanted;
    }
    return there.withPorts(
        Math.min(wanted.fromPort(), there.fromPort()), Math.max(wanted.toPort(), there.toPort()));
  }

  /** Why a rule is wider than it is wanted. */
  String whyOpen(Physical physical) {
    var others = others(physical);
    return others.isEmpty()
        ? "ports are closed when all others are open"
        : "ports stay open that other clusters may use: " + String.join(", ", others);
  }

  /** Whether all that is wanted is open without one of our rules. */
  boolean dispensable(Key key, SecurityGroupRule rule) {
    return wantedBeside(rule).allMatch(wanted -> openBy(key, wanted) || other(wanted).isPresent());
  }

  private boolean openWithout(Key key, SecurityGroupRule instead) {
    return wantedBeside(instead).allMatch(wanted -> instead.opens(wanted) || openBy(key, wanted));
  }

  private Stream<SecurityGroupRule> wantedBeside(SecurityGroupRule rule) {
    return slice
        .desired()
        .nodes(SecurityGroupRule.class)
        .map(Entry::node)
        .filter(w -> w.groupId().equals(rule.groupId()) && w.family() == rule.family());
  }

  private boolean openBy(Key except, SecurityGroupRule wanted) {
    return slice
        .observed()
        .nodes(SecurityGroupRule.class)
        .filter(e -> !e.key().equals(except))
        .anyMatch(e -> e.node().opens(wanted));
  }

  private List<String> others(Physical physical) {
    return Ownership.otherUsers(
        Objects.requireNonNullElse(physical.tags(), Map.of()), slice.cluster());
  }
}

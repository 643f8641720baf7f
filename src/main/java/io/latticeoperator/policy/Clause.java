package io.latticeoperator.policy;

import io.latticeoperator.policy.Statement.Effect;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A statement of IAM's: an effect for the calls that fit each of its dimensions.
 *
 * @param principals ARNs of roles and users, ids of accounts; empty for everybody
 * @param conditions values by condition key, one of which must fit; {@code *} and {@code ?} are
 *     wildcards
 */
record Clause(
    Effect effect, SortedSet<String> principals, SortedMap<String, SortedSet<String>> conditions) {

  /** Sets hold no value that another one covers. */
  Clause {
    principals = without(principals, Clause::isAccountOf);
    var reduced = new TreeMap<String, SortedSet<String>>();
    conditions.forEach((key, values) -> reduced.put(key, without(values, Wildcards::covers)));
    conditions = Collections.unmodifiableSortedMap(reduced);
  }

  /** Whether one thing makes another superfluous. */
  @FunctionalInterface
  private interface Covering {
    boolean covers(String wide, String narrow);
  }

  private static SortedSet<String> without(Collection<String> values, Covering covering) {
    var kept = new TreeSet<String>();
    for (var value : new TreeSet<>(values)) {
      if (kept.stream().noneMatch(other -> covering.covers(other, value))) {
        kept.removeIf(other -> covering.covers(value, other));
        kept.add(value);
      }
    }
    return Collections.unmodifiableSortedSet(kept);
  }

  /** Whether {@code wide} is the account of {@code narrow}, or the same. */
  private static boolean isAccountOf(String wide, String narrow) {
    return wide.equals(narrow) || narrow.contains(":iam::" + wide + ":");
  }

  /** Whether every call that the other one is about is one that this is about. */
  boolean covers(Clause other) {
    return (principals.isEmpty() || covers(principals, other.principals, Clause::isAccountOf))
        && conditions.entrySet().stream()
            .allMatch(
                condition -> {
                  var narrow = other.conditions.get(condition.getKey());
                  return narrow != null && covers(condition.getValue(), narrow, Wildcards::covers);
                });
  }

  private static boolean covers(
      SortedSet<String> wide, SortedSet<String> narrow, Covering covering) {
    return !narrow.isEmpty()
        && narrow.stream().allMatch(n -> wide.stream().anyMatch(w -> covering.covers(w, n)));
  }

  Clause withPrincipals(SortedSet<String> others) {
    return new Clause(effect, others, conditions);
  }

  /** With other values of one key; empty for none at all. */
  Clause with(String key, SortedSet<String> values) {
    var changed = new TreeMap<String, SortedSet<String>>(conditions);
    if (values.isEmpty()) {
      changed.remove(key);
    } else {
      changed.put(key, values);
    }
    return new Clause(effect, principals, changed);
  }

  static Clause of(Effect effect, Map<String, SortedSet<String>> conditions) {
    return new Clause(effect, new TreeSet<>(), new TreeMap<>(conditions));
  }
}

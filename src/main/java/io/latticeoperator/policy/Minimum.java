package io.latticeoperator.policy;

import io.latticeoperator.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Fewer clauses that mean the same. */
final class Minimum {
  private Minimum() {}

  /** In an order that does not depend on that of the clauses given. */
  static List<Clause> of(Collection<Clause> clauses) {
    var rest = sorted(clauses);
    int before;
    do {
      before = rest.size();
      rest = uncovered(merged(rest));
    } while (rest.size() < before);
    var denies = rest.stream().filter(c -> c.effect() == Effect.DENY).toList();
    return rest.stream()
        .filter(c -> c.effect() == Effect.DENY || denies.stream().noneMatch(deny -> deny.covers(c)))
        .toList();
  }

  /** Those that differ in one dimension become one, dimension by dimension. */
  private static List<Clause> merged(List<Clause> clauses) {
    var rest = merged(clauses, Clause::principals, Clause::withPrincipals);
    var keys = new TreeSet<String>();
    rest.forEach(clause -> keys.addAll(clause.conditions().keySet()));
    for (var key : keys) {
      rest =
          merged(
              rest,
              clause -> clause.conditions().getOrDefault(key, Collections.emptySortedSet()),
              (clause, values) -> clause.with(key, values));
    }
    return rest;
  }

  /**
   * @param values of the dimension; empty where the clause is not limited in it
   * @param with the clause with other values in it
   */
  private static List<Clause> merged(
      List<Clause> clauses,
      Function<Clause, SortedSet<String>> values,
      BiFunction<Clause, SortedSet<String>, Clause> with) {
    var rest = new ArrayList<Clause>();
    var alike = new HashMap<Clause, SortedSet<String>>();
    for (var clause : clauses) {
      if (values.apply(clause).isEmpty()) {
        rest.add(clause);
      } else {
        alike
            .computeIfAbsent(
                with.apply(clause, Collections.emptySortedSet()), key -> new TreeSet<>())
            .addAll(values.apply(clause));
      }
    }
    alike.forEach((clause, all) -> rest.add(with.apply(clause, all)));
    return sorted(rest);
  }

  /** By what they are written as, each once. */
  private static List<Clause> sorted(Collection<Clause> clauses) {
    var byText = new TreeMap<String, Clause>();
    clauses.forEach(clause -> byText.put(PolicyText.of(clause).toString(), clause));
    return new ArrayList<>(byText.values());
  }

  private static List<Clause> uncovered(List<Clause> clauses) {
    var kept = new ArrayList<Clause>();
    for (var clause : clauses) {
      if (kept.stream().noneMatch(other -> same(other, clause) && other.covers(clause))) {
        kept.removeIf(other -> same(other, clause) && clause.covers(other));
        kept.add(clause);
      }
    }
    return kept;
  }

  private static boolean same(Clause a, Clause b) {
    return a.effect() == b.effect();
  }
}

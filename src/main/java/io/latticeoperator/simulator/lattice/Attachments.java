package io.latticeoperator.simulator.lattice;

import io.latticeoperator.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What hangs on resources without being one: tags, auth policies and resource policies. */
final class Attachments {
  /** How many versions of its tags a resource keeps; no lag needs to show an older one. */
  private static final int VERSIONS = 8;

  private final Consumer<String> beforeChange;
  private final Runnable onChange;
  private final Clock clock;
  private final Map<String, SortedMap<String, String>> tags = new LinkedHashMap<>();
  private final Map<String, Deque<Replaced>> replacedTags = new LinkedHashMap<>();
  private final PolicyTable authPolicies;
  private final PolicyTable resourcePolicies;

  /**
   * @param beforeChange told the ARN of the resource whose attachments are about to change
   * @param onChange told that they have changed
   */
  Attachments(Consumer<String> beforeChange, Runnable onChange, Clock clock) {
    this.beforeChange = beforeChange;
    this.onChange = onChange;
    this.clock = clock;
    this.authPolicies = new PolicyTable(beforeChange, onChange);
    this.resourcePolicies = new PolicyTable(beforeChange, onChange);
  }

  /** Tags that were those of a resource until others took their place. */
  private record Replaced(SortedMap<String, String> tags, Instant at) {}

  /** Tags of a resource; empty for one without. */
  SortedMap<String, String> tags(String arn) {
    return new TreeMap<>(tags.getOrDefault(arn, Collections.emptySortedMap()));
  }

  /** Tags as they were at an instant of the recent past. */
  SortedMap<String, String> tags(String arn, Instant asOf) {
    for (var replaced : replacedTags.getOrDefault(arn, new ArrayDeque<>())) {
      if (replaced.at().isAfter(asOf)) {
        return new TreeMap<>(replaced.tags());
      }
    }
    return tags(arn);
  }

  void tag(String arn, Map<String, String> changed) {
    beforeChange.accept(arn);
    var versions = replacedTags.computeIfAbsent(arn, key -> new ArrayDeque<>(2));
    if (versions.size() == VERSIONS) {
      versions.removeFirst();
    }
    versions.addLast(new Replaced(tags(arn), clock.now()));
    if (changed.isEmpty()) {
      tags.remove(arn);
    } else {
      tags.put(arn, new TreeMap<>(changed));
    }
    onChange.run();
  }

  PolicyTable authPolicies() {
    return authPolicies;
  }

  PolicyTable resourcePolicies() {
    return resourcePolicies;
  }

  /** Takes away all that hangs on a resource that is gone. */
  void forget(Resource resource) {
    tags.remove(resource.arn());
    replacedTags.remove(resource.arn());
    authPolicies.forget(resource.arn());
    resourcePolicies.forget(resource.arn());
  }

  /** All tags that there were at an instant of the recent past, by ARN. */
  SortedMap<String, SortedMap<String, String>> tagsAt(Instant asOf) {
    var all = new TreeMap<String, SortedMap<String, String>>();
    for (var arn : tags.keySet()) {
      var then = tags(arn, asOf);
      if (!then.isEmpty()) {
        all.put(arn, then);
      }
    }
    return all;
  }

  /** All tags, by ARN. */
  Map<String, SortedMap<String, String>> tags() {
    return Collections.unmodifiableMap(tags);
  }
}

package io.latticeoperator.simulator.lattice;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What hangs on resources without being one: tags, auth policies and resource policies. */
final class Attachments {
  private final Runnable onChange;
  private final Map<String, SortedMap<String, String>> tags = new LinkedHashMap<>();
  private final Map<String, Policy> authPolicies = new LinkedHashMap<>();
  private final Map<String, Policy> resourcePolicies = new LinkedHashMap<>();

  Attachments(Runnable onChange) {
    this.onChange = onChange;
  }

  /** A policy as it was put. */
  record Policy(String text, Instant createdAt, Instant updatedAt) {}

  /** Tags of a resource; empty for one without. */
  SortedMap<String, String> tags(String arn) {
    return new TreeMap<>(tags.getOrDefault(arn, Collections.emptySortedMap()));
  }

  void tag(String arn, Map<String, String> changed) {
    if (changed.isEmpty()) {
      tags.remove(arn);
    } else {
      tags.put(arn, new TreeMap<>(changed));
    }
    onChange.run();
  }

  Optional<Policy> authPolicy(String arn) {
    return Optional.ofNullable(authPolicies.get(arn));
  }

  void putAuthPolicy(String arn, Policy policy) {
    authPolicies.put(arn, policy);
    onChange.run();
  }

  void removeAuthPolicy(String arn) {
    authPolicies.remove(arn);
    onChange.run();
  }

  Optional<Policy> resourcePolicy(String arn) {
    return Optional.ofNullable(resourcePolicies.get(arn));
  }

  void putResourcePolicy(String arn, Policy policy) {
    resourcePolicies.put(arn, policy);
    onChange.run();
  }

  void removeResourcePolicy(String arn) {
    resourcePolicies.remove(arn);
    onChange.run();
  }

  /** Takes away all that hangs on a resource that is gone. */
  void forget(Resource resource) {
    tags.remove(resource.arn());
    authPolicies.remove(resource.arn());
    resourcePolicies.remove(resource.arn());
  }

  /** All tags, by ARN. */
  Map<String, SortedMap<String, String>> tags() {
    return Collections.unmodifiableMap(tags);
  }

  /** All auth policies, by the ARN of what they are on. */
  Map<String, Policy> authPolicies() {
    return Collections.unmodifiableMap(authPolicies);
  }

  /** All resource policies, by the ARN of what they are on. */
  Map<String, Policy> resourcePolicies() {
    return Collections.unmodifiableMap(resourcePolicies);
  }
}

package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All resources there are. Owned by one {@link LatticeSimulator}, which lets one operation or
 * transition at a time touch it; the values in it are immutable.
 */
final class State {
  private final Settings settings;
  private final Environment environment;
  private final Identifiers identifiers;
  private long sequence;
  private long version;

  private final Table<ServiceNetwork> networks = table("SERVICE_NETWORK");
  private final Table<Service> services = table("SERVICE");
  private final Table<Listener> listeners = table("LISTENER");
  private final Table<Rule> rules = table("RULE");
  private final Table<TargetGroup> targetGroups = table("TARGET_GROUP");
  private final Table<ServiceAssociation> serviceAssociations =
      table("SERVICE_NETWORK_SERVICE_ASSOCIATION");
  private final Table<VpcAssociation> vpcAssociations = table("SERVICE_NETWORK_VPC_ASSOCIATION");
  private final TargetTable targets = new TargetTable(this::touched);

  private final Map<String, SortedMap<String, String>> tags = new LinkedHashMap<>();
  private final Map<String, Policy> policies = new LinkedHashMap<>();
  private final List<Transition.Due> due = new ArrayList<>();

  State(Settings settings, Environment environment, Identifiers identifiers) {
    this.settings = settings;
    this.environment = environment;
    this.identifiers = identifiers;
  }

  /** An auth policy as it was put. */
  record Policy(String text, Instant createdAt, Instant updatedAt) {}

  Settings settings() {
    return settings;
  }

  Environment environment() {
    return environment;
  }

  World world() {
    return environment.world();
  }

  Identifiers identifiers() {
    return identifiers;
  }

  /** Grows with every change. */
  long version() {
    return version;
  }

  Table<ServiceNetwork> networks() {
    return networks;
  }

  Table<Service> services() {
    return services;
  }

  Table<Listener> listeners() {
    return listeners;
  }

  Table<Rule> rules() {
    return rules;
  }

  Table<TargetGroup> targetGroups() {
    return targetGroups;
  }

  Table<ServiceAssociation> serviceAssociations() {
    return serviceAssociations;
  }

  Table<VpcAssociation> vpcAssociations() {
    return vpcAssociations;
  }

  TargetTable targets() {
    return targets;
  }

  /** Every resource of every family. */
  Stream<Resource> resources() {
    return Stream.of(
            networks,
            services,
            listeners,
            rules,
            targetGroups,
            serviceAssociations,
            vpcAssociations)
        .flatMap(table -> table.all().stream());
  }

  Optional<Resource> find(String id) {
    return resources().filter(resource -> resource.id().equals(id)).findFirst();
  }

  /**
   * A fresh identity.
   *
   * @param path of the ARN up to and with the slash before the ID, such as {@code service/}
   */
  Identity identity(Request request, String prefix, String path) {
    var owner = request.owner();
    var id = identifiers.next(prefix);
    var arn =
        "arn:%s:vpc-lattice:%s:%s:%s%s"
            .formatted(settings.partition(), owner.region(), owner.account(), path, id);
    return new Identity(id, arn, owner, nextSequence(), request.now());
  }

  long nextSequence() {
    return ++sequence;
  }

  /** Tags of a resource; empty for one without. */
  SortedMap<String, String> tags(String arn) {
    return new TreeMap<>(tags.getOrDefault(arn, new TreeMap<>()));
  }

  void tag(String arn, Map<String, String> changed) {
    if (changed.isEmpty()) {
      tags.remove(arn);
    } else {
      tags.put(arn, new TreeMap<>(changed));
    }
    touched();
  }

  Optional<Policy> policy(String resourceId) {
    return Optional.ofNullable(policies.get(resourceId));
  }

  /** Null removes. */
  void putPolicy(String resourceId, @Nullable Policy policy) {
    if (policy == null) {
      policies.remove(resourceId);
    } else {
      policies.put(resourceId, policy);
    }
    touched();
  }

  /** Takes away what hangs on a resource that is gone. */
  void forgetAttachments(Resource resource) {
    tags.remove(resource.arn());
    policies.remove(resource.id());
  }

  void later(Duration delay, Transition transition) {
    due.add(new Transition.Due(delay, transition));
  }

  /** What was put down since the last time. */
  List<Transition.Due> takeDue() {
    var taken = List.copyOf(due);
    due.clear();
    return taken;
  }

  private void touched() {
    version++;
  }

  private <R extends Resource> Table<R> table(String resourceType) {
    return new Table<>(resourceType, this::touched);
  }
}

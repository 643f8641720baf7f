package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

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

  private final Changes changes = new Changes(this);
  private final Table<ServiceNetwork> networks =
      table("serviceNetworks", "SERVICE_NETWORK", ServiceNetwork.class, this::isShared);
  private final Table<Service> services =
      table("services", "SERVICE", Service.class, this::isShared);
  private final Table<Listener> listeners = table("listeners", "LISTENER", Listener.class);
  private final Table<Rule> rules = table("rules", "RULE", Rule.class);
  private final Table<TargetGroup> targetGroups =
      table("targetGroups", "TARGET_GROUP", TargetGroup.class);
  private final Table<ServiceAssociation> serviceAssociations =
      table(
          "serviceAssociations",
          "SERVICE_NETWORK_SERVICE_ASSOCIATION",
          ServiceAssociation.class,
          (row, owner) -> owns(owner, row.networkId()) || owns(owner, row.serviceId()));
  private final Table<VpcAssociation> vpcAssociations =
      table(
          "vpcAssociations",
          "SERVICE_NETWORK_VPC_ASSOCIATION",
          VpcAssociation.class,
          (row, owner) -> owns(owner, row.networkId()));
  private final Table<ResourceGateway> resourceGateways =
      table("resourceGateways", "RESOURCE_GATEWAY", ResourceGateway.class);
  private final Table<DomainVerification> domainVerifications =
      table("domainVerifications", "DOMAIN_VERIFICATION", DomainVerification.class);
  private final Table<ResourceConfiguration> resourceConfigurations =
      table(
          "resourceConfigurations",
          "RESOURCE_CONFIGURATION",
          ResourceConfiguration.class,
          this::isShared);
  private final Table<ResourceAssociation> resourceAssociations =
      table(
          "resourceAssociations",
          "SERVICE_NETWORK_RESOURCE_ASSOCIATION",
          ResourceAssociation.class,
          (row, owner) -> owns(owner, row.networkId()) || owns(owner, row.configurationId()));
  private final Table<EndpointAssociation> endpointAssociations =
      table(
          "endpointAssociations",
          "RESOURCE_ENDPOINT_ASSOCIATION",
          EndpointAssociation.class,
          (row, owner) -> owns(owner, row.targetId()));
  private final Table<AccessLogSubscription> accessLogSubscriptions =
      table("accessLogSubscriptions", "ACCESS_LOG_SUBSCRIPTION", AccessLogSubscription.class);
  private final List<Table<? extends Resource>> families =
      List.of(
          networks,
          services,
          listeners,
          targetGroups,
          rules,
          serviceAssociations,
          vpcAssociations,
          resourceGateways,
          domainVerifications,
          resourceConfigurations,
          resourceAssociations,
          endpointAssociations,
          accessLogSubscriptions);
  private final TargetTable targets = new TargetTable(changes::target, this::touched);

  private final Attachments attachments =
      new Attachments(changes::attachment, this::touched, this::now);
  private final List<Transition.Due> due = new ArrayList<>();

  State(Settings settings, Environment environment, Identifiers identifiers) {
    this.settings = settings;
    this.environment = environment;
    this.identifiers = identifiers;
  }

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

  Table<ResourceGateway> resourceGateways() {
    return resourceGateways;
  }

  Table<DomainVerification> domainVerifications() {
    return domainVerifications;
  }

  Table<ResourceConfiguration> resourceConfigurations() {
    return resourceConfigurations;
  }

  Table<ResourceAssociation> resourceAssociations() {
    return resourceAssociations;
  }

  Table<EndpointAssociation> endpointAssociations() {
    return endpointAssociations;
  }

  Table<AccessLogSubscription> accessLogSubscriptions() {
    return accessLogSubscriptions;
  }

  TargetTable targets() {
    return targets;
  }

  Attachments attachments() {
    return attachments;
  }

  Changes changes() {
    return changes;
  }

  /** All families, in the order in which a family refers only to those before it. */
  List<Table<? extends Resource>> families() {
    return families;
  }

  /** What a list of a family shows to somebody. */
  <R extends Resource> Stream<R> listed(Table<R> family, Owner owner) {
    return settings.choices().listsShowShared() ? family.seen(owner) : family.of(owner);
  }

  /** The family that a resource is of. */
  Table<? extends Resource> family(Resource resource) {
    return families().stream()
        .filter(family -> family.type().isInstance(resource))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No family has " + resource));
  }

  /** Writes a resource into the family that it is of. */
  void put(Resource resource) {
    family(resource).adopt(resource);
  }

  /** Every resource of every family. */
  Stream<Resource> resources() {
    return families().stream().flatMap(family -> family.all().stream());
  }

  Optional<Resource> find(String id) {
    for (var family : families) {
      var row = family.find(id);
      if (row.isPresent()) {
        return Optional.of(row.get());
      }
    }
    return Optional.empty();
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

  /** The last one that was given out. */
  long sequence() {
    return sequence;
  }

  /** Goes on behind a sequence number that was given out before. */
  void resumeAfter(long last) {
    sequence = last;
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

  private Instant now() {
    return environment.timeline().now();
  }

  private void touched() {
    version++;
  }

  private <R extends Resource> Table<R> table(String name, String resourceType, Class<R> type) {
    return table(name, resourceType, type, (_, _) -> false);
  }

  private <R extends Resource> Table<R> table(
      String name, String resourceType, Class<R> type, BiPredicate<R, Owner> sight) {
    return new Table<>(name, resourceType, type, sight, changes::resource, this::touched);
  }

  private boolean isShared(Resource resource, Owner owner) {
    var shareable = !(resource instanceof ServiceNetwork network) || network.sharing();
    return shareable && environment.shares().reaches(resource.arn(), owner.account());
  }

  private boolean owns(Owner owner, String id) {
    return find(id).filter(resource -> resource.identity().owner().equals(owner)).isPresent();
  }
}

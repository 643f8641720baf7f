package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.Targets;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Fold;
import io.latticeoperator.plan.Receipt;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One owner's part of the mirror. */
final class MirrorSlice {
  private final Mirror mirror;
  private final SliceReads reads;
  private final Aftermath aftermath;
  private final Provided provided;
  private Anchors anchors;
  private LatticeState state = LatticeState.EMPTY;

  MirrorSlice(Mirror mirror, Anchors anchors) {
    this.mirror = mirror;
    this.reads = new SliceReads(mirror, this);
    this.aftermath = new Aftermath(mirror, this);
    this.provided = new Provided(mirror, this);
    this.anchors = anchors;
  }

  Anchors anchors() {
    return anchors;
  }

  LatticeState state() {
    return state;
  }

  SliceReads reads() {
    return reads;
  }

  void anchors(Anchors newest) {
    anchors = newest;
  }

  /** Whether an association that is not ours keeps the service from being deleted. */
  boolean blocked() {
    return state.nodes(ServiceAssociation.class).anyMatch(e -> !ours(e.key()));
  }

  /** The reading that shows whether it still does. */
  Optional<Read> blockers() {
    return state
        .physical(anchors.key(Role.service()))
        .map(physical -> new Read.Children(physical.id()));
  }

  Aftermath aftermath() {
    return aftermath;
  }

  Provided provided() {
    return provided;
  }

  /** When the statuses of targets were last read. */
  @Nullable Instant healthReadAt() {
    return groups()
        .map(e -> mirror.log().readAt(new Read.Targets(id(e.physical()))))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /**
   * The state with roles in place of the ids of the owner's groups and network, and with what
   * proves ownership of things without tags.
   */
  LatticeState normalised() {
    var roles = new HashMap<String, String>();
    state.nodes(TargetGroup.class).forEach(e -> roles.put(id(e.physical()), e.key().role().text()));
    var network = state.physical(anchors.key(Role.serviceNetwork()));
    network.ifPresent(n -> roles.put(n.id(), Role.serviceNetwork().text()));
    var resources = new TreeMap<Key, Resource>();
    state
        .resources()
        .forEach(
            (key, resource) -> {
              if (resource.node() instanceof Provision provision) {
                resources.put(key, normalised(key, provision, resource.physical(), roles));
              } else if (resource.node() instanceof Listener listener) {
                var weights = new TreeMap<String, Integer>();
                listener
                    .weights()
                    .forEach(
                        (group, weight) -> weights.put(roles.getOrDefault(group, group), weight));
                resources.put(
                    key, new Resource(listener.withWeights(weights), resource.physical()));
              } else {
                resources.put(key, resource);
              }
            });
    return new LatticeState(resources);
  }

  private Resource normalised(
      Key key, Provision node, @Nullable Physical physical, Map<String, String> roles) {
    var named =
        node instanceof VpcAssociation association
            ? association.withNetwork(
                roles.getOrDefault(association.network(), association.network()))
            : node;
    return new Resource(named, physical == null ? null : provided.proven(key, node, physical));
  }

  /** What the lists no longer show is read by itself before it is believed to be gone. */
  void reindex() {
    for (var entry : state.resources().entrySet()) {
      var node = entry.getValue().node();
      var item =
          switch (node) {
            case LatticeService service -> mirror.index(Kind.SERVICE).get(service.name());
            case TargetGroup group -> mirror.index(Kind.TARGET_GROUP).get(group.name());
            case Listener listener -> null;
            case ServiceAssociation association -> null;
            case Provision provision -> null;
          };
      boolean listed = item != null && item.id().equals(id(entry.getValue().physical()));
      if (!listed && (node instanceof LatticeService || node instanceof TargetGroup)) {
        mirror.log().invalidate(new Read.Details(node.kind(), id(entry.getValue().physical())));
      }
    }
  }

  /** Takes in a reading that {@link SliceReads#holds} said concerns this slice. */
  void read(Read read, Result result, Instant begun, Instant now) {
    switch (result) {
      case Result.Described described -> described(read, described.resource(), now);
      case Result.Children children -> children(read, children.resources(), now);
      case Result.Health health -> health(read, health.targets());
      case Result.Found found -> {
        if (read instanceof Read.Find find) {
          state = provided.take(state, find, found.resources(), begun);
        }
      }
      case Result.Index index -> {}
      case Result.Failed failed -> {}
    }
  }

  /** Takes in a receipt for a change of this slice. */
  void receipt(Receipt receipt, Instant now) {
    var change = receipt.change();
    state = Fold.fold(state, receipt);
    switch (receipt.outcome()) {
      case Receipt.Done done -> aftermath.done(change, done, now);
      case Receipt.Failed failed -> {
        switch (failed.fault().kind()) {
          case THROTTLED, DENIED, QUOTA, WITHHELD -> {}
          case CONFLICT, INVALID, MISSING, LOST_ANSWER -> aftermath.doubt(change, now);
        }
      }
    }
  }

  private void described(Read read, @Nullable Resource resource, Instant now) {
    var id = id(read);
    var there = find(id);
    if (resource == null) {
      there.ifPresent(key -> gone(key, now));
      if (read instanceof Read.Details details) {
        nameOf(details).ifPresent(name -> mirror.index(details.kind()).deleted(name, now));
      }
      return;
    }
    var physical = Objects.requireNonNull(resource.physical());
    if (read instanceof Read.Status) {
      there.ifPresent(
          key -> {
            var old = Objects.requireNonNull(state.get(key));
            var tags = Objects.requireNonNull(old.physical()).tags();
            state = state.with(key, new Resource(old.node(), physical.withTags(tags)));
          });
      return;
    }
    switch (resource.node()) {
      case LatticeService service -> state = state.with(anchors.key(Role.service()), resource);
      case TargetGroup group -> {
        var key = anchors.group(group.name());
        var old = state.get(key);
        var targets =
            old != null && old.node() instanceof TargetGroup g
                ? g.targets()
                : Targets.Registered.NONE;
        state = state.with(key, new Resource(group.withTargets(targets), physical));
      }
      case Listener listener -> {}
      case ServiceAssociation association -> {}
      case Provision provision -> {}
    }
  }

  private void children(Read read, @Nullable List<Resource> children, Instant now) {
    var rest = new TreeMap<>(state.resources());
    rest.values()
        .removeIf(r -> r.node() instanceof Listener || r.node() instanceof ServiceAssociation);
    state = new LatticeState(rest);
    if (children == null) {
      find(id(read)).ifPresent(key -> gone(key, now));
      return;
    }
    for (var child : children) {
      switch (child.node()) {
        case Listener listener ->
            state =
                state.with(anchors.key(Role.listener(listener.protocol(), listener.port())), child);
        case ServiceAssociation association ->
            state = state.with(anchors.key(Role.association(association.network())), child);
        case LatticeService service -> {}
        case TargetGroup group -> {}
        case Provision provision -> {}
      }
    }
  }

  private void health(Read read, Targets.@Nullable Registered targets) {
    find(id(read))
        .ifPresent(
            key -> {
              var there = state.get(key);
              if (targets == null) {
                mirror.log().invalidate(new Read.Details(Kind.TARGET_GROUP, id(read)));
              } else if (there != null && there.node() instanceof TargetGroup group) {
                state = state.with(key, new Resource(group.withTargets(targets), there.physical()));
              }
            });
  }

  private void gone(Key key, Instant now) {
    var resource = state.get(key);
    state = Fold.without(state, key);
    if (resource != null) {
      unlist(resource, now);
    }
  }

  /** Takes a resource that is gone off the lists, and forgets what was read of it. */
  void unlist(Resource resource, Instant now) {
    mirror.forget(id(resource.physical()));
    switch (resource.node()) {
      case LatticeService service -> mirror.index(Kind.SERVICE).deleted(service.name(), now);
      case TargetGroup group -> mirror.index(Kind.TARGET_GROUP).deleted(group.name(), now);
      case ServiceNetwork network ->
          mirror.index(Kind.SERVICE_NETWORK).deleted(network.name(), now);
      case Listener listener -> {}
      case ServiceAssociation association -> {}
      case Provision provision -> {}
    }
  }

  private Optional<String> nameOf(Read.Details details) {
    return Optional.ofNullable(mirror.index(details.kind()).nameOf(details.id()));
  }

  /** The owner's target groups that are proven ours. */
  Stream<LatticeState.Entry<TargetGroup>> groups() {
    return state.nodes(TargetGroup.class).filter(e -> ours(e.key()));
  }

  boolean ours(Key key) {
    var resource = state.get(key);
    if (resource == null || resource.physical() == null) {
      return false;
    }
    return switch (Ownership.judge(resource.physical().tags(), mirror.cluster(), key, "")) {
      case OURS, OURS_OF_EARLIER_OWNER -> true;
      case FOREIGN, OF_PEER, UNPROVEN -> false;
    };
  }

  Optional<Key> find(String id) {
    return state.resources().entrySet().stream()
        .filter(e -> id(e.getValue().physical()).equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static String id(@Nullable Physical physical) {
    return physical == null ? "" : physical.id();
  }

  /** The id that a reading is about; empty for lists. */
  static String id(Read read) {
    return switch (read) {
      case Read.Details details -> details.id();
      case Read.Status status -> status.id();
      case Read.Children children -> children.serviceId();
      case Read.Targets targets -> targets.groupId();
      case Read.Index index -> "";
      case Read.Find find -> "";
      case Read.Named named -> "";
    };
  }
}

package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.cloud.Result.Item;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fold;
import io.latticeoperator.plan.Receipt;
import java.time.Instant;
import java.util.EnumMap;
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
  private Anchors anchors;
  private LatticeState state = LatticeState.EMPTY;

  /** Lists asked for before these instants may miss what an unanswered create has made. */
  private final Map<Kind, Instant> distrusted = new EnumMap<>(Kind.class);

  MirrorSlice(Mirror mirror, Anchors anchors) {
    this.mirror = mirror;
    this.reads = new SliceReads(mirror, this);
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

  /** The last failed create; null when there was none. */
  @Nullable Instant doubtedAt(Kind kind) {
    return distrusted.get(kind);
  }

  boolean distrusts(Kind kind) {
    var since = distrusted.get(kind);
    var begun = mirror.index(kind).begun();
    return since != null && (begun == null || begun.isBefore(since));
  }

  /** When the statuses of targets were last read. */
  @Nullable Instant healthReadAt() {
    return groups()
        .map(e -> mirror.log().readAt(new Read.Targets(id(e.physical()))))
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** The state with roles in place of the ids of groups that are known. */
  LatticeState normalised() {
    var roles = new HashMap<String, String>();
    state.nodes(TargetGroup.class).forEach(e -> roles.put(id(e.physical()), e.key().role().text()));
    var resources = new TreeMap<Key, Resource>();
    state
        .resources()
        .forEach(
            (key, resource) -> {
              if (resource.node() instanceof Listener listener) {
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
          };
      boolean listed = item != null && item.id().equals(id(entry.getValue().physical()));
      if (!listed && (node instanceof LatticeService || node instanceof TargetGroup)) {
        mirror.log().invalidate(new Read.Details(node.kind(), id(entry.getValue().physical())));
      }
    }
  }

  /** Takes in a reading that {@link SliceReads#holds} said concerns this slice. */
  void read(Read read, Result result, Instant now) {
    switch (result) {
      case Result.Described described -> described(read, described.resource(), now);
      case Result.Children children -> children(read, children.resources(), now);
      case Result.Health health -> health(read, health.targets());
      case Result.Index index -> {}
      case Result.Failed failed -> {}
    }
  }

  /** Takes in a receipt for a change of this slice. */
  void receipt(Receipt receipt, Instant now) {
    var change = receipt.change();
    state = Fold.fold(state, receipt);
    switch (receipt.outcome()) {
      case Receipt.Done done -> done(change, done, now);
      case Receipt.Failed failed -> {
        switch (failed.fault().kind()) {
          case THROTTLED, DENIED, QUOTA -> {}
          case CONFLICT, INVALID, MISSING, LOST_ANSWER -> doubt(change, now);
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

  private void done(Change change, Receipt.Done done, Instant now) {
    var log = mirror.log();
    switch (change) {
      case Change.Create create -> {
        var physical = done.physical();
        if (physical == null) {
          return;
        }
        switch (create.node()) {
          case LatticeService service -> {
            mirror.index(Kind.SERVICE).created(item(physical, service.name()), now);
            log.known(new Read.Details(Kind.SERVICE, physical.id()), now);
            log.known(new Read.Children(physical.id()), now);
          }
          case TargetGroup group -> {
            mirror.index(Kind.TARGET_GROUP).created(item(physical, group.name()), now);
            log.known(new Read.Details(Kind.TARGET_GROUP, physical.id()), now);
            log.known(new Read.Targets(physical.id()), now);
          }
          case Listener listener -> {}
          case ServiceAssociation association -> restartTargets(now);
        }
      }
      case Change.Delete delete -> {
        if (done.physical() == null) {
          unlist(new Resource(delete.node(), delete.physical()), now);
        }
        restartTargets(now);
      }
      case Change.Update update -> restartTargets(now);
      case Change.Tag tag -> {}
      case Change.Register register -> targetsWritten(register.physical().id(), done, now);
      case Change.Deregister deregister -> targetsWritten(deregister.physical().id(), done, now);
    }
  }

  private void targetsWritten(String groupId, Receipt.Done done, Instant now) {
    var read = new Read.Targets(groupId);
    mirror.log().restart(read, now);
    if (!done.refused().isEmpty()) {
      mirror.log().invalidate(read);
    }
  }

  /** Wiring decides whether targets are in use: their statuses move when it does. */
  private void restartTargets(Instant now) {
    groups().forEach(e -> mirror.log().restart(new Read.Targets(id(e.physical())), now));
  }

  /** After a failure whatever the change was about is read again before anything depends on it. */
  private void doubt(Change change, Instant now) {
    var log = mirror.log();
    switch (change) {
      case Change.Create create -> {
        switch (create.node()) {
          case LatticeService service -> distrusted.put(Kind.SERVICE, now);
          case TargetGroup group -> distrusted.put(Kind.TARGET_GROUP, now);
          case Listener listener -> doubtChildren();
          case ServiceAssociation association -> doubtChildren();
        }
      }
      case Change.Update update -> doubt(update.to(), update.physical().id());
      case Change.Delete delete -> doubt(delete.node(), delete.physical().id());
      case Change.Tag tag ->
          find(tag.physical().id())
              .ifPresent(
                  key -> doubt(Objects.requireNonNull(state.get(key)).node(), tag.physical().id()));
      case Change.Register register -> {
        log.invalidate(new Read.Details(Kind.TARGET_GROUP, register.physical().id()));
        log.invalidate(new Read.Targets(register.physical().id()));
      }
      case Change.Deregister deregister -> {
        log.invalidate(new Read.Details(Kind.TARGET_GROUP, deregister.physical().id()));
        log.invalidate(new Read.Targets(deregister.physical().id()));
      }
    }
  }

  private void doubt(Node node, String id) {
    switch (node) {
      case LatticeService service -> {
        mirror.log().invalidate(new Read.Details(Kind.SERVICE, id));
        mirror.log().invalidate(new Read.Children(id));
      }
      case TargetGroup group -> mirror.log().invalidate(new Read.Details(Kind.TARGET_GROUP, id));
      case Listener listener -> doubtChildren();
      case ServiceAssociation association -> doubtChildren();
    }
  }

  private void doubtChildren() {
    state
        .physical(anchors.key(Role.service()))
        .ifPresent(
            physical -> {
              mirror.log().invalidate(new Read.Details(Kind.SERVICE, physical.id()));
              mirror.log().invalidate(new Read.Children(physical.id()));
            });
  }

  private void gone(Key key, Instant now) {
    var resource = state.get(key);
    state = Fold.without(state, key);
    if (resource != null) {
      unlist(resource, now);
    }
  }

  private void unlist(Resource resource, Instant now) {
    mirror.forget(id(resource.physical()));
    switch (resource.node()) {
      case LatticeService service -> mirror.index(Kind.SERVICE).deleted(service.name(), now);
      case TargetGroup group -> mirror.index(Kind.TARGET_GROUP).deleted(group.name(), now);
      case Listener listener -> {}
      case ServiceAssociation association -> {}
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
      case FOREIGN, UNPROVEN -> false;
    };
  }

  Optional<Key> find(String id) {
    return state.resources().entrySet().stream()
        .filter(e -> id(e.getValue().physical()).equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Item item(Physical physical, String name) {
    return new Item(physical.id(), physical.arn(), name, physical.status());
  }

  private static String id(@Nullable Physical physical) {
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
    };
  }
}

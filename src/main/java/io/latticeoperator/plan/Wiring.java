package io.latticeoperator.plan;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.plan.Plan.Why;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything but targets: what to create, change, take over and delete. */
final class Wiring {
  private final Slice slice;
  private final Planner.Draft draft;
  private final Provisions provisions;

  private Wiring(Slice slice, Planner.Draft draft) {
    this.slice = slice;
    this.draft = draft;
    this.provisions = new Provisions(slice, draft);
  }

  static void plan(Slice slice, Planner.Draft draft) {
    var wiring = new Wiring(slice, draft);
    slice.desired().resources().forEach((key, resource) -> wiring.keep(key, resource.node()));
    slice
        .observed()
        .resources()
        .forEach(
            (key, resource) -> {
              if (slice.desired().get(key) != null) {
                return;
              }
              if (resource.node() instanceof Provision provision) {
                wiring.provisions.remove(key, provision, resource);
              } else if (slice.ours(key, resource)) {
                wiring.remove(key, resource);
              }
            });
  }

  private void keep(Key key, Node node) {
    if (node instanceof Provision provision) {
      provisions.keep(key, provision);
      return;
    }
    var observed = slice.observed().get(key);
    if (observed == null || observed.physical() == null) {
      create(key, node);
      return;
    }
    var physical = observed.physical();
    switch (slice.verdict(key, physical)) {
      case UNPROVEN -> draft.await(key, Why.IN_PROGRESS, words(node) + ": tags not read yet");
      case FOREIGN, OF_PEER -> foreign(key, node, physical);
      case OURS_OF_EARLIER_OWNER -> {
        if (physical.status() == ResourceStatus.ACTIVE) {
          draft.change(
              new Change.Tag(
                  key,
                  physical,
                  observed.node(),
                  Map.of(Ownership.OWNER_UID, slice.ownerUid()),
                  "made for an earlier " + key.owner()));
        }
        maintain(key, node, observed, physical);
      }
      case OURS -> maintain(key, node, observed, physical);
    }
  }

  private void foreign(Key key, Node node, Physical physical) {
    if (node instanceof ServiceAssociation && provides(physical)) {
      return;
    }
    draft.await(
        key,
        Why.NAME_CONFLICT,
        words(node)
            + " is taken by "
            + physical.arn()
            + ", which is "
            + Ownership.describe(Objects.requireNonNull(physical.tags())));
  }

  private static boolean provides(Physical physical) {
    return switch (physical.status()) {
      case CREATE_IN_PROGRESS, ACTIVE, UPDATE_IN_PROGRESS, UPDATE_FAILED -> true;
      case CREATE_FAILED, DELETE_IN_PROGRESS, DELETE_FAILED -> false;
    };
  }

  private void create(Key key, Node node) {
    if (node instanceof Listener listener) {
      var taken =
          slice
              .observed()
              .nodes(Listener.class)
              .filter(e -> e.node().port() == listener.port() && !e.key().equals(key))
              .filter(e -> !slice.ours(e.key(), new Resource(e.node(), e.physical())))
              .findFirst();
      if (taken.isPresent()) {
        foreign(key, node, Objects.requireNonNull(taken.get().physical()));
        return;
      }
    }
    var ids = ids(node);
    if (ids == null) {
      draft.await(key, Why.IN_PROGRESS, words(node) + " waits for what it is built on");
      return;
    }
    draft.change(
        new Change.Create(
            key, node, ids, Ownership.tags(slice.cluster(), key, slice.ownerUid()), "wanted"));
  }

  private void maintain(Key key, Node node, Resource observed, Physical physical) {
    switch (physical.status()) {
      case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS ->
          draft.await(key, Why.IN_PROGRESS, words(node) + " is " + physical.status());
      case DELETE_IN_PROGRESS ->
          draft.await(key, Why.IN_PROGRESS, words(node) + " is being deleted, then made again");
      case DELETE_FAILED ->
          draft.await(
              key,
              Why.FAULT,
              words(node)
                  + " is wanted, but an earlier deletion of it has failed"
                  + (physical.failure() == null ? "" : ": " + physical.failure())
                  + "; delete it and it is made anew");
      case CREATE_FAILED ->
          draft.change(
              new Change.Delete(
                  key,
                  physical,
                  observed.node(),
                  parents(observed.node()),
                  physical.status()
                      + (physical.failure() == null ? "" : ": " + physical.failure())));
      case ACTIVE, UPDATE_FAILED -> update(key, node, observed, physical);
    }
  }

  private void update(Key key, Node node, Resource observed, Physical physical) {
    switch (node) {
      case TargetGroup group -> {
        var there = (TargetGroup) observed.node();
        if (!group.healthCheck().equivalent(there.healthCheck())) {
          draft.change(
              new Change.Update(
                  key,
                  physical,
                  there,
                  there.withHealthCheck(group.healthCheck()),
                  Map.of(),
                  "health check is " + there.healthCheck() + ", wanted " + group.healthCheck()));
        }
      }
      case Listener listener -> Shift.plan(slice, key, listener, observed, draft);
      case LatticeService service -> {
        var there = (LatticeService) observed.node();
        if (service.auth() != null && service.auth() != there.auth()) {
          new Authentication(slice, draft).change(key, physical, there, service, service.auth());
        }
      }
      case ServiceAssociation association -> {}
      case Provision provision -> {}
    }
  }

  private void remove(Key key, Resource resource) {
    var physical = Objects.requireNonNull(resource.physical());
    var node = resource.node();
    switch (physical.status()) {
      case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS ->
          draft.await(
              key, Why.IN_PROGRESS, words(node) + " is " + physical.status() + ", then deleted");
      case DELETE_IN_PROGRESS ->
          draft.await(key, Why.IN_PROGRESS, words(node) + " is being deleted");
      case ACTIVE, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> {
        var blocker = blocker(key, node);
        if (blocker != null) {
          draft.await(key, Why.IN_PROGRESS, words(node) + " waits: " + blocker);
        } else if (!goesWithService(node)) {
          draft.change(new Change.Delete(key, physical, node, parents(node), "no longer wanted"));
        }
      }
    }
  }

  /** A listener goes with its service: deleting it apart would only cost a call. */
  private boolean goesWithService(Node node) {
    return node instanceof Listener
        && slice.desired().nodes(LatticeService.class).findAny().isEmpty();
  }

  private @Nullable String blocker(Key key, Node node) {
    return switch (node) {
      case LatticeService service ->
          slice.observed().nodes(ServiceAssociation.class).findAny().isPresent()
              ? "it is still associated with a service network"
              : null;
      case TargetGroup group -> {
        if (slice
            .observed()
            .nodes(Listener.class)
            .anyMatch(e -> e.node().weights().containsKey(key.role().text()))) {
          yield "a listener still forwards to it";
        }
        int left = TargetPlan.registered(group).statuses().size();
        yield left == 0 ? null : left + " targets are still registered or draining";
      }
      case Listener listener -> null;
      case ServiceAssociation association -> null;
      case Provision provision -> null;
    };
  }

  /** Ids of all that a node needs, or null while one of them is not ACTIVE and ours. */
  private @Nullable Map<Role, String> ids(Node node) {
    var ids = new TreeMap<Role, String>();
    for (var role : node.needs()) {
      var needed =
          slice.desired().resources().keySet().stream()
              .filter(k -> k.role().equals(role))
              .findFirst();
      var resource = needed.map(slice.observed()::get).orElse(null);
      if (resource == null
          || resource.physical() == null
          || !resource.active()
          || !slice.ours(needed.get(), resource)) {
        return null;
      }
      ids.put(role, resource.physical().id());
    }
    return ids;
  }

  private Map<Role, String> parents(Node node) {
    return node instanceof Listener || node instanceof ServiceAssociation
        ? parents(slice)
        : Map.of();
  }

  /** The id of the slice's service, parent of its listeners. */
  static Map<Role, String> parents(Slice slice) {
    var ids = new TreeMap<Role, String>();
    slice
        .observed()
        .nodes(LatticeService.class)
        .findFirst()
        .ifPresent(e -> ids.put(Role.service(), Objects.requireNonNull(e.physical()).id()));
    return ids;
  }

  private static String words(Node node) {
    return switch (node) {
      case LatticeService service -> "service " + service.name();
      case TargetGroup group -> "target group " + group.name();
      case Listener listener -> "listener " + listener.protocol() + ":" + listener.port();
      case ServiceAssociation association -> "association with " + association.network();
      case Provision provision -> provision.kind().words();
    };
  }
}

package io.latticeoperator.plan;

import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is observed after a receipt: AWS's answer folded into what was observed before. */
public final class Fold {
  private Fold() {}

  /** Folds one receipt in. A failure changes nothing but certainty. */
  public static LatticeState fold(LatticeState observed, Receipt receipt) {
    return switch (receipt.outcome()) {
      case Receipt.Done done -> done(observed, receipt.change(), done);
      case Receipt.Failed failed -> failed(observed, receipt.change(), failed.fault());
    };
  }

  private static LatticeState done(LatticeState observed, Change change, Receipt.Done done) {
    var key = change.key();
    return switch (change) {
      case Change.Create create -> {
        var node =
            create.node() instanceof TargetGroup group
                ? group.withTargets(Targets.Registered.NONE)
                : create.node();
        var physical = done.physical();
        yield physical == null
            ? observed
            : observed.with(key, new Resource(node, physical.withTags(create.tags())));
      }
      case Change.Update update -> {
        var there = observed.get(key);
        yield there == null
            ? observed
            : observed.with(key, new Resource(merge(update, there), physical(there, done)));
      }
      case Change.Delete delete -> deleted(observed, key, done);
      case Change.Tag tag -> {
        var there = observed.get(key);
        if (there == null || there.physical() == null) {
          yield observed;
        }
        var tags = new HashMap<String, String>();
        if (there.physical().tags() != null) {
          tags.putAll(there.physical().tags());
        }
        tags.putAll(tag.tags());
        yield observed.with(key, new Resource(there.node(), there.physical().withTags(tags)));
      }
      case Change.Untag untag -> {
        var there = observed.get(key);
        if (there == null || there.physical() == null || there.physical().tags() == null) {
          yield observed;
        }
        var tags = new HashMap<>(there.physical().tags());
        tags.keySet().removeAll(untag.tags());
        yield observed.with(key, new Resource(there.node(), there.physical().withTags(tags)));
      }
      case Change.Register register ->
          targets(
              observed,
              key,
              statuses -> {
                for (var target : register.targets()) {
                  if (!done.refused().containsKey(target)) {
                    statuses.put(target, TargetStatus.INITIAL);
                  }
                }
              });
      case Change.Deregister deregister ->
          targets(
              observed,
              key,
              statuses -> {
                for (var target : deregister.targets()) {
                  if (done.refused().containsKey(target)) {
                    continue;
                  }
                  if (statuses.get(target) == TargetStatus.UNUSED) {
                    statuses.remove(target);
                  } else {
                    statuses.put(target, TargetStatus.DRAINING);
                  }
                }
              });
    };
  }

  private static Node merge(Change.Update update, Resource there) {
    return update.to() instanceof TargetGroup to && there.node() instanceof TargetGroup now
        ? now.withHealthCheck(to.healthCheck())
        : update.to();
  }

  /** An update that lasts says so in its answer. */
  private static @Nullable Physical physical(Resource there, Receipt.Done done) {
    var answer = done.physical();
    return answer == null || there.physical() == null
        ? there.physical()
        : there.physical().withStatus(answer.status());
  }

  private static LatticeState deleted(LatticeState observed, Key key, Receipt.Done done) {
    var there = observed.get(key);
    if (there == null) {
      return observed;
    }
    if (done.physical() != null && there.physical() != null) {
      return observed.with(
          key, new Resource(there.node(), there.physical().withStatus(done.physical().status())));
    }
    return without(observed, key);
  }

  /** The state without a resource, and without what goes with it. */
  public static LatticeState without(LatticeState observed, Key key) {
    var there = observed.get(key);
    var rest = observed.with(key, null);
    if (there == null) {
      return rest;
    }
    var others = new TreeMap<>(rest.resources());
    others.values().removeIf(r -> goesWith(there.node(), key.role(), r.node()));
    return new LatticeState(others);
  }

  /** Deleting a service or a network takes along what hangs on it (API reference). */
  private static boolean goesWith(Node parent, Role role, Node node) {
    return switch (node) {
      case Listener listener -> parent instanceof LatticeService;
      case ServiceAssociation association -> parent instanceof LatticeService;
      case Policy policy -> policy.parent().equals(role);
      case AccessLog log -> log.parent().equals(role);
      default -> false;
    };
  }

  private static LatticeState failed(LatticeState observed, Change change, Fault fault) {
    if (fault.kind() != Fault.Kind.LOST_ANSWER) {
      return observed;
    }
    var touched = touched(change);
    return touched == null
        ? observed
        : targets(
            observed,
            change.key(),
            statuses -> {
              touched.forEach(target -> statuses.put(target, TargetStatus.UNCERTAIN));
            });
  }

  private static @Nullable List<TargetAddress> touched(Change change) {
    return switch (change) {
      case Change.Register register -> register.targets();
      case Change.Deregister deregister -> deregister.targets();
      case Change.Create create -> null;
      case Change.Update update -> null;
      case Change.Delete delete -> null;
      case Change.Tag tag -> null;
      case Change.Untag untag -> null;
    };
  }

  private static LatticeState targets(
      LatticeState observed, Key key, Consumer<Map<TargetAddress, TargetStatus>> edit) {
    var there = observed.get(key);
    if (there == null || !(there.node() instanceof TargetGroup group)) {
      return observed;
    }
    var statuses = new TreeMap<>(TargetPlan.registered(group).statuses());
    edit.accept(statuses);
    return observed.with(
        key, new Resource(group.withTargets(new Targets.Registered(statuses)), there.physical()));
  }
}

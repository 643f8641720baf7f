package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.plan.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a reading that was overtaken: one during which a write to the same thing was in flight or
 * ended shows a state that may never have been, or is no more.
 */
final class Versions {
  private final Map<String, Subject> subjects = new HashMap<>();

  private static final class Subject {
    int flying;
    long version;
  }

  /** A reading's beginning: what it will be checked against. */
  record Mark(Map<String, Long> versions) {}

  Mark mark(Read read) {
    var versions = new HashMap<String, Long>();
    for (var name : of(read)) {
      versions.put(name, subject(name).version);
    }
    return new Mark(versions);
  }

  boolean overtaken(Mark mark) {
    return mark.versions().entrySet().stream()
        .anyMatch(
            e -> {
              var subject = subject(e.getKey());
              return subject.flying > 0 || subject.version != e.getValue();
            });
  }

  /** Whether a write is in flight that would make a reading begun now worthless. */
  boolean flying(Read read) {
    return of(read).stream()
        .anyMatch(
            name -> {
              var subject = subjects.get(name);
              return subject != null && subject.flying > 0;
            });
  }

  /** Drops what is kept of a resource unless a write to it is in flight. */
  void forget(String id) {
    for (var name : List.of(id, children(id), targets(id))) {
      var subject = subjects.get(name);
      if (subject != null && subject.flying == 0) {
        subjects.remove(name);
      }
    }
  }

  void begun(Change change) {
    for (var name : of(change)) {
      subject(name).flying++;
    }
  }

  void ended(Change change) {
    for (var name : of(change)) {
      var subject = subject(name);
      subject.flying--;
      subject.version++;
    }
  }

  private Subject subject(String name) {
    return subjects.computeIfAbsent(name, n -> new Subject());
  }

  private static List<String> of(Read read) {
    return switch (read) {
      case Read.Index index -> List.of();
      case Read.Named named -> List.of();
      case Read.Find find -> List.of(provisions(find.kind()));
      case Read.Details details -> List.of(details.id());
      case Read.Status status -> List.of(status.id());
      case Read.Children children -> List.of(children(children.serviceId()));
      case Read.Targets targets -> List.of(targets(targets.groupId()));
    };
  }

  private static List<String> of(Change change) {
    return switch (change) {
      case Change.Register register -> List.of(targets(register.physical().id()));
      case Change.Deregister deregister -> List.of(targets(deregister.physical().id()));
      case Change.Create create -> parent(create.ids(), create.node());
      case Change.Update update -> both(update.physical().id(), parent(update.ids(), update.to()));
      case Change.Delete delete ->
          both(
              delete.physical().id(),
              delete.node() instanceof LatticeService
                  ? List.of(children(delete.physical().id()))
                  : parent(delete.ids(), delete.node()));
      case Change.Tag tag -> both(tag.physical().id(), parent(Map.of(), tag.node()));
      case Change.Untag untag -> both(untag.physical().id(), parent(Map.of(), untag.node()));
    };
  }

  private static List<String> both(String id, List<String> others) {
    var all = new ArrayList<>(others);
    all.add(id);
    return all;
  }

  private static List<String> parent(Map<Role, String> ids, Node node) {
    if (node instanceof Provision provision) {
      return List.of(provisions(provision.kind()));
    }
    var service = ids.get(Role.service());
    boolean child = node instanceof Listener || node instanceof ServiceAssociation;
    return child && service != null ? List.of(children(service)) : List.of();
  }

  private static String provisions(Kind kind) {
    return "every " + kind.words();
  }

  private static String children(String serviceId) {
    return "children of " + serviceId;
  }

  private static String targets(String groupId) {
    return "targets of " + groupId;
  }
}

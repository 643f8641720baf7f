package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which readings a slice asks for, by reason. Derived from what is known; keeps nothing. */
final class SliceReads {
  private final Mirror mirror;
  private final MirrorSlice slice;

  SliceReads(Mirror mirror, MirrorSlice slice) {
    this.mirror = mirror;
    this.slice = slice;
  }

  /** Everything that must be known before the slice can be planned. */
  List<Read> needed() {
    var reads = new ArrayList<Read>();
    var wiring = slice.anchors().wiring();
    if (wiring == null) {
      return reads;
    }
    reads.add(new Read.Index(Kind.TARGET_GROUP));
    reads.add(new Read.Index(Kind.SERVICE));
    reads.add(new Read.Index(Kind.SERVICE_NETWORK));
    for (var item : mirror.index(Kind.TARGET_GROUP).startingWith(wiring.groupPrefix())) {
      reads.add(new Read.Details(Kind.TARGET_GROUP, item.id()));
      if (slice.ours(slice.anchors().group(item.name()))) {
        reads.add(new Read.Targets(item.id()));
      }
    }
    var service = mirror.index(Kind.SERVICE).get(wiring.service());
    if (service != null) {
      reads.add(new Read.Details(Kind.SERVICE, service.id()));
      if (slice.ours(slice.anchors().key(Role.service()))) {
        reads.add(new Read.Children(service.id()));
      }
    }
    slice
        .state()
        .resources()
        .forEach(
            (key, resource) -> {
              var kind = resource.node().kind();
              boolean indexed = kind == Kind.SERVICE || kind == Kind.TARGET_GROUP;
              if (indexed && resource.physical() != null) {
                var read = new Read.Details(kind, resource.physical().id());
                if (!reads.contains(read)) {
                  reads.add(read);
                }
              }
            });
    return reads;
  }

  /** Readings of what is on its way somewhere by itself. */
  List<Read> settling() {
    var reads = new ArrayList<Read>();
    slice
        .state()
        .resources()
        .forEach(
            (key, resource) -> {
              var physical = resource.physical();
              if (physical != null && physical.status().inProgress()) {
                progress(resource.node(), physical).ifPresent(reads::add);
              }
            });
    slice
        .groups()
        .filter(this::unsettled)
        .forEach(e -> reads.add(new Read.Targets(id(e.physical()))));
    return reads;
  }

  private Optional<Read> progress(Node node, Physical physical) {
    return node instanceof Provision provision && provision.kind() != Kind.VPC_ASSOCIATION
        ? slice.provided().find(provision).map(read -> read)
        : Optional.of(new Read.Status(node.kind(), physical.id()));
  }

  /**
   * Readings that show the health of targets at rest, and whether a foreign thing is still there.
   */
  List<Read> watched() {
    var reads = new ArrayList<Read>();
    slice.groups().forEach(e -> reads.add(new Read.Targets(id(e.physical()))));
    slice
        .state()
        .resources()
        .forEach(
            (key, resource) -> {
              var kind = resource.node().kind();
              if (resource.physical() != null
                  && !slice.ours(key)
                  && (kind == Kind.SERVICE || kind == Kind.TARGET_GROUP)) {
                reads.add(new Read.Details(kind, resource.physical().id()));
              }
            });
    slice.provided().watched().forEach(reads::add);
    return reads;
  }

  boolean holds(Read read) {
    return switch (read) {
      case Read.Find find -> slice.provided().holds(find);
      case Read.Named named -> slice.anchors().named().contains(named);
      case Read.Index index -> true;
      case Read.Details details -> concerns(details);
      case Read.Status status -> concerns(status);
      case Read.Children children -> concerns(children);
      case Read.Targets targets -> concerns(targets);
    };
  }

  private boolean concerns(Read read) {
    return mentions(MirrorSlice.id(read))
        && (needed().contains(read) || settling().contains(read) || watched().contains(read));
  }

  private boolean mentions(String id) {
    if (slice.find(id).isPresent()) {
      return true;
    }
    var wiring = slice.anchors().wiring();
    if (wiring == null) {
      return false;
    }
    var service = mirror.index(Kind.SERVICE).get(wiring.service());
    return (service != null && service.id().equals(id))
        || mirror.index(Kind.TARGET_GROUP).startingWith(wiring.groupPrefix()).stream()
            .anyMatch(item -> item.id().equals(id));
  }

  private boolean unsettled(LatticeState.Entry<TargetGroup> entry) {
    if (!(entry.node().targets() instanceof Targets.Registered registered)) {
      return false;
    }
    var names = List.of(entry.key().role().text(), id(entry.physical()));
    boolean wired =
        slice.state().nodes(ServiceAssociation.class).findAny().isPresent()
            && slice
                .state()
                .nodes(Listener.class)
                .anyMatch(
                    e -> names.stream().anyMatch(name -> e.node().weights().containsKey(name)));
    return registered.count(TargetStatus.INITIAL) > 0
        || registered.count(TargetStatus.DRAINING) > 0
        || registered.count(TargetStatus.UNCERTAIN) > 0
        || (wired && registered.count(TargetStatus.UNUSED) > 0);
  }

  private static String id(@Nullable Physical physical) {
    return physical == null ? "" : physical.id();
  }
}

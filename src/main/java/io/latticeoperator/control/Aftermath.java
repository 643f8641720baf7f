package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result.Item;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.translate.Inquiry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt means for what is believed: which lists and readings a success makes true, and
 * which a failure puts in doubt.
 */
final class Aftermath {
  private final Mirror mirror;
  private final MirrorSlice slice;

  /** Lists asked for before these instants may miss what an unanswered create has made. */
  private final Map<Kind, Instant> distrusted = new EnumMap<>(Kind.class);

  Aftermath(Mirror mirror, MirrorSlice slice) {
    this.mirror = mirror;
    this.slice = slice;
  }

  /**
   * The last failed create of a kind; null when there was none.
   *
   * @param kind null for provisions of any kind
   */
  @Nullable Instant doubtedAt(@Nullable Kind kind) {
    return kind != null
        ? distrusted.get(kind)
        : distrusted.entrySet().stream()
            .filter(e -> e.getKey() != Kind.SERVICE && e.getKey() != Kind.TARGET_GROUP)
            .map(Map.Entry::getValue)
            .max(Instant::compareTo)
            .orElse(null);
  }

  boolean distrusts(Kind kind) {
    var since = distrusted.get(kind);
    var begun = mirror.index(kind).begun();
    return since != null && (begun == null || begun.isBefore(since));
  }

  /** Keeps lists and readings true after a change that AWS has accepted. */
  void done(Change change, Receipt.Done done, Instant now) {
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
            nothingOn(create.key().role(), physical, now);
          }
          case TargetGroup group -> {
            mirror.index(Kind.TARGET_GROUP).created(item(physical, group.name()), now);
            log.known(new Read.Details(Kind.TARGET_GROUP, physical.id()), now);
            log.known(new Read.Targets(physical.id()), now);
          }
          case Listener listener -> {}
          case ServiceAssociation association -> restartTargets(now);
          case ServiceNetwork network -> {
            mirror.index(Kind.SERVICE_NETWORK).created(item(physical, network.name()), now);
            slice.provided().made(create.key(), now);
            nothingOn(create.key().role(), physical, now);
          }
          case Provision provision -> slice.provided().made(create.key(), now);
        }
      }
      case Change.Delete delete -> {
        if (delete.node() instanceof Provision) {
          slice.provided().unmade(delete.key(), delete.physical().id(), now);
        }
        if (done.physical() == null) {
          slice.unlist(new Resource(delete.node(), delete.physical()), now);
        }
        restartTargets(now);
      }
      case Change.Update update -> restartTargets(now);
      case Change.Tag tag -> {}
      case Change.Untag untag -> {}
      case Change.Register register -> targetsWritten(register.physical().id(), done, now);
      case Change.Deregister deregister -> targetsWritten(deregister.physical().id(), done, now);
    }
  }

  /** What has just been made has nothing hanging on it. */
  private void nothingOn(Role parent, Physical physical, Instant now) {
    slice.anchors().inquiries().stream()
        .map(Inquiry::lookup)
        .filter(lookup -> parent.equals(lookup.parent()))
        .forEach(lookup -> mirror.log().known(new Read.Find(lookup.kind(), physical.arn()), now));
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
    slice
        .groups()
        .forEach(e -> mirror.log().restart(new Read.Targets(MirrorSlice.id(e.physical())), now));
  }

  /** After a failure whatever the change was about is read again before anything depends on it. */
  void doubt(Change change, Instant now) {
    var log = mirror.log();
    switch (change) {
      case Change.Create create -> {
        switch (create.node()) {
          case LatticeService service -> distrusted.put(Kind.SERVICE, now);
          case TargetGroup group -> distrusted.put(Kind.TARGET_GROUP, now);
          case Listener listener -> doubtChildren();
          case ServiceAssociation association -> doubtChildren();
          case Provision provision -> {
            distrusted.put(provision.kind(), now);
            doubt(provision);
          }
        }
      }
      case Change.Update update -> doubt(update.to(), update.physical().id());
      case Change.Delete delete -> doubt(delete.node(), delete.physical().id());
      case Change.Tag tag -> doubt(tag.node(), tag.physical().id());
      case Change.Untag untag -> doubt(untag.node(), untag.physical().id());
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
      case Provision provision -> doubt(provision);
    }
  }

  private void doubt(Provision provision) {
    slice.provided().find(provision).ifPresent(mirror.log()::invalidate);
    // what is found by a reference, or in several ways, is asked about anew in each
    slice.provided().questions().stream()
        .map(Provided.Question::read)
        .filter(read -> read.kind() == provision.kind())
        .forEach(mirror.log()::invalidate);
  }

  private void doubtChildren() {
    slice
        .state()
        .physical(slice.anchors().key(Role.service()))
        .ifPresent(
            physical -> {
              mirror.log().invalidate(new Read.Details(Kind.SERVICE, physical.id()));
              mirror.log().invalidate(new Read.Children(physical.id()));
            });
  }

  private static Item item(Physical physical, String name) {
    return new Item(physical.id(), physical.arn(), name, physical.status());
  }
}

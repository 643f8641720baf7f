package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.control.Mirror.Due;
import io.latticeoperator.control.Mirror.Pace;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * When what is read. There are five reasons: something must be known before it can be planned,
 * something settles after a write, others are waited for, who led before may have written after it
 * was read, or what is at rest may have drifted.
 */
final class Agenda {
  /** How often it is looked again for what somebody else has to do. */
  private static final Duration AWAITED = Duration.ofSeconds(15);

  /** How often it is looked whether a foreign association still keeps a service from going. */
  private static final Duration BLOCKED = Duration.ofSeconds(60);

  private final Mirror mirror;
  private final RestPace health;
  private final RestPace audit;

  Agenda(Mirror mirror, Pace pace) {
    this.mirror = mirror;
    this.health = RestPace.even(pace.health(), pace.perSecond());
    this.audit = RestPace.spread(pace.audit(), pace.perSecond());
  }

  /** Everything that is to be read for a slice, in no order. */
  List<Due> of(MirrorSlice slice, Set<Kind> awaited, Instant now) {
    var due = new ArrayList<Due>();
    var needed = slice.reads().needed();
    var watched = slice.reads().watched();
    expect(slice, needed, watched);
    if (wiring(slice, needed, due)) {
      atWork(slice, watched, now, due);
    }
    provisions(slice, awaited, due);
    references(slice, awaited, due);
    return due;
  }

  /** The owner is gone: nothing of it is read any more. */
  void forget(Owner owner) {
    health.expect(owner, 0);
    audit.expect(owner, 0);
  }

  /** Lists are shared by all owners and do not count. */
  private void expect(MirrorSlice slice, List<Read> needed, List<Read> watched) {
    var owner = slice.anchors().owner();
    health.expect(owner, watched.size());
    long own = needed.stream().filter(read -> !(read instanceof Read.Index)).count();
    audit.expect(owner, (int) own + slice.provided().questions().size());
  }

  /** Whether all of the wiring is known. */
  private boolean wiring(MirrorSlice slice, List<Read> needed, List<Due> due) {
    boolean complete = true;
    for (var read : needed) {
      if (mirror.known(slice, read)) {
        audit(read, due);
      } else {
        complete = false;
        needed(read, due);
      }
    }
    return complete;
  }

  private void atWork(MirrorSlice slice, List<Read> watched, Instant now, List<Due> due) {
    var log = mirror.log();
    for (var read : slice.reads().settling()) {
      due.add(new Due(read, Lane.READ, log.settleDue(read, now)));
    }
    if (!health.off()) {
      for (var read : watched) {
        due.add(new Due(read, Lane.AUDIT, log.restDue(read, health.interval(read))));
      }
    }
    if (unresolved(slice.anchors())) {
      awaited(new Read.Index(Kind.SERVICE_NETWORK), due);
    }
    if (!slice.anchors().leaving()) {
      return;
    }
    if (slice.blocked()) {
      slice
          .blockers()
          .ifPresent(read -> due.add(new Due(read, Lane.READ, log.restDue(read, BLOCKED))));
    }
    if (slice.anchors().wiring() != null) {
      for (var kind : List.of(Kind.SERVICE, Kind.TARGET_GROUP)) {
        if (!mirror.certain(slice, kind)) {
          due.add(new Due(new Read.Index(kind), Lane.READ, mirror.sureFrom(slice, kind)));
        }
      }
    }
  }

  private void provisions(MirrorSlice slice, Set<Kind> awaited, List<Due> due) {
    var surely = mirror.sureFrom(slice, null);
    for (var question : slice.provided().questions()) {
      var read = question.read();
      if (!mirror.log().valid(read)) {
        boolean untold = mirror.log().fault(read) == null;
        if (slice.provided().needed(question.inquiry())
            && (question.inquiry().asked() || slice.anchors().leaving() || untold)) {
          needed(read, due);
        } else if (!audit.off()) {
          due.add(new Due(read, Lane.AUDIT, unhurried(read)));
        }
        continue;
      }
      var begun = mirror.log().begunAt(read);
      if (slice.anchors().leaving() && (begun == null || begun.isBefore(surely))) {
        due.add(new Due(read, Lane.READ, surely));
      }
      atRest(read, awaited, due);
    }
  }

  /** Once an audit interval, whatever it comes to. */
  private Instant unhurried(Read read) {
    var failed = mirror.log().failedAt(read);
    var last = failed == null ? mirror.born() : failed;
    return later(mirror.log().neededDue(read), last.plus(audit.interval(read)));
  }

  private void references(MirrorSlice slice, Set<Kind> awaited, List<Due> due) {
    for (var read : slice.anchors().named()) {
      if (mirror.log().valid(read)) {
        atRest(read, awaited, due);
      } else {
        needed(read, due);
      }
    }
    var services = slice.anchors().services();
    if (!services.isEmpty()) {
      var read = new Read.Index(Kind.SERVICE);
      if (!mirror.log().valid(read)) {
        needed(read, due);
      } else if (!mirror.services().keySet().containsAll(services)) {
        awaited(read, due);
      }
    }
  }

  private void needed(Read read, List<Due> due) {
    due.add(new Due(read, Lane.READ, mirror.log().neededDue(read)));
  }

  private void atRest(Read read, Set<Kind> awaited, List<Due> due) {
    if (awaited.contains(read.kind())) {
      awaited(read, due);
    } else {
      audit(read, due);
    }
  }

  private void awaited(Read read, List<Due> due) {
    due.add(new Due(read, Lane.AUDIT, mirror.log().restDue(read, AWAITED)));
  }

  private void audit(Read read, List<Due> due) {
    mirror
        .prematureUntil(read)
        .ifPresent(
            at -> due.add(new Due(read, Lane.AUDIT, later(at, mirror.log().neededDue(read)))));
    if (!audit.off()) {
      due.add(new Due(read, Lane.AUDIT, mirror.log().restDue(read, audit.interval(read))));
    }
  }

  private boolean unresolved(Anchors anchors) {
    var networks = mirror.networks();
    return anchors.networks().stream()
        .anyMatch(reference -> networks.stream().noneMatch(n -> n.answersTo(reference)));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

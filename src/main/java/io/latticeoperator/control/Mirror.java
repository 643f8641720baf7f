package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.engine.Observation;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * AWS as we know it: readings and receipts, kept in slices. It says what is known of a slice, and
 * what must be read before anything can be planned for it. Tags, not names, prove what is ours. For
 * the timeline's thread.
 */
final class Mirror {
  private static final List<Kind> INDEXED =
      List.of(Kind.TARGET_GROUP, Kind.SERVICE, Kind.SERVICE_NETWORK);

  private final ClusterIdentity cluster;
  private final Pace pace;
  private final ReadLog log = new ReadLog();
  private final Versions versions = new Versions();
  private final Map<Kind, NameIndex> indexes = new EnumMap<>(Kind.class);
  private final Map<Owner, MirrorSlice> slices = new HashMap<>();
  private final Instant born;

  /**
   * How often what is at rest is read again.
   *
   * @param health zero for never
   * @param audit zero for never
   */
  record Pace(Duration health, Duration audit) {}

  /** A reading that should be made. */
  record Due(Read read, Lane lane, Instant at) {}

  /** A reading under way. */
  record Ticket(Read read, Versions.Mark mark, Instant begun) {}

  Mirror(ClusterIdentity cluster, Pace pace, Instant born) {
    this.born = born;
    this.cluster = cluster;
    this.pace = pace;
    for (var kind : INDEXED) {
      indexes.put(kind, new NameIndex());
    }
  }

  /** What is known of an owner's slice. */
  Observation observe(Anchors anchors) {
    var slice = slice(anchors);
    boolean complete = true;
    Fault fault = null;
    for (var read : slice.reads().needed()) {
      if (!known(slice, read)) {
        complete = false;
        fault = fault == null ? log.fault(read) : fault;
      }
    }
    return new Observation(
        complete,
        certain(slice),
        slice.normalised(),
        networks(),
        slice.healthReadAt(),
        complete ? null : fault);
  }

  /** Readings that should be made for an owner, with the instants from which on they are due. */
  List<Due> due(Anchors anchors, Instant now) {
    var slice = slice(anchors);
    var due = new ArrayList<Due>();
    boolean complete = true;
    for (var read : slice.reads().needed()) {
      if (!known(slice, read)) {
        complete = false;
        due.add(new Due(read, Lane.READ, log.neededDue(read)));
      } else if (!pace.audit().isZero()) {
        due.add(new Due(read, Lane.AUDIT, log.restDue(read, jittered(pace.audit(), read))));
      }
    }
    if (complete) {
      slice.reads().settling().forEach(r -> due.add(new Due(r, Lane.READ, log.settleDue(r, now))));
      if (!pace.health().isZero()) {
        slice
            .reads()
            .watched()
            .forEach(r -> due.add(new Due(r, Lane.AUDIT, log.restDue(r, pace.health()))));
      }
      if (unresolved(anchors)) {
        var read = new Read.Index(Kind.SERVICE_NETWORK);
        due.add(new Due(read, Lane.AUDIT, log.restDue(read, Duration.ofSeconds(15))));
      }
      if (anchors.leaving() && slice.blocked()) {
        slice
            .blockers()
            .ifPresent(
                read ->
                    due.add(new Due(read, Lane.READ, log.restDue(read, Duration.ofSeconds(60)))));
      }
      if (anchors.leaving()) {
        for (var kind : List.of(Kind.SERVICE, Kind.TARGET_GROUP)) {
          if (!certain(slice, kind)) {
            due.add(new Due(new Read.Index(kind), Lane.READ, sureFrom(slice, kind)));
          }
        }
      }
    }
    due.removeIf(d -> log.flying(d.read()) || versions.flying(d.read()));
    due.sort(Comparator.comparing(Due::at).thenComparing(Due::lane));
    return due;
  }

  Ticket begun(Read read, Instant now) {
    log.begun(read);
    return new Ticket(read, versions.mark(read), now);
  }

  /** Takes a reading in; says whose slices it may have changed (empty for none). */
  List<Owner> ended(Ticket ticket, Reading reading, Instant now) {
    var read = ticket.read();
    if (reading.result() instanceof Result.Failed failed) {
      log.failed(read, failed.fault(), now);
      return concerned(read);
    }
    if (versions.overtaken(ticket.mark())) {
      log.discarded(read);
      return concerned(read);
    }
    log.succeeded(read, now);
    if (read instanceof Read.Index index && reading.result() instanceof Result.Index result) {
      index(index.kind()).listed(result.items(), ticket.begun(), now);
      slices.values().forEach(MirrorSlice::reindex);
      return List.copyOf(slices.keySet());
    }
    var owners = concerned(read);
    owners.forEach(
        owner -> Objects.requireNonNull(slices.get(owner)).read(read, reading.result(), now));
    return owners;
  }

  void begun(Change change) {
    versions.begun(change);
  }

  /** Takes a receipt in. */
  void ended(Anchors anchors, Receipt receipt, Instant now) {
    versions.ended(receipt.change());
    slice(anchors).receipt(receipt, now);
  }

  /** A receipt came for an owner that is gone. */
  void abandoned(Receipt receipt) {
    versions.ended(receipt.change());
  }

  /** The owner is gone: nothing of it is kept. */
  void forget(Owner owner) {
    var slice = slices.remove(owner);
    if (slice != null) {
      slice.reads().needed().stream()
          .filter(read -> !(read instanceof Read.Index))
          .forEach(log::forget);
    }
  }

  NameIndex index(Kind kind) {
    return Objects.requireNonNull(indexes.get(kind));
  }

  ReadLog log() {
    return log;
  }

  ClusterIdentity cluster() {
    return cluster;
  }

  /** Whether lists lag no more behind what we, or who was before us, may have made. */
  private boolean certain(MirrorSlice slice) {
    return certain(slice, Kind.SERVICE) && certain(slice, Kind.TARGET_GROUP);
  }

  private boolean certain(MirrorSlice slice, Kind kind) {
    var begun = index(kind).begun();
    return begun != null && !begun.isBefore(sureFrom(slice, kind));
  }

  private Instant sureFrom(MirrorSlice slice, Kind kind) {
    var doubted = slice.aftermath().doubtedAt(kind);
    return (doubted == null ? born : doubted).plus(NameIndex.OUTRANKS);
  }

  /** A resource is gone for good: nothing of it is kept. */
  void forget(String id) {
    log.forget(id);
    versions.forget(id);
  }

  private boolean known(MirrorSlice slice, Read read) {
    return log.valid(read)
        && !(read instanceof Read.Index index && slice.aftermath().distrusts(index.kind()));
  }

  private List<NetworkSummary> networks() {
    return index(Kind.SERVICE_NETWORK).all().stream()
        .map(item -> new NetworkSummary(item.id(), item.arn(), item.name()))
        .toList();
  }

  private boolean unresolved(Anchors anchors) {
    var networks = networks();
    return anchors.networks().stream()
        .anyMatch(reference -> networks.stream().noneMatch(n -> n.answersTo(reference)));
  }

  private List<Owner> concerned(Read read) {
    return slices.entrySet().stream()
        .filter(e -> read instanceof Read.Index || e.getValue().reads().holds(read))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private MirrorSlice slice(Anchors anchors) {
    var slice = slices.computeIfAbsent(anchors.owner(), owner -> new MirrorSlice(this, anchors));
    slice.anchors(anchors);
    return slice;
  }

  /** Spread over a fifth of the interval, the same for the same reading. */
  private static Duration jittered(Duration interval, Read read) {
    long spread = Math.floorMod(read.hashCode(), 200);
    return interval.minus(interval.multipliedBy(spread).dividedBy(1000));
  }
}

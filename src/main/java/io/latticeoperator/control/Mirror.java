package io.latticeoperator.control;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.cloud.Result.Item;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * AWS as we know it: readings and receipts, kept in slices. It says what is known of a slice, and
 * what must be read before anything can be planned for it. Tags, not names, prove what is ours. For
 * the timeline's thread.
 */
final class Mirror {
  private static final List<Kind> INDEXED =
      List.of(Kind.TARGET_GROUP, Kind.SERVICE, Kind.SERVICE_NETWORK);

  private final ClusterIdentity cluster;
  private final Agenda agenda;
  private final ReadLog log = new ReadLog();
  private final Versions versions = new Versions();
  private final Map<Kind, NameIndex> indexes = new EnumMap<>(Kind.class);
  private final Map<Owner, MirrorSlice> slices = new HashMap<>();
  private final Map<Read.Named, List<Item>> named = new HashMap<>();
  private final Instant born;
  private final @Nullable Instant lateUntil;

  /**
   * How often what is at rest is read again.
   *
   * @param health zero for never
   * @param audit zero for never
   * @param perSecond readings a second that each of the two may take; more than 0
   */
  record Pace(Duration health, Duration audit, double perSecond) {}

  /** A reading that should be made. */
  record Due(Read read, Lane lane, Instant at) {}

  /** A reading under way. */
  record Ticket(Read read, Versions.Mark mark, Instant begun) {}

  /**
   * @param lateUntil until then calls of who wrote before may still take effect; null for none
   */
  Mirror(ClusterIdentity cluster, Pace pace, Instant born, @Nullable Instant lateUntil) {
    this.born = born;
    this.lateUntil = lateUntil;
    this.cluster = cluster;
    this.agenda = new Agenda(this, pace);
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
        complete ? null : fault,
        slice.provided().asked(),
        slice.provided().unread());
  }

  /** Whether everything that an owner's plan depends on has been read, or cannot be. */
  boolean complete(Anchors anchors) {
    var slice = slice(anchors);
    var reads = new ArrayList<Read>(slice.reads().needed());
    slice.provided().questions().forEach(question -> reads.add(question.read()));
    reads.addAll(anchors.named());
    if (!anchors.services().isEmpty()) {
      reads.add(new Read.Index(Kind.SERVICE));
    }
    return reads.stream().allMatch(read -> known(slice, read) || hopeless(log.fault(read)));
  }

  /** Whether anything of an owner's own has been read. */
  boolean acquainted(Anchors anchors) {
    var slice = slice(anchors);
    return slice.reads().needed().stream()
        .anyMatch(read -> !(read instanceof Read.Index) && known(slice, read));
  }

  /** Whether to read once more would end alike. */
  private static boolean hopeless(@Nullable Fault fault) {
    return fault != null
        && switch (fault.kind()) {
          case DENIED, INVALID, MISSING, QUOTA -> true;
          case THROTTLED, CONFLICT, LOST_ANSWER, WITHHELD -> false;
        };
  }

  /** What a reading of references has found; null before it was made. */
  @Nullable List<Item> named(Read.Named read) {
    return named.get(read);
  }

  /** Names and ARNs of all services that were listed; empty before they were. */
  Map<String, String> services() {
    return index(Kind.SERVICE).all().stream()
        .collect(Collectors.toMap(Item::name, Item::arn, (a, b) -> a));
  }

  /**
   * Readings that should be made for an owner, with the instants from which on they are due.
   *
   * @param awaited kinds of which something is waited for that others have to make or unmake
   */
  List<Due> due(Anchors anchors, Set<Kind> awaited, Instant now) {
    var due = agenda.of(slice(anchors), awaited, now);
    due.removeIf(d -> log.flying(d.read()) || versions.flying(d.read()));
    due.sort(Comparator.comparing(Due::at).thenComparing(Due::lane));
    return due;
  }

  /** Kinds of an owner's provisions that must be looked at once more. */
  void doubt(Anchors anchors, Set<Kind> kinds) {
    for (var question : slice(anchors).provided().questions()) {
      if (kinds.contains(question.read().kind())) {
        log.invalidate(question.read());
      }
    }
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
    log.succeeded(read, ticket.begun(), now);
    if (read instanceof Read.Named references && reading.result() instanceof Result.Index result) {
      named.put(references, result.items());
      return concerned(read);
    }
    if (read instanceof Read.Index index && reading.result() instanceof Result.Index result) {
      index(index.kind()).listed(result.items(), ticket.begun(), now);
      slices.values().forEach(MirrorSlice::reindex);
      return List.copyOf(slices.keySet());
    }
    var owners = concerned(read);
    owners.forEach(
        owner ->
            Objects.requireNonNull(slices.get(owner))
                .read(read, reading.result(), ticket.begun(), now));
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
    agenda.forget(owner);
    var slice = slices.remove(owner);
    if (slice != null) {
      slice.reads().needed().stream()
          .filter(read -> !(read instanceof Read.Index))
          .forEach(log::forget);
      slice.provided().questions().forEach(question -> log.forget(question.read()));
    }
  }

  /** When this mirror knew nothing yet. */
  Instant born() {
    return born;
  }

  /** When it must be read once more, for it was read too early; empty when it was not. */
  Optional<Instant> prematureUntil(Read read) {
    var begun = log.begunAt(read);
    return lateUntil != null && begun != null && begun.isBefore(lateUntil)
        ? Optional.of(lateUntil)
        : Optional.empty();
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
    boolean wiring =
        slice.anchors().wiring() == null
            || (certain(slice, Kind.SERVICE) && certain(slice, Kind.TARGET_GROUP));
    return wiring && slice.provided().certain(sureFrom(slice, null));
  }

  boolean certain(MirrorSlice slice, Kind kind) {
    var begun = index(kind).begun();
    return begun != null && !begun.isBefore(sureFrom(slice, kind));
  }

  /**
   * @param kind null for provisions of any kind
   */
  Instant sureFrom(MirrorSlice slice, @Nullable Kind kind) {
    var doubted = slice.aftermath().doubtedAt(kind);
    return (doubted == null ? born : doubted).plus(NameIndex.OUTRANKS);
  }

  /** A resource is gone for good: nothing of it is kept. */
  void forget(String id) {
    log.forget(id);
    versions.forget(id);
  }

  boolean known(MirrorSlice slice, Read read) {
    return log.valid(read)
        && !(read instanceof Read.Index index && slice.aftermath().distrusts(index.kind()));
  }

  List<NetworkSummary> networks() {
    return index(Kind.SERVICE_NETWORK).all().stream()
        .map(item -> new NetworkSummary(item.id(), item.arn(), item.name()))
        .toList();
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
}

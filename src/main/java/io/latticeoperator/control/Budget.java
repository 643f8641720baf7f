package io.latticeoperator.control;

import io.latticeoperator.plan.Fault;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one place that all AWS calls pass. It grants slots and holds no payload: whoever is granted
 * one decides then what to send.
 *
 * <p>Each API class has a token bucket whose rate halves when AWS throttles and creeps back while
 * it does not. Within a class the higher lane goes first, and within a lane namespaces take turns.
 * Of one namespace, what is begun is brought to its end first: 500 exports that are read in step
 * would all be known at the end only. The first request never waits for a timer. For the timeline's
 * thread.
 */
public final class Budget {
  private final Timeline timeline;
  private final Map<ApiClass, Bucket> buckets = new EnumMap<>(ApiClass.class);
  private final Map<ApiClass, Map<Lane, Turns>> queues = new EnumMap<>(ApiClass.class);
  private final Map<String, Slot> queued = new HashMap<>();

  /**
   * A rate for every class.
   *
   * @param perSecond calls a second to begin with, and at most; more than 0
   * @param burst calls that may go at once after a rest; at least 1
   */
  public record Rate(double perSecond, int burst) {}

  /**
   * What is asked of the budget, and what it gives.
   *
   * @param perSecond calls a second that each class may make at present
   * @param waiting slots that are asked for and not granted yet; a lane without any is absent
   */
  public record Load(Map<ApiClass, Double> perSecond, Map<ApiClass, Map<Lane, Integer>> waiting) {
    public static final Load NONE = new Load(Map.of(), Map.of());

    public Load {
      perSecond = Map.copyOf(perSecond);
      waiting = Map.copyOf(waiting);
    }
  }

  public Budget(Timeline timeline, Rate rate) {
    this.timeline = timeline;
    for (var api : ApiClass.values()) {
      buckets.put(api, new Bucket(rate, timeline.now()));
      var lanes = new EnumMap<Lane, Turns>(Lane.class);
      for (var lane : Lane.values()) {
        lanes.put(lane, new Turns());
      }
      queues.put(api, lanes);
    }
  }

  /**
   * A wish to make one call.
   *
   * @param id a second request with the same id replaces the first if it goes before it
   * @param begun whether it goes on with something, before others of its namespace that do not
   * @param granted runs on the timeline when the call may be made
   */
  record Slot(
      String id, ApiClass api, Lane lane, String namespace, boolean begun, Runnable granted) {
    boolean goesBefore(Slot other) {
      int order = lane.compareTo(other.lane);
      return order < 0 || (order == 0 && begun && !other.begun);
    }
  }

  /** Queues a wish; it may be granted within this call. */
  void request(Slot slot) {
    var there = queued.get(slot.id());
    if (there != null && !slot.goesBefore(there)) {
      return;
    }
    if (there != null) {
      queue(there).remove(there);
    }
    queued.put(slot.id(), slot);
    queue(slot).add(slot);
    pump(slot.api());
  }

  /** Gives back a slot that was granted and not used. */
  void unused(ApiClass api) {
    bucket(api).add(1);
  }

  /**
   * A call has ended, and not for want of room.
   *
   * @param calls how many it really were; more than one were made on credit
   */
  void succeeded(ApiClass api, int calls) {
    var bucket = bucket(api);
    bucket.add(1 - Math.max(1, calls));
    bucket.speedUp();
  }

  /** A call has ended with a fault. */
  void failed(ApiClass api, Fault fault, int calls) {
    if (fault.kind() == Fault.Kind.THROTTLED) {
      throttled(api, fault.retryAfter());
    } else {
      succeeded(api, calls);
    }
  }

  /** AWS has said 429. */
  void throttled(ApiClass api, @Nullable Duration retryAfter) {
    bucket(api).slowDown(timeline.now(), retryAfter);
  }

  /** Calls a second that the class may make at present. */
  double rate(ApiClass api) {
    return bucket(api).rate;
  }

  /** How things stand now. */
  Load load() {
    var rates = new EnumMap<ApiClass, Double>(ApiClass.class);
    var waiting = new EnumMap<ApiClass, Map<Lane, Integer>>(ApiClass.class);
    for (var api : ApiClass.values()) {
      rates.put(api, rate(api));
      waiting.put(api, new EnumMap<>(Lane.class));
    }
    for (var slot : queued.values()) {
      Objects.requireNonNull(waiting.get(slot.api())).merge(slot.lane(), 1, Integer::sum);
    }
    return new Load(rates, waiting);
  }

  private void pump(ApiClass api) {
    var bucket = bucket(api);
    bucket.refill(timeline.now());
    for (var slot = next(api); slot != null; slot = next(api)) {
      var wait = bucket.untilToken(timeline.now());
      if (!wait.isZero()) {
        if (!bucket.alarm) {
          bucket.alarm = true;
          timeline.after(
              wait,
              () -> {
                bucket.alarm = false;
                pump(api);
              });
        }
        return;
      }
      queue(slot).remove(slot);
      queued.remove(slot.id());
      bucket.add(-1);
      timeline.soon(slot.granted());
    }
  }

  private @Nullable Slot next(ApiClass api) {
    for (var turns : queues.getOrDefault(api, Map.of()).values()) {
      var slot = turns.first();
      if (slot != null) {
        return slot;
      }
    }
    return null;
  }

  private Turns queue(Slot slot) {
    return Objects.requireNonNull(Objects.requireNonNull(queues.get(slot.api())).get(slot.lane()));
  }

  private Bucket bucket(ApiClass api) {
    return Objects.requireNonNull(buckets.get(api));
  }

  /** Slots of one lane; namespaces take turns. */
  private static final class Turns {
    private final LinkedHashMap<String, Line> byNamespace = new LinkedHashMap<>();

    void add(Slot slot) {
      byNamespace.computeIfAbsent(slot.namespace(), n -> new Line()).of(slot).add(slot);
    }

    @Nullable Slot first() {
      return byNamespace.isEmpty() ? null : byNamespace.firstEntry().getValue().first();
    }

    void remove(Slot slot) {
      var own = byNamespace.remove(slot.namespace());
      if (own != null) {
        own.of(slot).remove(slot);
        if (own.first() != null) {
          byNamespace.put(slot.namespace(), own);
        }
      }
    }
  }

  /** Slots of one namespace in one lane: first come, first served, but what is begun goes first. */
  private record Line(ArrayDeque<Slot> begun, ArrayDeque<Slot> fresh) {
    Line() {
      this(new ArrayDeque<>(), new ArrayDeque<>());
    }

    ArrayDeque<Slot> of(Slot slot) {
      return slot.begun() ? begun : fresh;
    }

    @Nullable Slot first() {
      return begun.isEmpty() ? fresh.peekFirst() : begun.peekFirst();
    }
  }

  /** A token bucket that adapts: additive increase, multiplicative decrease. */
  private static final class Bucket {
    private static final double FLOOR = 0.5;
    private static final double STEP = 0.05;

    private final Rate limit;
    private double rate;
    private double tokens;
    private Instant filledAt;
    private Instant closedUntil;
    private boolean alarm;

    Bucket(Rate limit, Instant now) {
      this.limit = limit;
      this.rate = limit.perSecond();
      this.tokens = limit.burst();
      this.filledAt = now;
      this.closedUntil = now;
    }

    void refill(Instant now) {
      double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
      tokens = Math.min(limit.burst(), tokens + seconds * rate);
      filledAt = now;
    }

    void add(int count) {
      tokens = Math.min(limit.burst(), tokens + count);
    }

    Duration untilToken(Instant now) {
      if (now.isBefore(closedUntil)) {
        return Duration.between(now, closedUntil);
      }
      return tokens >= 1
          ? Duration.ZERO
          : Duration.ofNanos(1 + (long) Math.ceil((1 - tokens) / rate * 1e9));
    }

    void speedUp() {
      rate = Math.min(limit.perSecond(), rate + STEP);
    }

    void slowDown(Instant now, @Nullable Duration retryAfter) {
      rate = Math.max(Math.min(FLOOR, limit.perSecond()), rate / 2);
      tokens = Math.min(tokens, 0);
      var until = now.plus(retryAfter == null ? Duration.ZERO : retryAfter);
      if (until.isAfter(closedUntil)) {
        closedUntil = until;
      }
    }
  }
}

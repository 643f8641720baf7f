package io.latticeoperator.simulator.dataplane;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Requests that have ended since the start, counted. For any number of threads. */
public final class Traffic implements Consumer<AccessRecord> {
  private final Map<Kind, LongAdder> counters = new ConcurrentHashMap<>();

  /**
   * What requests are told apart by.
   *
   * @param serviceId empty when no service was found
   * @param targetGroupId empty when the request was not forwarded
   * @param status of the answer; 0 when there was none
   * @param failure null when the answer came from the target or the listener and was complete
   */
  public record Kind(
      String serviceId, String targetGroupId, int status, @Nullable FailureReason failure) {

    /** Whether the client was let down: a 5xx answer, or one that a target broke off. */
    public boolean isFailure() {
      return status >= 500 || failure == FailureReason.TargetConnectionClosed;
    }
  }

  /** How many requests of a kind. */
  public record Count(Kind kind, long requests) {}

  /** Requests, and how many of them failed. */
  public record Tally(long requests, long failures) {}

  /** Counts one more. */
  @Override
  public void accept(AccessRecord ended) {
    var passage = ended.passage();
    var group = ended.group();
    var kind =
        new Kind(
            passage == null ? "" : passage.service().id(),
            group == null ? "" : group.id(),
            ended.status(),
            ended.failure());
    counters.computeIfAbsent(kind, _ -> new LongAdder()).increment();
  }

  /** One row for each kind seen, in no particular order. */
  public List<Count> counts() {
    return counters.entrySet().stream()
        .map(entry -> new Count(entry.getKey(), entry.getValue().sum()))
        .toList();
  }

  public Tally total() {
    return tally(_ -> true);
  }

  public Tally ofService(String id) {
    return tally(kind -> kind.serviceId().equals(id));
  }

  public Tally ofTargetGroup(String id) {
    return tally(kind -> kind.targetGroupId().equals(id));
  }

  private Tally tally(Predicate<Kind> wanted) {
    long requests = 0;
    long failures = 0;
    for (var count : counts()) {
      if (wanted.test(count.kind())) {
        requests += count.requests();
        failures += count.kind().isFailure() ? count.requests() : 0;
      }
    }
    return new Tally(requests, failures);
  }
}

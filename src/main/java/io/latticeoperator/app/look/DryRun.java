package io.latticeoperator.app.look;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** One look at AWS by the operator's own control loop, which may not write. */
public final class DryRun {
  /** As careful as the operator itself, which may run beside. */
  private static final Budget.Rate RATE = new Budget.Rate(10, 40);

  /** What nobody asks for is looked for as soon as the rest is known. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** For so long nothing new has come to be known when all is known. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private final ClusterSettings settings;
  private final FactSource facts;
  private final Cloud cloud;

  /**
   * @param facts synced
   */
  public DryRun(ClusterSettings settings, FactSource facts, Cloud cloud) {
    this.settings = settings;
    this.facts = facts;
    this.cloud = cloud;
  }

  /**
   * What has come to be known.
   *
   * @param inputs of a step, by owner
   * @param unread owners of which not all could be read in time
   */
  public record Seen(SortedMap<Owner, Step.Input> inputs, Set<Owner> unread) {
    public Seen {
      inputs = new TreeMap<>(inputs);
      unread = Set.copyOf(unread);
    }
  }

  /** Returns when everything has been read, or {@code patience} has passed. */
  public Seen look(Duration patience, Progress progress) throws InterruptedException {
    var owners = new HashSet<Owner>();
    facts.all().forEach(each -> owners.add(each.owner()));
    var bugs = new CompletableFuture<Void>();
    try (var timeline = new RealTimeline("dry-run", bugs::completeExceptionally);
        var calls = Executors.newVirtualThreadPerTaskExecutor()) {
      var looks = new Looks(owners, timeline, progress);
      var loop =
          new Loop(
              timeline,
              facts,
              Silent.OUTBOX,
              cloud,
              Caller.on(calls, timeline),
              settings,
              new Loop.Settings(true, Duration.ZERO, AT_ONCE, 100, RATE),
              looks);
      timeline.soon(looks::check);
      loop.dirtyAll();
      try {
        CompletableFuture.anyOf(looks.complete, bugs)
            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        // what is missing is told
      } catch (ExecutionException bug) {
        throw new IllegalStateException(bug.getCause());
      }
      loop.stop().join();
      var seen = new CompletableFuture<Seen>();
      timeline.soon(() -> seen.complete(looks.seen()));
      return seen.join();
    } finally {
      progress.show("");
    }
  }

  /** Remembers the last look at every owner. For the timeline's thread. */
  private static final class Looks implements Observer {
    final CompletableFuture<Void> complete = new CompletableFuture<>();
    private final Set<Owner> owners;
    private final RealTimeline timeline;
    private final Progress progress;
    private final Map<Owner, Step.Input> inputs = new TreeMap<>();
    private final Set<Owner> unread;
    private Instant news;

    Looks(Set<Owner> owners, RealTimeline timeline, Progress progress) {
      this.owners = owners;
      this.unread = new HashSet<>(owners);
      this.timeline = timeline;
      this.progress = progress;
      this.news = timeline.now();
    }

    @Override
    public void looked(Step.Input input, BooleanSupplier complete) {
      boolean known = complete.getAsBoolean();
      var owner = input.facts().owner();
      var before = inputs.put(owner, input);
      if (before == null || !sameWorld(before, input)) {
        news = timeline.now();
      }
      if (known ? unread.remove(owner) : owners.contains(owner) && unread.add(owner)) {
        news = timeline.now();
        progress.show(
            "reading AWS: %d of %d".formatted(owners.size() - unread.size(), owners.size()));
      }
    }

    private static boolean sameWorld(Step.Input one, Step.Input other) {
      return one.facts().equals(other.facts())
          && one.claims().equals(other.claims())
          && one.catalog().equals(other.catalog())
          && one.surroundings().equals(other.surroundings())
          && one.observation().state().equals(other.observation().state())
          && one.observation().networks().equals(other.observation().networks());
    }

    void check() {
      var calm = Duration.between(news, timeline.now());
      if (unread.isEmpty() && calm.compareTo(QUIET) >= 0) {
        complete.complete(null);
        return;
      }
      timeline.after(QUIET.dividedBy(3), this::check);
    }

    Seen seen() {
      return new Seen(new TreeMap<>(inputs), unread);
    }
  }

  /** Nobody is told. */
  private enum Silent implements Outbox {
    OUTBOX;

    @Override
    public void report(Report report) {}

    @Override
    public void event(Owner owner, EventType type, String reason, String message) {}

    @Override
    public void evidenceWanted(ExportFacts facts) {}
  }
}

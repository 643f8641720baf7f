package io.latticeoperator.app.cleanup;

import io.latticeoperator.app.look.Progress;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Report;
import io.latticeoperator.engine.Step;
import io.latticeoperator.model.Owner;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.time.RealTimeline;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The control loop at work on objects that are all to go. */
final class Demolition {
  private static final Budget.Rate RATE = new Budget.Rate(10, 40);
  private static final Duration UNASKED = Duration.ofSeconds(1);

  private final ClusterSettings settings;
  private final Cloud cloud;
  private final Consumer<String> done;
  private final Progress progress;
  private final Set<String> gone = new ConcurrentSkipListSet<>();

  /**
   * @param done hears a line for each change that AWS has accepted
   */
  Demolition(ClusterSettings settings, Cloud cloud, Consumer<String> done, Progress progress) {
    this.settings = settings;
    this.cloud = cloud;
    this.done = done;
    this.progress = progress;
  }

  /** Ids of what AWS has agreed to delete. */
  Set<String> gone() {
    return Set.copyOf(gone);
  }

  /**
   * Works until nothing is left of them, or {@code patience} has passed.
   *
   * @return by owner of whom something is left: what is waited for, or what has failed
   */
  Map<Owner, List<String>> work(FactSource ghosts, Duration patience) throws InterruptedException {
    var bugs = new CompletableFuture<Void>();
    try (var timeline = new RealTimeline("cleanup", bugs::completeExceptionally);
        var calls = Executors.newVirtualThreadPerTaskExecutor()) {
      var site = new Site(ghosts);
      var loop =
          new Loop(
              timeline,
              ghosts,
              site,
              cloud,
              Caller.on(calls, timeline),
              settings,
              new Loop.Settings(false, Duration.ZERO, UNASKED, 50, RATE),
              site);
      loop.dirtyAll();
      try {
        CompletableFuture.anyOf(site.cleared, bugs).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        // what is left is told
      } catch (ExecutionException bug) {
        throw new IllegalStateException(bug.getCause());
      }
      loop.stop().join();
      var left = new CompletableFuture<Map<Owner, List<String>>>();
      timeline.soon(() -> left.complete(site.left()));
      return left.join();
    } finally {
      progress.show("");
    }
  }

  /** What is known of the work. For the timeline's thread. */
  private final class Site implements Observer, Outbox {
    final CompletableFuture<Void> cleared = new CompletableFuture<>();
    private final Set<Owner> standing = new HashSet<>();
    private final Set<Owner> known = new HashSet<>();
    private final Map<Owner, List<String>> waiting = new HashMap<>();
    private final Map<Owner, String> failing = new HashMap<>();
    private final int all;

    Site(FactSource ghosts) {
      ghosts.all().forEach(facts -> standing.add(facts.owner()));
      all = standing.size();
      if (standing.isEmpty()) {
        cleared.complete(null);
      }
    }

    @Override
    public void looked(Step.Input input, BooleanSupplier complete) {
      var owner = input.facts().owner();
      if (complete.getAsBoolean()) {
        known.add(owner);
      } else {
        known.remove(owner);
      }
      var fault = input.observation().fault();
      if (fault != null) {
        failing.put(owner, fault.kind().reason() + ": " + fault.message());
      }
    }

    @Override
    public void decided(Owner owner, Step.Decision decision) {
      waiting.put(owner, words(decision.plan()));
      boolean blind = failing.containsKey(owner) && decision.plan().equals(Plan.EMPTY);
      if (known.contains(owner) && decision.plan().settled() && !blind) {
        standing.remove(owner);
      } else {
        standing.add(owner);
      }
      progress.show("%d of %d objects are gone".formatted(all - standing.size(), all));
      if (standing.isEmpty()) {
        cleared.complete(null);
      }
    }

    private static List<String> words(Plan plan) {
      var words = new ArrayList<String>();
      plan.waiting().forEach(each -> words.add(each.why().reason() + ": " + each.message()));
      plan.changes().forEach(each -> words.add("not done: " + PlanText.of(each)));
      return words;
    }

    @Override
    public void wrote(ApiClass api, Receipt receipt, Duration took) {
      var owner = receipt.change().key().owner();
      switch (receipt.outcome()) {
        case Receipt.Done _ -> {
          failing.remove(owner);
          if (receipt.change() instanceof Change.Delete delete) {
            gone.add(delete.physical().id());
          }
          done.accept(owner + "  " + PlanText.of(receipt.change()));
        }
        case Receipt.Failed failed ->
            failing.put(
                owner,
                PlanText.of(receipt.change())
                    + ": "
                    + failed.fault().kind().reason()
                    + ": "
                    + failed.fault().message());
      }
    }

    Map<Owner, List<String>> left() {
      var left = new TreeMap<Owner, List<String>>();
      for (var owner : standing) {
        var why = new ArrayList<>(waiting.getOrDefault(owner, List.of()));
        if (failing.containsKey(owner)) {
          why.addFirst(failing.get(owner));
        }
        left.put(owner, why);
      }
      return left;
    }

    @Override
    public void report(Report report) {}

    @Override
    public void event(Owner owner, EventType type, String reason, String message) {}

    @Override
    public void evidenceWanted(ExportFacts facts) {}
  }
}

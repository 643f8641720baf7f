package io.latticeoperator.control;

import io.latticeoperator.control.LeaseStore.Absent;
import io.latticeoperator.control.LeaseStore.Answer;
import io.latticeoperator.control.LeaseStore.Held;
import io.latticeoperator.control.LeaseStore.Overtaken;
import io.latticeoperator.control.LeaseStore.Unanswered;
import io.latticeoperator.time.Clock;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Competes for a lease, and for as long as it has it, lets one process write to AWS.
 *
 * <pre>
 *             free, or unchanged for its duration: taken
 *   Candidacy ──────────────────────────────────────────► Tenure ──resigned, term ended──► given
 *       ▲                                                   │                              away
 *       └────── nothing of the term goes on ◄── somebody else has the lease
 * </pre>
 *
 * <p>Nobody's clock is compared with another's: a candidate counts from when it saw the lease
 * change, the leader from when it began to renew it, so that what the leader may do ends before
 * what others wait for, however far apart their clocks are. Everything happens on one timeline;
 * calls of the store are made elsewhere, one at a time.
 */
public final class Leadership {
  /** A lease that says longer is not believed. No replica is allowed more. */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  private final Timeline timeline;
  private final Clock wall;
  private final Settings settings;
  private final String identity;
  private final Office office;
  private final LeaseCalls calls;
  private final Candidacy candidacy;
  private final CompletableFuture<Void> retired = new CompletableFuture<>();
  private boolean resigning;
  private boolean ending;
  private volatile @Nullable Tenure tenure;
  private volatile Standing standing;
  private volatile Instant heard;

  /**
   * The times of a lease.
   *
   * @param duration for which others leave it alone after each renewal; at most {@link #LONGEST}
   * @param renewal between two renewals
   * @param retry between two looks of a candidate, and after a failure
   * @param margin before the end of the duration, in which no write may begin
   * @param lastCall how long a call to AWS may go on that was begun before
   */
  public record Settings(
      Duration duration, Duration renewal, Duration retry, Duration margin, Duration lastCall) {
    public Settings {
      boolean positive = renewal.isPositive() && retry.isPositive() && margin.isPositive();
      if (!positive
          || lastCall.isNegative()
          || renewal.plus(retry).plus(margin).compareTo(duration) >= 0
          || duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "renewal, retry and margin must be positive and together less than the duration, and"
                + " that at most %s: %s, %s, %s, %s"
                    .formatted(LONGEST, renewal, retry, margin, duration));
      }
    }

    /** Five renewals, and more, fit into a lease before the margin. */
    public static Settings of(Duration duration, Duration lastCall) {
      return new Settings(
          duration,
          duration.multipliedBy(2).dividedBy(15),
          duration.dividedBy(15),
          duration.dividedBy(5),
          lastCall);
    }
  }

  /**
   * Where this process stands.
   *
   * @param leading whether a term of its own goes on
   * @param since when, by the wall clock
   * @param holder who has the lease, as far as is known; empty for nobody
   * @param asked whether the store has ever answered
   * @param trouble what the store said last instead of an answer; null for nothing
   */
  public record Standing(
      boolean leading, Instant since, String holder, boolean asked, @Nullable String trouble) {

    Standing now(boolean leads, Instant at) {
      return new Standing(leads, at, holder, asked, trouble);
    }

    Standing heard(Answer answer) {
      return switch (answer) {
        case Held held -> new Standing(leading, since, held.lease().holder(), true, null);
        case Absent _ -> new Standing(leading, since, "", true, null);
        case Overtaken _ -> new Standing(leading, since, holder, true, null);
        case Unanswered silent -> new Standing(leading, since, holder, asked, silent.why());
      };
    }
  }

  /**
   * @param timeline whose clock must be monotonic
   * @param wall for what people read, and as a second opinion on how much time has passed
   * @param identity of this process and no other, ever
   */
  public Leadership(
      Timeline timeline,
      Clock wall,
      LeaseStore store,
      Caller caller,
      Settings settings,
      String identity,
      Office office) {
    this.timeline = timeline;
    this.wall = wall;
    this.settings = settings;
    this.identity = identity;
    this.office = office;
    this.calls = new LeaseCalls(timeline, wall, store, caller, this::hear);
    this.candidacy =
        new Candidacy(calls, settings, identity, office::inUse, this::lead, this::retire);
    this.standing = new Standing(false, wall.now(), "", false, null);
    this.heard = timeline.now();
  }

  /** Begins to compete. */
  public void start() {
    timeline.soon(candidacy::stand);
  }

  /**
   * Competes no more, and gives the lease away if it has it: the term is ended first, and the lease
   * is renewed until it has. From any thread.
   *
   * @return completed when there is nothing left to do
   */
  public CompletableFuture<Void> resign() {
    timeline.soon(
        () -> {
          if (resigning) {
            return;
          }
          resigning = true;
          if (tenure != null) {
            endTerm();
          } else {
            candidacy.withdraw();
          }
        });
    return retired;
  }

  /** From any thread. */
  public Standing standing() {
    return standing;
  }

  /** Whether the process leads and may write at this moment. From any thread. */
  public boolean mayWrite() {
    var current = tenure;
    return current != null && current.fence().granted();
  }

  /** When the store last answered, or was found not to; every few seconds. From any thread. */
  public Instant heard() {
    return heard;
  }

  private void lead(Candidacy.Won won) {
    var fence = new Fence(timeline, wall);
    var term = new Tenure(calls, settings, won, fence, this::lose);
    if (resigning) {
      term.release(this::retire);
      return;
    }
    tenure = term;
    standing = standing.now(true, wall.now());
    LOG.info("leading as {}", identity);
    office.begin(new Mandate(fence, won.clean() ? null : timeline.now().plus(settings.lastCall())));
  }

  private void lose(String why) {
    LOG.warn("the lease is lost: {}; this process stands by", why);
    endTerm();
  }

  private void endTerm() {
    if (!ending) {
      ending = true;
      office.end(clean -> timeline.soon(() -> ended(clean)));
    }
  }

  private void ended(boolean clean) {
    var term = Objects.requireNonNull(tenure);
    tenure = null;
    ending = false;
    standing = standing.now(false, wall.now());
    if (!resigning) {
      candidacy.stand();
    } else if (clean) {
      term.release(this::retire);
    } else {
      term.abandon();
      retire();
    }
  }

  private void retire() {
    retired.complete(null);
  }

  private void hear(Answer answer) {
    var before = standing;
    standing = before.heard(answer);
    heard = timeline.now();
    if (before.trouble() == null && standing.trouble() != null) {
      LOG.warn("the lease cannot be had: {}", standing.trouble());
    } else if (before.trouble() != null && standing.trouble() == null) {
      LOG.info("the lease can be had again");
    }
    if (!standing.leading()
        && !standing.holder().isEmpty()
        && !standing.holder().equals(identity)
        && !standing.holder().equals(before.holder())) {
      LOG.info("standing by: {} leads", standing.holder());
    }
  }
}

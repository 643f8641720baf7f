package io.latticeoperator.kube;

import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no watch is deaf for long. A watch that breaks is resumed by the client; one that
 * only tells nothing looks like one of objects that do not change. So whoever has told nothing for
 * a while is checked by an inquiry, and begun anew if it should have told something.
 *
 * <p>How long that may take, at most: {@link #QUIET} and a beat until the question, another beat if
 * it was lost on a broken connection, {@link #GRACE} and a beat for what may be under way, and a
 * list.
 */
final class Vigil {
  static final Duration BEAT = Duration.ofSeconds(5);

  /** A watch that has told something since is not checked. */
  static final Duration QUIET = Duration.ofSeconds(15);

  /** What an inquiry has found may still be under way to the watch. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** When people are told: of what is known to be interrupted, and of anything else. */
  private static final Duration INTERRUPTED = Duration.ofSeconds(10);

  private static final Duration OVERDUE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Vigil.class);

  private final Timeline timeline;
  private final Executor inquiries;
  private final List<Pulse> pulses;
  private volatile Map<String, Instant> current = Map.of();
  private volatile boolean ended;

  /** Objects that are cached and watched. */
  interface Watch {
    /** Of the objects. */
    String kind();

    /** For people. */
    String name();

    /** The newest that it has told of; no other means that it has told nothing. */
    String revision();

    /** Whether there is a connection on which it could be told something. */
    boolean open();

    /** Blocks. */
    Inquiry.Answer changesSince(String revision);

    /**
     * Begins to watch anew, keeping what is cached until it has been listed; false if it does so.
     */
    boolean renew();
  }

  /**
   * @param timeline on which watches are looked at
   * @param inquiries may block
   * @param watches that have been started
   */
  Vigil(Timeline timeline, Executor inquiries, List<? extends Watch> watches) {
    this.timeline = timeline;
    this.inquiries = inquiries;
    var now = timeline.now();
    this.pulses = watches.stream().map(watch -> new Pulse(watch, now)).toList();
  }

  void begin() {
    timeline.soon(this::beat);
  }

  void end() {
    ended = true;
  }

  /**
   * By kind: when what is cached was last known to be all there is, because something had just been
   * told or there was nothing to tell.
   */
  Map<String, Instant> current() {
    return current;
  }

  private void beat() {
    if (ended) {
      return;
    }
    var now = timeline.now();
    var oldest = new HashMap<String, Instant>();
    for (var pulse : pulses) {
      pulse.look(now);
      oldest.merge(pulse.watch.kind(), pulse.heard, (a, b) -> a.isBefore(b) ? a : b);
    }
    current = Map.copyOf(oldest);
    timeline.after(BEAT, this::beat);
  }

  /** What is known of one watch. For the timeline's thread. */
  private final class Pulse {
    private final Watch watch;
    private String revision = "";
    private Instant heard;
    private boolean asking;
    private @Nullable Instant doubted;
    private @Nullable Instant behind;
    private String why = "";

    Pulse(Watch watch, Instant now) {
      this.watch = watch;
      this.heard = now;
    }

    void look(Instant now) {
      var newest = watch.revision();
      if (!newest.equals(revision)) {
        revision = newest;
        heard = now;
        doubted = null;
      }
      boolean open = watch.open();
      if (doubted == null) {
        if (!asking && (!open || !now.isBefore(heard.plus(QUIET)))) {
          ask(now);
        }
      } else if (!now.isBefore(doubted.plus(GRACE))) {
        doubted = null;
        renew(now);
      }
      tell(now, open);
    }

    private void ask(Instant now) {
      asking = true;
      var since = revision;
      inquiries.execute(
          () -> {
            var answer = answer(since);
            timeline.soon(() -> answered(since, now, answer));
          });
    }

    /** A bug must not end the vigil. */
    private Inquiry.Answer answer(String since) {
      try {
        return watch.changesSince(since);
      } catch (RuntimeException bug) {
        return new Inquiry.Answer.Silence(bug.toString());
      }
    }

    private void answered(String since, Instant asked, Inquiry.Answer answer) {
      asking = false;
      boolean told = !watch.revision().equals(since);
      switch (answer) {
        case Inquiry.Answer.Nothing nothing -> {
          if (asked.isAfter(heard)) {
            heard = asked;
          }
        }
        case Inquiry.Answer.Changes changes -> {
          if (!told) {
            doubted = timeline.now();
          }
        }
        case Inquiry.Answer.Silence(String reason) -> why = reason;
      }
    }

    private void renew(Instant now) {
      if (watch.renew()) {
        why = "its watch did not tell of changes and was begun anew";
        behind = behind == null ? heard : behind;
        log.warn(
            "{}: changes that are {} s old have not been told; watching anew",
            watch.name(),
            Duration.between(heard, now).toSeconds());
      }
    }

    private void tell(Instant now, boolean open) {
      var age = Duration.between(heard, now);
      if (behind == null) {
        boolean known = !open && !why.isEmpty();
        if (age.compareTo(known ? INTERRUPTED : OVERDUE) >= 0) {
          behind = heard;
          log.warn(
              "{}: nothing heard for {} s: {}",
              watch.name(),
              age.toSeconds(),
              why.isEmpty() ? "the API server does not answer" : why);
        }
      } else if (open && heard.isAfter(behind)) {
        log.info(
            "{}: up to date again after {} s: {}",
            watch.name(),
            Duration.between(behind, heard).toSeconds(),
            why);
        behind = null;
        why = "";
      }
    }
  }
}

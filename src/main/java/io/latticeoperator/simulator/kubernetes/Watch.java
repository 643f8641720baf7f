package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** One watch: reads the history from where its client has got to, and goes on until it ends. */
final class Watch {
  /** Also how soon a client that has gone without a word is noticed. */
  static final Duration BOOKMARK_INTERVAL = Duration.ofSeconds(15);

  private final History history;
  private final Kind kind;
  private final String namespace;
  private final Selection selection;
  private final Start start;
  private final Duration timeout;
  private final boolean bookmarks;
  private final Function<ObjectNode, JsonNode> view;

  /**
   * @param namespace empty for all
   * @param bookmarks whether the client understands them
   * @param view what the client gets to see of an object
   */
  Watch(
      History history,
      Kind kind,
      String namespace,
      Selection selection,
      Start start,
      Duration timeout,
      boolean bookmarks,
      Function<ObjectNode, JsonNode> view) {
    this.history = history;
    this.kind = kind;
    this.namespace = namespace;
    this.selection = selection;
    this.start = start;
    this.timeout = timeout;
    this.bookmarks = bookmarks;
    this.view = view;
  }

  /** Where a watch begins. */
  sealed interface Start {
    /** With the changes after a revision. */
    record After(long revision) implements Start {}

    /**
     * With what there is.
     *
     * @param marked whether a bookmark tells where the present ends and change begins
     */
    record Present(boolean marked) implements Start {}
  }

  /** Where events go. */
  @FunctionalInterface
  interface Sink {
    void send(JsonNode event) throws IOException;
  }

  /** Sends events until the timeout, a failure of the sink, or an interrupt. */
  void run(Sink sink) throws IOException, InterruptedException {
    try {
      follow(sink, begin(sink));
    } catch (ApiFault fault) {
      sink.send(event("ERROR", Faults.status(fault)));
    }
  }

  private long begin(Sink sink) throws IOException {
    return switch (start) {
      case Start.After(long revision) -> revision;
      case Start.Present(boolean marked) -> {
        var listing = history.list(this::wanted);
        for (var object : listing.objects()) {
          var shown = EventView.shown(kind, object);
          if (selection.matches(shown)) {
            sink.send(event("ADDED", view.apply(shown)));
          }
        }
        if (marked) {
          sink.send(bookmark(listing.revision(), true));
        }
        yield listing.revision();
      }
    };
  }

  private void follow(Sink sink, long from) throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    long seen = from;
    while (true) {
      long left = Math.clamp(end - System.nanoTime(), 0, BOOKMARK_INTERVAL.toNanos());
      var revisions = history.await(seen, Duration.ofNanos(left));
      for (var revision : revisions) {
        var event = event(revision);
        if (event.isPresent()) {
          sink.send(event.get());
        }
        seen = revision.number();
      }
      if (revisions.isEmpty()) {
        if (bookmarks) {
          sink.send(bookmark(seen, false));
        }
        if (history.closed() || System.nanoTime() >= end) {
          break;
        }
      }
    }
  }

  /** An object that enters or leaves the selection is added or deleted, for this watch. */
  private Optional<ObjectNode> event(Revision revision) {
    if (!wanted(revision.key())) {
      return Optional.empty();
    }
    var object = EventView.shown(kind, revision.object());
    boolean was =
        revision
            .before()
            .map(before -> selection.matches(EventView.shown(kind, before)))
            .orElse(false);
    boolean is = revision.change() != Objects.Change.DELETED && selection.matches(object);
    if (!was && !is) {
      return Optional.empty();
    }
    return Optional.of(
        is
            ? event(was ? "MODIFIED" : "ADDED", view.apply(object))
            : event("DELETED", view.apply(asLastSeen(revision, object))));
  }

  /** What leaves the selection is shown as it was in it. */
  private ObjectNode asLastSeen(Revision revision, ObjectNode object) {
    var last = revision.before().map(before -> EventView.shown(kind, before)).orElse(object);
    Json.metadata(last).put("resourceVersion", Long.toString(revision.number()));
    return last;
  }

  private boolean wanted(ObjectKey key) {
    return key.isOf(kind) && (namespace.isEmpty() || key.namespace().equals(namespace));
  }

  private ObjectNode bookmark(long revision, boolean endOfPresent) {
    var object = Json.object().put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
    var metadata = Json.metadata(object).put("resourceVersion", Long.toString(revision));
    metadata.putNull("creationTimestamp");
    if (endOfPresent) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return event("BOOKMARK", view.apply(object));
  }

  private static ObjectNode event(String type, JsonNode object) {
    return Json.object().put("type", type).set("object", object);
  }
}

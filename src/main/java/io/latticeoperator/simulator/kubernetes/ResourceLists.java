package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Predicate;

/** The verbs on whole collections: list, watch, delete. */
final class ResourceLists {
  private static final int WATCH_SECONDS = 2400;
  private final Store store;

  ResourceLists(Store store) {
    this.store = store;
  }

  Reply list(Catalog.Served served, ResourcePath path, Call call) {
    RequestOptions.ofList(call);
    var token = Token.parse(call.parameter("continue"));
    var listing = listing(served.kind(), path, call, token);
    var selection = selection(served.kind(), path, call);
    var selected =
        listing.objects().stream()
            .map(object -> EventView.shown(served.kind(), object))
            .filter(selection::matches)
            .filter(object -> token.isBefore(object))
            .toList();
    int limit = call.number("limit", 0);
    boolean cut = limit > 0 && selected.size() > limit;
    var items = cut ? selected.subList(0, limit) : selected;
    var metadata = Json.object().put("resourceVersion", Long.toString(listing.revision()));
    if (cut) {
      metadata.put("continue", Token.after(listing.revision(), items.getLast()).text());
      if (selection.everything()) {
        metadata.put("remainingItemCount", selected.size() - limit);
      }
    }
    return Reply.ok(View.of(served, call, store.timeline()).list(items, metadata));
  }

  Reply watch(Catalog.Served served, ResourcePath path, Call call) {
    RequestOptions.ofList(call);
    var version = call.parameter("resourceVersion");
    boolean initial = call.flag("sendInitialEvents");
    var start =
        initial || version.isEmpty() || version.equals("0")
            ? new Watch.Start.Present(initial)
            : new Watch.Start.After(Revisions.parse(version));
    return new Reply.Events(
        new Watch(
            store.history(),
            served.kind(),
            path.namespace(),
            selection(served.kind(), path, call),
            start,
            Duration.ofSeconds(call.number("timeoutSeconds", WATCH_SECONDS)),
            call.flag("allowWatchBookmarks"),
            View.of(served, call, store.timeline())));
  }

  Reply deleteAll(Catalog.Served served, ResourcePath path, Call call) {
    var options = Resources.deleteOptions(call);
    var selection = selection(served.kind(), path, call);
    var gone =
        store.list(served.kind(), path.namespace()).stream().filter(selection::matches).toList();
    for (var object : gone) {
      store.delete(served.kind(), Json.namespace(object), Json.name(object), options);
    }
    var metadata = Json.object().put("resourceVersion", Long.toString(store.history().number()));
    return Reply.ok(View.of(served, call, store.timeline()).list(gone, metadata));
  }

  private History.Listing listing(Kind kind, ResourcePath path, Call call, Token token) {
    var history = store.history();
    var version = call.parameter("resourceVersion");
    Predicate<ObjectKey> wanted =
        key ->
            key.isOf(kind)
                && (path.namespace().isEmpty() || key.namespace().equals(path.namespace()));
    if (token.revision() > 0) {
      return history.list(wanted, token.revision());
    }
    if (version.isEmpty() || version.equals("0")) {
      return history.list(wanted);
    }
    long asked = Revisions.asked(version);
    if (asked > history.number()) {
      throw new ApiFault(
          504,
          "Timeout",
          "Too large resource version: %d, current: %d".formatted(asked, history.number()));
    }
    return call.parameter("resourceVersionMatch").equals("Exact")
        ? history.list(wanted, asked)
        : history.list(wanted);
  }

  private static Selection selection(Kind kind, ResourcePath path, Call call) {
    var selection =
        Selection.of(kind, call.parameter("labelSelector"), call.parameter("fieldSelector"));
    return path.name().isEmpty()
        ? selection
        : selection.and(object -> Json.name(object).equals(path.name()));
  }

  /**
   * Where the next page begins.
   *
   * @param revision of the first page; 0 for the first page itself
   */
  private record Token(long revision, String namespace, String name) {
    static Token parse(String text) {
      if (text.isEmpty()) {
        return new Token(0, "", "");
      }
      try {
        var parts =
            new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", 3);
        return new Token(Long.parseLong(parts[0]), parts[1], parts[2]);
      } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
        throw Faults.badRequest("continue key is not valid");
      }
    }

    static Token after(long revision, ObjectNode last) {
      return new Token(revision, Json.namespace(last), Json.name(last));
    }

    String text() {
      var plain = revision + "\n" + namespace + "\n" + name;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBefore(ObjectNode object) {
      int order = namespace.compareTo(Json.namespace(object));
      return revision == 0 || order < 0 || (order == 0 && name.compareTo(Json.name(object)) < 0);
    }
  }
}

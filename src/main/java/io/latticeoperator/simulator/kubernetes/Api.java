package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Answers requests: finds out what each is about and hands it to the verbs. */
final class Api {
  private final Store store;
  private final Resources resources;
  private final ResourceLists lists;
  private final Reviews reviews;

  Api(Store store) {
    this.store = store;
    this.resources = new Resources(store);
    this.lists = new ResourceLists(store);
    this.reviews = new Reviews(store);
  }

  /** Never throws an {@link ApiFault}: a refusal is an answer. */
  Reply answer(Call call) {
    try {
      return route(call);
    } catch (ApiFault fault) {
      return Reply.refused(fault);
    }
  }

  private Reply route(Call call) {
    var segments = call.segments();
    var first = segments.isEmpty() ? "" : segments.getFirst();
    return switch (first) {
      case "healthz", "livez", "readyz" -> new Reply.Text(200, "ok");
      case "version" -> Reply.ok(version());
      case "openapi" -> openApi(segments);
      case "" -> Reply.ok(paths());
      case "api", "apis" ->
          ResourcePath.of(segments)
              .map(path -> resource(path, call))
              .orElseGet(() -> discovery(segments, call));
      default -> Reply.noApi();
    };
  }

  private Reply discovery(List<String> segments, Call call) {
    var discovery = new Discovery(store.catalog());
    boolean core = segments.getFirst().equals("api");
    boolean aggregated =
        call.accept().contains("as=APIGroupDiscoveryList") && call.accept().contains("v=v2;");
    return switch (segments.size()) {
      case 1 ->
          aggregated
              ? new Reply.Document(200, Discovery.AGGREGATED, discovery.aggregated(core), List.of())
              : Reply.ok(core ? discovery.coreVersions() : discovery.groups());
      case 2 ->
          core
              ? Reply.ok(discovery.resources("", segments.get(1)))
              : discovery.has(segments.get(1))
                  ? Reply.ok(discovery.group(segments.get(1)))
                  : Reply.noApi();
      case 3 ->
          discovery.has(segments.get(1))
              ? Reply.ok(discovery.resources(segments.get(1), segments.get(2)))
              : Reply.noApi();
      default -> Reply.noApi();
    };
  }

  private Reply openApi(List<String> segments) {
    var openApi = new OpenApi(store.catalog());
    if (segments.size() < 2 || !segments.get(1).equals("v3")) {
      throw Faults.noSuchPath();
    }
    return Reply.ok(
        segments.size() == 2
            ? openApi.index()
            : openApi.document(String.join("/", segments.subList(2, segments.size()))));
  }

  private Reply resource(ResourcePath path, Call call) {
    var review = reviews.answer(path, call);
    if (review.isPresent()) {
      return review.get();
    }
    var found = store.catalog().byPlural(path.group(), path.version(), path.plural());
    if (found.isEmpty()) {
      return unknown(path);
    }
    var served = found.get();
    if (!call.method().equals("GET")) {
      RequestOptions.ofWrite(call);
    }
    if (!path.subresource().isEmpty()) {
      return subresource(served, path, call);
    }
    boolean one = !path.name().isEmpty();
    return switch (call.method()) {
      case "GET" ->
          call.watches()
              ? lists.watch(served, path, call)
              : one ? resources.get(served, path, call) : lists.list(served, path, call);
      case "POST" -> {
        requireCollection(one);
        yield resources.create(served, path, call);
      }
      case "DELETE" ->
          one ? resources.delete(served, path, call) : lists.deleteAll(served, path, call);
      case "PUT" -> {
        requireCollection(!one);
        yield resources.replace(served, path, call);
      }
      case "PATCH" -> {
        requireCollection(!one);
        yield resources.patch(served, path, call);
      }
      default -> throw notAllowed();
    };
  }

  /** Groups of built-in kinds answer for what they do not have; others are not there at all. */
  private Reply unknown(ResourcePath path) {
    boolean builtIn =
        Kinds.BUILT_IN.stream()
            .anyMatch(
                kind -> kind.group().equals(path.group()) && kind.version().equals(path.version()));
    if (builtIn) {
      throw Faults.noSuchPath();
    }
    return Reply.noApi();
  }

  private Reply subresource(Catalog.Served served, ResourcePath path, Call call) {
    var kind = served.kind();
    boolean there =
        switch (path.subresource()) {
          case "status" -> kind.status();
          case "scale" -> kind.scale();
          case "eviction" -> kind.equals(Kinds.POD);
          case "finalize" -> kind.equals(Kinds.NAMESPACE);
          default -> false;
        };
    if (!there) {
      throw Faults.noSuchPath();
    }
    return switch (call.method()) {
      case "GET" -> resources.get(served, path, call);
      case "PUT" -> resources.replace(served, path, call);
      case "PATCH" -> resources.patch(served, path, call);
      case "POST" -> {
        if (!path.subresource().equals("eviction")) {
          throw notAllowed();
        }
        yield resources.evict(served, path, call);
      }
      default -> throw notAllowed();
    };
  }

  private static void requireCollection(boolean wrong) {
    if (wrong) {
      throw notAllowed();
    }
  }

  private static ApiFault notAllowed() {
    return new ApiFault(
        405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  private static ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "36")
        .put("gitVersion", "v1.36.3")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode paths() {
    var root = Json.object();
    var paths = root.putArray("paths");
    List.of("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version")
        .forEach(paths::add);
    return root;
  }
}

package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells clients which groups, versions and resources there are, in the old form and the new. */
final class Discovery {
  static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  private static final List<String> COLLECTION_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

  private final List<Kind> kinds;

  Discovery(Catalog catalog) {
    this.kinds = catalog.kinds();
  }

  ObjectNode coreVersions() {
    var versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    return versions;
  }

  ObjectNode groups() {
    var list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    var groups = list.putArray("groups");
    versions().forEach((group, versions) -> groups.add(group(group, versions)));
    return list;
  }

  /** 404 when there is no such group. */
  ObjectNode group(String group) {
    var versions = versions().get(group);
    if (versions == null) {
      throw Faults.noSuchPath();
    }
    return group(group, versions).put("kind", "APIGroup").put("apiVersion", "v1");
  }

  /** 404 when there is no such version. */
  ObjectNode resources(String group, String version) {
    var served =
        kinds.stream()
            .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
            .toList();
    if (served.isEmpty()) {
      throw Faults.noSuchPath();
    }
    var list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", served.getFirst().apiVersion());
    var resources = list.putArray("resources");
    for (var kind : served) {
      var resource = resources.addObject();
      resource.put("name", kind.plural()).put("singularName", singular(kind));
      resource.put("namespaced", kind.namespaced()).put("kind", kind.kind());
      strings(resource.putArray("verbs"), COLLECTION_VERBS);
      if (!kind.shortNames().isEmpty()) {
        strings(resource.putArray("shortNames"), kind.shortNames());
      }
      if (!kind.categories().isEmpty()) {
        strings(resource.putArray("categories"), kind.categories());
      }
      for (var part : subresources(kind)) {
        var sub = resources.addObject();
        sub.put("name", kind.plural() + "/" + part.name()).put("singularName", "");
        sub.put("namespaced", kind.namespaced());
        if (!part.group().equals(kind.group())) {
          sub.put("group", part.group()).put("version", "v1");
        }
        sub.put("kind", part.kind());
        strings(sub.putArray("verbs"), part.verbs());
      }
    }
    return list;
  }

  /**
   * Everything in one document.
   *
   * @param core whether the core group is meant, or all others
   */
  ObjectNode aggregated(boolean core) {
    var list =
        Json.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/v2");
    list.putObject("metadata");
    var items = list.putArray("items");
    var groups = core ? Map.of("", List.of("v1")) : versions();
    groups.forEach(
        (group, versions) -> {
          var item = items.addObject();
          var metadata = item.putObject("metadata");
          if (!group.isEmpty()) {
            metadata.put("name", group);
          }
          metadata.putNull("creationTimestamp");
          var entries = item.putArray("versions");
          for (String version : versions) {
            var entry = entries.addObject().put("version", version).put("freshness", "Current");
            var resources = entry.putArray("resources");
            kinds.stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .forEach(kind -> resources.add(aggregated(kind)));
          }
        });
    return list;
  }

  private ObjectNode aggregated(Kind kind) {
    var resource = Json.object().put("resource", kind.plural());
    resource.set("responseKind", responseKind(kind.group(), kind.version(), kind.kind()));
    resource.put("scope", kind.namespaced() ? "Namespaced" : "Cluster");
    resource.put("singularResource", singular(kind));
    strings(resource.putArray("verbs"), COLLECTION_VERBS);
    strings(resource.putArray("shortNames"), kind.shortNames());
    strings(resource.putArray("categories"), kind.categories());
    var subresources = resource.putArray("subresources");
    for (var part : subresources(kind)) {
      var sub = subresources.addObject().put("subresource", part.name());
      sub.set("responseKind", responseKind(part.group(), "v1", part.kind()));
      strings(sub.putArray("verbs"), part.verbs());
    }
    return resource;
  }

  private static ObjectNode responseKind(String group, String version, String kind) {
    return Json.object().put("group", group).put("version", version).put("kind", kind);
  }

  private record Subresource(String name, String group, String kind, List<String> verbs) {}

  private static List<Subresource> subresources(Kind kind) {
    var parts = new ArrayList<Subresource>();
    if (kind.status()) {
      parts.add(new Subresource("status", kind.group(), kind.kind(), SUBRESOURCE_VERBS));
    }
    if (kind.scale()) {
      parts.add(new Subresource("scale", "autoscaling", "Scale", SUBRESOURCE_VERBS));
    }
    if (kind.equals(Kinds.POD)) {
      parts.add(new Subresource("eviction", "policy", "Eviction", List.of("create")));
    }
    return parts;
  }

  private static ObjectNode group(String group, List<String> versions) {
    var node = Json.object().put("name", group);
    var list = node.putArray("versions");
    versions.forEach(version -> list.add(version(group, version)));
    node.set("preferredVersion", version(group, versions.getFirst()));
    return node;
  }

  private static ObjectNode version(String group, String version) {
    return Json.object().put("groupVersion", group + "/" + version).put("version", version);
  }

  /** The named groups and their versions. */
  private Map<String, List<String>> versions() {
    return kinds.stream()
        .filter(kind -> !kind.group().isEmpty())
        .collect(
            Collectors.groupingBy(
                Kind::group,
                LinkedHashMap::new,
                Collectors.mapping(
                    Kind::version,
                    Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new),
                        set -> List.copyOf(set.reversed())))));
  }

  /** Whether the group is served. */
  boolean has(String group) {
    return kinds.stream().anyMatch(kind -> kind.group().equals(group));
  }

  static String singular(Kind kind) {
    return kind.kind().toLowerCase(Locale.ROOT);
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}

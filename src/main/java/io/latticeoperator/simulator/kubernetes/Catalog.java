package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds served at one moment: the built-in ones and those of the stored definitions. */
final class Catalog {
  private final List<Served> all;

  private Catalog(List<Served> all) {
    this.all = List.copyOf(all);
  }

  /**
   * A kind that is served.
   *
   * @param custom its definition; empty for built-in kinds
   */
  record Served(Kind kind, Optional<CustomVersion> custom) {
    MergeRules mergeRules() {
      return custom.<MergeRules>map(CustomVersion::mergeRules).orElse(MergeRules.BUILT_IN);
    }
  }

  static Catalog of(List<ObjectNode> definitions) {
    var all = new ArrayList<Served>();
    Kinds.BUILT_IN.forEach(kind -> all.add(new Served(kind, Optional.empty())));
    for (var definition : definitions) {
      for (var version : CustomVersion.of(definition)) {
        all.add(new Served(version.kind(), Optional.of(version)));
      }
    }
    return new Catalog(all);
  }

  List<Served> all() {
    return all;
  }

  List<Kind> kinds() {
    return all.stream().map(Served::kind).toList();
  }

  Optional<Served> byPlural(String group, String version, String plural) {
    return all.stream()
        .filter(served -> served.kind().group().equals(group))
        .filter(served -> served.kind().version().equals(version))
        .filter(served -> served.kind().plural().equals(plural))
        .findFirst();
  }

  /**
   * @param apiVersion such as {@code apps/v1}
   */
  Optional<Served> byKind(String apiVersion, String kind) {
    return all.stream()
        .filter(served -> served.kind().apiVersion().equals(apiVersion))
        .filter(served -> served.kind().kind().equals(kind))
        .findFirst();
  }

  /** 404 when the kind is not, or no longer, served. */
  Served require(Kind kind) {
    return byPlural(kind.group(), kind.version(), kind.plural()).orElseThrow(Faults::noSuchPath);
  }
}

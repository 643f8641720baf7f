package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How much memory things take, in about the characters of their JSON. */
final class Weight {
  private static final int NODE = 16;

  private Weight() {}

  static long of(Journal.Entry entry) {
    long weight = of(entry.input());
    for (var change : entry.changes()) {
      weight += of(change.before()) + of(change.after());
    }
    return weight;
  }

  private static long of(@Nullable JsonNode node) {
    if (node == null) {
      return 0;
    }
    long weight = node.isTextual() ? node.textValue().length() : 0;
    for (var member : node.properties()) {
      weight += member.getKey().length() + of(member.getValue());
    }
    if (node.isArray()) {
      for (var item : node) {
        weight += of(item);
      }
    }
    return weight + NODE;
  }
}

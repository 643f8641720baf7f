package io.latticeoperator.verify;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All questions, in the order in which they are asked. */
final class Probes {
  private Probes() {}

  static List<Probe> all() {
    return Stream.of(StatusProbes.all(), RuleProbes.all(), TargetProbes.all(), AnswerProbes.all())
        .flatMap(List::stream)
        .toList();
  }

  /** The action that forwards everything to one group. */
  static Map<String, ?> forward(String group) {
    return Map.of(
        "forward", Map.of("targetGroups", List.of(Map.of("targetGroupIdentifier", group))));
  }

  /** The action that forwards by weight. */
  static Map<String, ?> forward(Map<String, Integer> weights) {
    var groups =
        weights.entrySet().stream()
            .map(
                entry ->
                    Map.of("targetGroupIdentifier", entry.getKey(), "weight", entry.getValue()))
            .toList();
    return Map.of("forward", Map.of("targetGroups", groups));
  }

  /** The action that answers by itself. */
  static Map<String, ?> fixed(int status) {
    return Map.of("fixedResponse", Map.of("statusCode", status));
  }
}

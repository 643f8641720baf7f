package io.latticeoperator.simulator.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The {@code Filter.N} parameters: all must hold, each for one of its values. */
record Filters(Map<String, List<String>> byName) {
  static Filters of(QueryCall call) {
    var filters = new LinkedHashMap<String, List<String>>();
    for (var prefix : call.structures("Filter")) {
      filters.put(call.require(prefix + ".Name"), call.list(prefix + ".Value"));
    }
    return new Filters(filters);
  }

  <T> List<T> select(List<T> items, Map<String, Function<T, Object>> fields) {
    for (var name : byName.keySet()) {
      if (!fields.containsKey(name)) {
        throw new QueryRefusal(
            "InvalidParameterValue", "The filter '%s' is invalid".formatted(name));
      }
    }
    return items.stream().filter(item -> holds(item, fields)).toList();
  }

  private <T> boolean holds(T item, Map<String, Function<T, Object>> fields) {
    return byName.entrySet().stream()
        .allMatch(
            filter ->
                Optional.ofNullable(fields.get(filter.getKey()))
                    .map(field -> String.valueOf(field.apply(item)))
                    .filter(filter.getValue()::contains)
                    .isPresent());
  }
}

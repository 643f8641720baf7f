package io.latticeoperator.simulator.ec2;

import io.latticeoperator.simulator.aws.TextInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The filters of a call: all must hold, each for one of its values, in which {@code *} stands for
 * any characters and {@code ?} for one, unless a backslash is before it.
 */
record Filters(Map<String, List<String>> byName) {
  private static final String TAG = "tag:";
  private static final String TAG_KEY = "tag-key";

  static Filters of(TextInput input) {
    var filters = new LinkedHashMap<String, List<String>>();
    for (var filter : input.structures("Filter")) {
      filters.put(filter.require("Name"), filter.texts("Value"));
    }
    return new Filters(filters);
  }

  /**
   * What passes.
   *
   * @param fields the values that an item has under the name of a filter
   * @param tags of an item
   */
  <T> List<T> select(
      List<T> items,
      Map<String, Function<T, List<String>>> fields,
      Function<T, SortedMap<String, String>> tags) {
    for (var name : byName.keySet()) {
      if (!fields.containsKey(name) && !name.startsWith(TAG) && !name.equals(TAG_KEY)) {
        throw Refusals.invalid("The filter '%s' is invalid", name);
      }
    }
    return items.stream()
        .filter(
            item ->
                byName.entrySet().stream()
                    .allMatch(
                        filter ->
                            values(item, filter.getKey(), fields, tags).stream()
                                .anyMatch(value -> matches(filter.getValue(), value))))
        .toList();
  }

  private static <T> List<String> values(
      T item,
      String name,
      Map<String, Function<T, List<String>>> fields,
      Function<T, SortedMap<String, String>> tags) {
    var field = fields.get(name);
    if (field != null) {
      return field.apply(item);
    }
    var tagged = tags.apply(item);
    if (name.equals(TAG_KEY)) {
      return List.copyOf(tagged.keySet());
    }
    var value = tagged.get(name.substring(TAG.length()));
    return value == null ? List.of() : List.of(value);
  }

  private static boolean matches(List<String> patterns, String value) {
    return patterns.stream().anyMatch(pattern -> glob(pattern).matcher(value).matches());
  }

  private static Pattern glob(String pattern) {
    var regex = new StringBuilder();
    for (int index = 0; index < pattern.length(); index++) {
      char character = pattern.charAt(index);
      switch (character) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '\\' -> {
          index = Math.min(index + 1, pattern.length() - 1);
          regex.append(Pattern.quote(String.valueOf(pattern.charAt(index))));
        }
        default -> regex.append(Pattern.quote(String.valueOf(character)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}

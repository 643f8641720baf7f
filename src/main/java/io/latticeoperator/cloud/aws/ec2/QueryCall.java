package io.latticeoperator.cloud.aws.ec2;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request of EC2's query protocol: an action and its parameters. For one thread. */
final class QueryCall {
  private static final String VERSION = "2016-11-15";

  private final Map<String, String> parameters = new LinkedHashMap<>();

  QueryCall(String action) {
    parameters.put("Action", action);
    parameters.put("Version", VERSION);
  }

  String action() {
    return Objects.requireNonNull(parameters.get("Action"));
  }

  /** Adds a parameter, unless it has no value. */
  QueryCall with(String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
    return this;
  }

  /** Lists count from 1. */
  QueryCall filtered(Collection<Filter> filters) {
    int number = 1;
    for (var filter : filters) {
      var name = "Filter.%d.".formatted(number++);
      with(name + "Name", filter.name());
      int value = 1;
      for (var each : filter.values()) {
        with(name + "Value." + value++, each);
      }
    }
    return this;
  }

  /**
   * Adds tags.
   *
   * @param prefix of their names, such as {@code Tag}
   */
  QueryCall tagged(String prefix, Map<String, String> tags) {
    int number = 1;
    for (var tag : tags.entrySet()) {
      var name = "%s.%d.".formatted(prefix, number++);
      with(name + "Key", tag.getKey());
      with(name + "Value", tag.getValue());
    }
    return this;
  }

  /** As the body of an HTML form. */
  String form() {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

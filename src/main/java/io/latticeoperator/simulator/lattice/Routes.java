package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operation of an HTTP request by the method and URI of the model. */
final class Routes {
  private final List<Route> routes;

  Routes(Model model) {
    routes =
        model.operations().values().stream()
            .map(operation -> new Route(operation, segments(operation.uri())))
            .toList();
  }

  private record Route(Model.Operation operation, List<String> template) {}

  /**
   * An operation with the members that the URI carries.
   *
   * @param input to which the members of the body are added
   */
  record Routed(Model.Operation operation, ObjectNode input) {}

  /**
   * Throws IllegalArgumentException for broken escapes.
   *
   * @param rawPath not decoded: an ARN in it has its slashes as {@code %2F}
   */
  Optional<Routed> find(String method, String rawPath, Map<String, List<String>> query) {
    var path = segments(rawPath);
    for (var route : routes) {
      if (route.operation().method().equals(method) && fits(route.template(), path)) {
        return Optional.of(new Routed(route.operation(), input(route, path, query)));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(List<String> template, List<String> path) {
    if (template.size() != path.size()) {
      return false;
    }
    for (int index = 0; index < path.size(); index++) {
      if (!isLabel(template.get(index)) && !template.get(index).equals(path.get(index))) {
        return false;
      }
    }
    return true;
  }

  private static ObjectNode input(Route route, List<String> path, Map<String, List<String>> query) {
    var input = Json.object();
    for (int index = 0; index < path.size(); index++) {
      var segment = route.template().get(index);
      if (isLabel(segment)) {
        input.put(segment.substring(1, segment.length() - 1), decoded(path.get(index)));
      }
    }
    for (var member : route.operation().input()) {
      var values = query.getOrDefault(member.name(), List.of());
      if (member.location() == Model.Location.QUERY && !values.isEmpty()) {
        put(input, member, values);
      }
    }
    return input;
  }

  /** Text that is not of the member's type stays text, for the validation to refuse. */
  private static void put(ObjectNode input, Model.Member member, List<String> values) {
    var text = values.getFirst();
    switch (member.constraint()) {
      case Constraint.Items _ -> {
        ArrayNode array = input.putArray(member.name());
        values.forEach(array::add);
      }
      case Constraint.Whole _ ->
          input.set(
              member.name(),
              text.matches("-?\\d{1,18}")
                  ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                  : JsonNodeFactory.instance.textNode(text));
      case Constraint.Flag _ ->
          input.set(
              member.name(),
              text.equals("true") || text.equals("false")
                  ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
                  : JsonNodeFactory.instance.textNode(text));
      case Constraint.Text _, Constraint.Entries _, Constraint.Shape _, Constraint.Unchecked _ ->
          input.put(member.name(), text);
    }
  }

  private static List<String> segments(String path) {
    var segments = new ArrayList<String>();
    for (var segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static boolean isLabel(String segment) {
    return segment.startsWith("{");
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}

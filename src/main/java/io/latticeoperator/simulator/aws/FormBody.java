package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A form whose names are paths, as the query protocols send it: {@code Filter.1.Name=vpc-id} is the
 * member {@code Name} of the first structure in the list {@code Filter}.
 */
public final class FormBody {
  /** No input of a service is nested deeper. */
  private static final int DEEPEST = 24;

  private final Map<String, FormBody> members = new LinkedHashMap<>();
  private @Nullable String value;

  private FormBody() {}

  /** Throws IllegalArgumentException for broken escapes and absurdly deep names. */
  public static ObjectNode parse(String form) {
    var root = new FormBody();
    for (var pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        root.at(decoded(pair.substring(0, equals))).value = decoded(pair.substring(equals + 1));
      }
    }
    return root.structure();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private FormBody at(String path) {
    var steps = path.split("\\.", -1);
    if (steps.length > DEEPEST) {
      throw new IllegalArgumentException("A parameter name has too many parts");
    }
    var part = this;
    for (var step : steps) {
      part = part.members.computeIfAbsent(step, absent -> new FormBody());
    }
    return part;
  }

  private JsonNode json() {
    if (members.isEmpty()) {
      return JsonNodeFactory.instance.textNode(value);
    }
    if (members.keySet().stream().allMatch(FormBody::isIndex)) {
      var ordered = new TreeMap<Integer, FormBody>();
      members.forEach((index, item) -> ordered.put(Integer.valueOf(index), item));
      var list = JsonNodeFactory.instance.arrayNode();
      ordered.values().forEach(item -> list.add(item.json()));
      return list;
    }
    return structure();
  }

  private ObjectNode structure() {
    var structure = JsonNodeFactory.instance.objectNode();
    members.forEach((name, member) -> structure.set(name, member.json()));
    return structure;
  }

  private static boolean isIndex(String step) {
    return !step.isEmpty() && step.length() <= 6 && step.chars().allMatch(Character::isDigit);
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@link Settings} as people write them: a YAML or JSON file of what differs from a profile, or
 * single values by dotted name.
 *
 * <pre>
 * draining: 10s            draining=10s
 * delays:
 *   serviceCreate: 5s      delays.serviceCreate=5s
 * quotas:
 *   SERVICES: 10           quotas.SERVICES=10
 * </pre>
 *
 * <p>The names are those of the record's components. Times are whole numbers with {@code ms},
 * {@code s}, {@code m} or {@code h}.
 */
public final class SettingsText {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private SettingsText() {}

  /**
   * Settings from a file's content.
   *
   * @param over what holds for all that the text does not name
   */
  public static SettingsReading read(String text, Settings over) {
    JsonNode tree;
    try {
      tree = YAML.readTree(text);
    } catch (JsonProcessingException malformed) {
      return new SettingsReading.Invalid(List.of("neither YAML nor JSON: " + located(malformed)));
    }
    if (tree == null || tree.isMissingNode() || tree.isNull()) {
      return new SettingsReading.Valid(over);
    }
    return read(tree, over);
  }

  /**
   * Settings with single values changed.
   *
   * @param values by dotted name
   */
  public static SettingsReading set(Map<String, String> values, Settings over) {
    var tree = JsonNodeFactory.instance.objectNode();
    for (var value : values.entrySet()) {
      try {
        place(tree, value.getKey(), value.getValue());
      } catch (IllegalArgumentException clash) {
        return new SettingsReading.Invalid(
            List.of(value.getKey() + ": a group of settings and a value at once"));
      }
    }
    return read(tree, over);
  }

  /** All settings, as a file that gives them again whatever it is read over. */
  public static String write(Settings settings) {
    var quotas = Arrays.stream(Quota.values()).map(Enum::name).collect(Collectors.joining(", "));
    return "# Times: 400ms, 2s, 1m, 1h. Quotas: "
        + quotas
        + "\n"
        + yaml(SettingsTree.write(settings));
  }

  /** Some settings, by dotted name, as a file. */
  public static String write(Map<String, String> values) {
    var tree = JsonNodeFactory.instance.objectNode();
    values.forEach((name, value) -> place(tree, name, value));
    return yaml(tree);
  }

  private static SettingsReading read(JsonNode tree, Settings over) {
    var problems = new ArrayList<String>();
    var settings = SettingsTree.read(over, tree, problems);
    return problems.isEmpty()
        ? new SettingsReading.Valid(settings)
        : new SettingsReading.Invalid(problems);
  }

  /** Throws IllegalArgumentException when a value is where a group must be, or the reverse. */
  private static void place(ObjectNode tree, String name, String value) {
    int dot = name.indexOf('.');
    var first = dot < 0 ? name : name.substring(0, dot);
    var there = tree.get(first);
    if (dot < 0 && there == null) {
      tree.put(first, value);
    } else if (dot >= 0 && (there == null || there.isObject())) {
      place(tree.withObjectProperty(first), name.substring(dot + 1), value);
    } else {
      throw new IllegalArgumentException(name);
    }
  }

  private static String yaml(JsonNode tree) {
    try {
      return YAML.writeValueAsString(tree);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String located(JsonProcessingException malformed) {
    var where = malformed.getLocation();
    var what = String.valueOf(malformed.getOriginalMessage()).lines().findFirst().orElse("");
    return where == null
        ? what
        : "line %d, column %d: %s".formatted(where.getLineNr(), where.getColumnNr(), what);
  }
}

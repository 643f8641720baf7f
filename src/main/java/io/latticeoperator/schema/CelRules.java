package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code x-kubernetes-validations} of a schema. */
final class CelRules {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addLibraries(CelExtensions.strings(), CelExtensions.optional())
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .addLibraries(CelExtensions.strings(), CelExtensions.optional())
          .build();
  private static final Pattern OLD_SELF = Pattern.compile("\\boldSelf\\b");

  private final JsonNode root;
  private final Map<String, CelRuntime.Program> programs = new ConcurrentHashMap<>();

  /**
   * @param root the {@code openAPIV3Schema}
   */
  CelRules(JsonNode root) {
    this.root = root;
  }

  /**
   * @param before the stored object; empty on creation, when transition rules do not apply
   */
  List<FieldFault> faults(JsonNode object, Optional<? extends JsonNode> before) {
    var causes = new ArrayList<FieldFault>();
    walk(root, object, before.map(JsonNode.class::cast), "", causes);
    return causes;
  }

  private void walk(
      JsonNode schema,
      JsonNode value,
      Optional<JsonNode> before,
      String path,
      List<FieldFault> causes) {
    if (value.isNull()) {
      return;
    }
    for (var rule : items(schema.path("x-kubernetes-validations")).toList()) {
      check(schema, rule, value, before, path).ifPresent(causes::add);
    }
    if (value.isObject()) {
      var properties = schema.path("properties");
      for (var field : value.properties()) {
        var known =
            properties.path(field.getKey()).isMissingNode()
                ? schema.path("additionalProperties")
                : properties.path(field.getKey());
        walk(
            known,
            field.getValue(),
            before.map(old -> old.get(field.getKey())),
            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
            causes);
      }
    }
    int index = 0;
    for (var element : items(value).toList()) {
      var old = before.flatMap(list -> counterpart(schema, list, element));
      walk(schema.path("items"), element, old, path + "[" + index++ + "]", causes);
    }
  }

  /** The element of a keyed list with the same keys. */
  private static Optional<JsonNode> counterpart(JsonNode schema, JsonNode list, JsonNode element) {
    var keys = items(schema.path("x-kubernetes-list-map-keys")).map(JsonNode::asText).toList();
    return keys.isEmpty()
        ? Optional.empty()
        : items(list)
            .filter(old -> keys.stream().allMatch(key -> old.path(key).equals(element.path(key))))
            .findFirst();
  }

  private Optional<FieldFault> check(
      JsonNode schema, JsonNode rule, JsonNode value, Optional<JsonNode> before, String path) {
    var expression = rule.path("rule").asText("");
    boolean transition = OLD_SELF.matcher(expression).find();
    if (transition && before.isEmpty()) {
      return Optional.empty();
    }
    var variables = new LinkedHashMap<String, Object>();
    variables.put("self", cel(value));
    before.ifPresent(old -> variables.put("oldSelf", cel(old)));
    var field = path + rule.path("fieldPath").asText("");
    var shown = shown(value);
    try {
      if (Boolean.TRUE.equals(program(expression).eval(variables))) {
        return Optional.empty();
      }
      return Optional.of(
          new FieldFault(
              reason(rule),
              field.startsWith(".") ? field.substring(1) : field,
              prefix(rule, shown) + message(rule, variables)));
    } catch (CelEvaluationException | CelValidationException failure) {
      return Optional.of(
          FieldFault.invalidValue(
              field,
              "\"" + schema.path("type").asText("") + "\"",
              "rule evaluation error: %s: %s".formatted(expression, failure.getMessage())));
    }
  }

  private static String reason(JsonNode rule) {
    var reason = rule.path("reason").asText("");
    return reason.isEmpty() ? "FieldValueInvalid" : reason;
  }

  private static String prefix(JsonNode rule, String shown) {
    return switch (reason(rule)) {
      case "FieldValueForbidden" -> "Forbidden: ";
      case "FieldValueRequired" -> "Required value: ";
      case "FieldValueDuplicate" -> "Duplicate value: " + shown;
      default -> "Invalid value: " + shown;
    };
  }

  /** Objects and lists are not shown, as by kube-apiserver 1.36. */
  private static String shown(JsonNode value) {
    return value.isContainerNode() ? "" : value + ": ";
  }

  private String message(JsonNode rule, Map<String, Object> variables) {
    var expression = rule.path("messageExpression").asText("");
    if (!expression.isEmpty()) {
      try {
        if (program(expression).eval(variables) instanceof String text && !text.isBlank()) {
          return text;
        }
      } catch (CelEvaluationException | CelValidationException unusable) {
        return plainMessage(rule);
      }
    }
    return plainMessage(rule);
  }

  private static String plainMessage(JsonNode rule) {
    var message = rule.path("message").asText("");
    return message.isEmpty() ? "failed rule: " + rule.path("rule").asText("") : message;
  }

  private CelRuntime.Program program(String expression)
      throws CelValidationException, CelEvaluationException {
    var known = programs.get(expression);
    if (known != null) {
      return known;
    }
    var program = RUNTIME.createProgram(COMPILER.compile(expression).getAst());
    programs.put(expression, program);
    return program;
  }

  private static Object cel(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> {
        var map = new LinkedHashMap<String, Object>();
        value.properties().forEach(field -> map.put(field.getKey(), cel(field.getValue())));
        yield map;
      }
      case ARRAY -> items(value).map(CelRules::cel).toList();
      case NUMBER -> value.isIntegralNumber() ? (Object) value.asLong() : (Object) value.asDouble();
      case BOOLEAN -> value.asBoolean();
      case STRING, BINARY -> value.asText();
      case NULL, MISSING -> NullValue.NULL_VALUE;
    };
  }

  /** Of an array; none of anything else. */
  private static Stream<JsonNode> items(JsonNode array) {
    return array.isArray() ? array.valueStream() : Stream.empty();
  }
}

package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Validates values against an OpenAPI v3 schema, in the words of the API server. */
final class SchemaFaults {
  /** OpenAPI v3.0 descends from this draft: {@code exclusiveMinimum} is a flag in both. */
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);

  static final String TYPE = "FieldValueTypeInvalid";

  /** Of these the server tells the first only. */
  private static final List<String> TEXT = List.of("maxLength", "minLength", "pattern");

  private final Schema schema;

  /**
   * @param openApi an {@code openAPIV3Schema}
   */
  SchemaFaults(JsonNode openApi) {
    this.schema = REGISTRY.getSchema(translated(openApi));
  }

  List<FieldFault> of(ObjectNode object) {
    var first = new HashMap<String, Integer>();
    var errors = schema.validate(object);
    errors.forEach(error -> first.merge(path(error), TEXT.indexOf(error.getKeyword()), Math::min));
    return errors.stream()
        .filter(
            error ->
                TEXT.indexOf(error.getKeyword()) <= Math.max(0, first.getOrDefault(path(error), 0)))
        .map(SchemaFaults::cause)
        .distinct()
        .toList();
  }

  private static JsonNode translated(JsonNode openApi) {
    if (!(openApi instanceof ObjectNode source)) {
      return openApi;
    }
    var target = JsonNodeFactory.instance.objectNode();
    for (var entry : source.properties()) {
      var value = entry.getValue();
      switch (entry.getKey()) {
        case "properties" -> target.set("properties", translatedFields(value));
        case "items", "additionalProperties", "not" ->
            target.set(entry.getKey(), translated(value));
        case "allOf", "anyOf", "oneOf" -> {
          var all = target.putArray(entry.getKey());
          value.forEach(each -> all.add(translated(each)));
        }
        case "type",
            "enum",
            "pattern",
            "required",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties" ->
            target.set(entry.getKey(), value);
        default -> {}
      }
    }
    if (source.path("x-kubernetes-int-or-string").asBoolean(false)) {
      target.putArray("type").add("integer").add("string");
    } else if (source.path("nullable").asBoolean(false) && target.path("type").isTextual()) {
      var type = target.path("type").asText();
      target.putArray("type").add(type).add("null");
    }
    return target;
  }

  private static ObjectNode translatedFields(JsonNode properties) {
    var fields = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : properties.properties()) {
      fields.set(field.getKey(), translated(field.getValue()));
    }
    return fields;
  }

  private static FieldFault cause(Error error) {
    var path = path(error);
    var value = error.getInstanceNode();
    var rule = error.getSchemaNode();
    var shown = value.isContainerNode() ? "\"" + type(value) + "\"" : value.toString();
    return switch (error.getKeyword()) {
      case "required" ->
          FieldFault.required(
              path.isEmpty() ? error.getProperty() : path + "." + error.getProperty(), "");
      case "enum" -> FieldFault.unsupported(path, value.toString(), texts(rule));
      case "type" ->
          new FieldFault(
              TYPE,
              path,
              "Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
                  .formatted(type(value), path, types(rule), type(value)));
      case "pattern" ->
          FieldFault.invalidValue(
              path, shown, "%s in body should match '%s'".formatted(path, rule.asText()));
      case "minimum" ->
          FieldFault.invalidValue(
              path,
              shown,
              "%s in body should be greater than or equal to %s".formatted(path, number(rule)));
      case "maximum" ->
          FieldFault.invalidValue(
              path,
              shown,
              "%s in body should be less than or equal to %s".formatted(path, number(rule)));
      case "minLength" ->
          FieldFault.invalidValue(
              path, shown, "%s in body should be at least %s chars long".formatted(path, rule));
      case "maxLength" ->
          new FieldFault(
              "FieldValueTooLong", path, "Too long: may not be more than %s bytes".formatted(rule));
      case "minItems" ->
          FieldFault.invalidValue(
              path,
              Integer.toString(value.size()),
              "%s in body should have at least %s items".formatted(path, rule));
      case "maxItems" ->
          new FieldFault(
              "FieldValueTooMany",
              path,
              "Too many: %d: must have at most %s items".formatted(value.size(), rule));
      case "maxProperties" ->
          new FieldFault(
              "FieldValueTooMany",
              path,
              "Too many: %d: must have at most %s items".formatted(value.size(), rule));
      case "multipleOf" ->
          FieldFault.invalidValue(
              path, shown, "%s in body should be a multiple of %s".formatted(path, number(rule)));
      default -> FieldFault.invalidValue(path, shown, error.getMessage());
    };
  }

  /** Without a fraction of zero. */
  private static String number(JsonNode rule) {
    return rule.decimalValue().stripTrailingZeros().toPlainString();
  }

  /** {@code spec.ports[0].name}. */
  private static String path(Error error) {
    var location = error.getInstanceLocation();
    var path = new StringBuilder();
    for (int i = 0; i < location.getNameCount(); i++) {
      var element = location.getElement(i);
      if (element instanceof Integer) {
        path.append('[').append(element).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(element);
      }
    }
    return path.toString();
  }

  private static String types(JsonNode rule) {
    return rule.isArray()
        ? texts(rule).stream().filter(each -> !each.equals("null")).collect(Collectors.joining(","))
        : rule.asText();
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case NULL, MISSING -> "null";
    };
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}

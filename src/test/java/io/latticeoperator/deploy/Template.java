package io.latticeoperator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A template of CloudFormation.
 *
 * @param name of its file
 * @param json with each intrinsic function in its long form
 */
record Template(String name, JsonNode json) {
  static final Path FOLDER = Path.of("deploy/cloudformation");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

  /**
   * A place where something of the template is named.
   *
   * @param what logical name, or name of a condition
   * @param attribute of a resource; empty when the thing itself is meant
   */
  record Reference(String kind, String what, String attribute) {}

  static List<Template> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .sorted()
          .map(Template::named)
          .toList();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  static Template named(String name) {
    try {
      var text = Files.readString(FOLDER.resolve(name));
      var root = new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
      return new Template(name, json(root));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static JsonNode json(Node node) {
    var tag = node.getTag().getValue();
    var value = plain(node, tag);
    if (!tag.startsWith("!")) {
      return value;
    }
    var function = tag.substring(1);
    var wrapped = JSON.objectNode();
    if (function.equals("GetAtt") && value.isTextual()) {
      var parts = value.asText().split("\\.", 2);
      wrapped.putArray("Fn::GetAtt").add(parts[0]).add(parts[1]);
      return wrapped;
    }
    boolean bare = function.equals("Ref") || function.equals("Condition");
    return wrapped.set(bare ? function : "Fn::" + function, value);
  }

  private static JsonNode plain(Node node, String tag) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, tag);
      case SequenceNode sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item)));
        yield array;
      }
      case MappingNode mapping -> {
        ObjectNode object = JSON.objectNode();
        for (var entry : mapping.getValue()) {
          var key = ((ScalarNode) entry.getKeyNode()).getValue();
          if (object.has(key)) {
            throw new IllegalArgumentException("twice: " + key);
          }
          object.set(key, json(entry.getValueNode()));
        }
        yield object;
      }
      default -> throw new IllegalArgumentException("no alias is allowed: " + node);
    };
  }

  private static JsonNode scalar(ScalarNode scalar, String tag) {
    var text = scalar.getValue();
    return switch (tag) {
      case "tag:yaml.org,2002:int" -> JSON.numberNode(Integer.parseInt(text));
      case "tag:yaml.org,2002:bool" -> JSON.booleanNode(Boolean.parseBoolean(text));
      default -> JSON.textNode(text);
    };
  }

  JsonNode parameters() {
    return json.path("Parameters");
  }

  JsonNode resources() {
    return json.path("Resources");
  }

  JsonNode outputs() {
    return json.path("Outputs");
  }

  /** The resources of a type, by name. */
  Stream<String> ofType(String type) {
    return resources().properties().stream()
        .filter(resource -> resource.getValue().path("Type").asText().equals(type))
        .map(resource -> resource.getKey());
  }

  /** Everything that is named anywhere. */
  List<Reference> references() {
    var found = new ArrayList<Reference>();
    collect(json, Set.of(), found);
    resources()
        .forEach(
            resource -> {
              PolicyFiles.strings(resource.path("DependsOn"))
                  .forEach(name -> found.add(new Reference("DependsOn", name, "")));
              if (resource.has("Condition")) {
                found.add(new Reference("Condition", resource.get("Condition").asText(), ""));
              }
            });
    return found;
  }

  private static void collect(JsonNode node, Set<String> local, List<Reference> found) {
    if (node.has("Ref")) {
      found.add(new Reference("Ref", node.get("Ref").asText(), ""));
    }
    if (node.has("Fn::GetAtt")) {
      var named = node.get("Fn::GetAtt");
      found.add(new Reference("GetAtt", named.get(0).asText(), named.get(1).asText()));
    }
    if (node.has("Fn::If")) {
      found.add(new Reference("Condition", node.get("Fn::If").get(0).asText(), ""));
    }
    if (node.has("Fn::FindInMap")) {
      found.add(new Reference("Map", node.get("Fn::FindInMap").get(0).asText(), ""));
    }
    if (node.has("Fn::Sub")) {
      substituted(node.get("Fn::Sub"), found);
    }
    node.forEach(child -> collect(child, local, found));
  }

  private static void substituted(JsonNode sub, List<Reference> found) {
    var text = sub.isArray() ? sub.get(0).asText() : sub.asText();
    var own = new TreeSet<String>();
    if (sub.isArray()) {
      sub.get(1).fieldNames().forEachRemaining(own::add);
    }
    var matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      var name = matcher.group(2);
      if (matcher.group(1).isEmpty() && !own.contains(name)) {
        var parts = name.split("\\.", 2);
        found.add(
            parts.length == 1
                ? new Reference("Ref", name, "")
                : new Reference("GetAtt", parts[0], parts[1]));
      }
    }
  }

  /** The script that nodes run first, with each variable as {@code value-of-its-name}. */
  String userData(String launchTemplate) {
    var sub =
        resources()
            .path(launchTemplate)
            .at("/Properties/LaunchTemplateData/UserData/Fn::Base64/Fn::Sub");
    return VARIABLE
        .matcher(sub.get(0).asText())
        .replaceAll(
            match ->
                match.group(1).isEmpty()
                    ? "value-of-" + match.group(2).replaceAll("[^A-Za-z]", "-")
                    : "\\${" + match.group(2) + "}");
  }
}

package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which fields a built-in kind has: read off the client library's model of it. */
final class ModelSchema {
  private static final ObjectMapper TYPES = new ObjectMapper();
  private static final Map<Class<?>, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();
  private static final Set<Class<?>> OPAQUE = Set.of(JSONSchemaProps.class, Object.class);

  private static final Map<Kind, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry(Kinds.NAMESPACE, Namespace.class),
          Map.entry(Kinds.NODE, Node.class),
          Map.entry(Kinds.POD, Pod.class),
          Map.entry(Kinds.SERVICE, Service.class),
          Map.entry(Kinds.CONFIG_MAP, ConfigMap.class),
          Map.entry(Kinds.SECRET, Secret.class),
          Map.entry(Kinds.SERVICE_ACCOUNT, ServiceAccount.class),
          Map.entry(Kinds.EVENT, Event.class),
          Map.entry(Kinds.EVENT_V1, io.fabric8.kubernetes.api.model.events.v1.Event.class),
          Map.entry(Kinds.DEPLOYMENT, Deployment.class),
          Map.entry(Kinds.REPLICA_SET, ReplicaSet.class),
          Map.entry(Kinds.ENDPOINT_SLICE, EndpointSlice.class),
          Map.entry(Kinds.LEASE, Lease.class),
          Map.entry(Kinds.CUSTOM_RESOURCE_DEFINITION, CustomResourceDefinition.class));

  /** What all kinds have. */
  static final ModelSchema METADATA = new ModelSchema(ObjectMeta.class);

  private final Class<?> model;

  private ModelSchema(Class<?> model) {
    this.model = model;
  }

  /**
   * @param kind a built-in one
   */
  static ModelSchema of(Kind kind) {
    return new ModelSchema(MODELS.getOrDefault(kind, Object.class));
  }

  /** Paths of the fields in {@code object} that the kind does not have. */
  List<String> unknown(ObjectNode object) {
    var unknown = new ArrayList<String>();
    unknown(object, TYPES.constructType(model), "", unknown);
    return unknown;
  }

  /** Reads values of the kind. */
  ModelReading reading() {
    return new ModelReading(TYPES.constructType(model));
  }

  /** The kind as OpenAPI, its parts under {@code components}; returns the name of the root. */
  String describe(ObjectNode components) {
    return describe(model, components);
  }

  private static void unknown(JsonNode value, JavaType type, String path, List<String> unknown) {
    if (value.isArray() && type.isCollectionLikeType()) {
      int index = 0;
      for (var element : value) {
        unknown(element, type.getContentType(), path + "[" + index++ + "]", unknown);
      }
    } else if (value.isObject() && structured(type)) {
      var fields = fields(type.getRawClass());
      for (var field : value.properties()) {
        var here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        var known = fields.get(field.getKey());
        if (known == null) {
          unknown.add(here);
        } else {
          unknown(field.getValue(), known, here, unknown);
        }
      }
    }
  }

  private static String describe(Class<?> type, ObjectNode components) {
    var name =
        "io.k8s."
            + type.getPackageName().replaceFirst("^.*\\.model\\.?", "")
            + "."
            + type.getSimpleName();
    if (!components.has(name)) {
      var schema = components.putObject(name).put("type", "object");
      var properties = schema.putObject("properties");
      fields(type).forEach((field, of) -> properties.set(field, schema(of, components)));
    }
    return name;
  }

  private static ObjectNode schema(JavaType type, ObjectNode components) {
    var schema = Json.object();
    var raw = type.getRawClass();
    if (type.isCollectionLikeType()) {
      schema.put("type", "array").set("items", schema(type.getContentType(), components));
    } else if (type.isMapLikeType()) {
      schema
          .put("type", "object")
          .set("additionalProperties", schema(type.getContentType(), components));
    } else if (raw == IntOrString.class) {
      schema.put("type", "string").put("format", "int-or-string");
    } else if (raw == Integer.class || raw == Long.class) {
      schema.put("type", "integer");
    } else if (raw == Boolean.class) {
      schema.put("type", "boolean");
    } else if (structured(type)) {
      schema.put("$ref", "#/components/schemas/" + describe(raw, components));
    } else if (raw == String.class || raw == Quantity.class) {
      schema.put("type", "string");
    } else {
      schema.put("type", "object").put("x-kubernetes-preserve-unknown-fields", true);
    }
    return schema;
  }

  static boolean structured(JavaType type) {
    var raw = type.getRawClass();
    return raw.getPackageName().startsWith("io.fabric8.kubernetes.api.model")
        && !raw.isInterface()
        && !raw.isEnum()
        && raw != Quantity.class
        && raw != IntOrString.class
        && !OPAQUE.contains(raw)
        && !fields(raw).isEmpty();
  }

  static Map<String, JavaType> fields(Class<?> type) {
    return FIELDS.computeIfAbsent(type, ModelSchema::read);
  }

  private static Map<String, JavaType> read(Class<?> type) {
    var fields = new TreeMap<String, JavaType>();
    Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .forEach(
            field -> {
              var name = name(field);
              if (!name.isEmpty()) {
                fields.put(name, TYPES.constructType(field.getGenericType()));
              }
            });
    return fields;
  }

  private static String name(Field field) {
    var property = field.getAnnotation(JsonProperty.class);
    return property == null ? "" : property.value();
  }
}

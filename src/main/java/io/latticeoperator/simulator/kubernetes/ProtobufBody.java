package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the protobuf in which kubectl sends what its {@code create} commands make. Answers are
 * JSON, which it understands. Field numbers are those of the API's {@code generated.proto} files;
 * fields not listed here are left out.
 */
final class ProtobufBody {
  static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int TAG_BITS = 3;

  private static final Map<String, Map<Integer, Field>> MESSAGES =
      messages(
          """
          Unknown: 1 typeMeta TypeMeta, 2 raw bytes
          TypeMeta: 1 apiVersion string, 2 kind string
          ObjectMeta: 1 name string, 2 generateName string, 3 namespace string, 5 uid string, \
          6 resourceVersion string, 11 labels map, 12 annotations map, 14 finalizers string[]
          Namespace: 1 metadata ObjectMeta
          ServiceAccount: 1 metadata ObjectMeta
          ConfigMap: 1 metadata ObjectMeta, 2 data map, 3 binaryData bytesmap, 4 immutable bool
          Secret: 1 metadata ObjectMeta, 2 data bytesmap, 3 type string, 4 stringData map
          Service: 1 metadata ObjectMeta, 2 spec ServiceSpec
          ServiceSpec: 1 ports ServicePort[], 2 selector map, 3 clusterIP string, 4 type string, \
          10 externalName string
          ServicePort: 1 name string, 2 protocol string, 3 port int, 4 targetPort IntOrString, \
          5 nodePort int
          Deployment: 1 metadata ObjectMeta, 2 spec DeploymentSpec
          DeploymentSpec: 1 replicas count, 2 selector LabelSelector, 3 template PodTemplateSpec, \
          5 minReadySeconds int
          LabelSelector: 1 matchLabels map
          PodTemplateSpec: 1 metadata ObjectMeta, 2 spec PodSpec
          PodSpec: 2 containers Container[], 3 restartPolicy string
          Container: 1 name string, 2 image string, 3 command string[], 4 args string[], \
          6 ports ContainerPort[], 7 env EnvVar[]
          ContainerPort: 1 name string, 3 containerPort int, 4 protocol string
          EnvVar: 1 name string, 2 value string
          Eviction: 1 metadata ObjectMeta, 2 deleteOptions DeleteOptions
          DeleteOptions: 1 gracePeriodSeconds count, 2 preconditions Preconditions, \
          4 propagationPolicy string, 5 dryRun string[]
          Preconditions: 1 uid string, 2 resourceVersion string
          SelfSubjectAccessReview: 1 metadata ObjectMeta, 2 spec SelfSubjectAccessReviewSpec
          SelfSubjectAccessReviewSpec: 1 resourceAttributes ResourceAttributes, \
          2 nonResourceAttributes NonResourceAttributes
          ResourceAttributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, \
          5 resource string, 6 subresource string, 7 name string
          NonResourceAttributes: 1 path string, 2 verb string
          TokenRequest: 1 metadata ObjectMeta, 2 spec TokenRequestSpec
          TokenRequestSpec: 1 audiences string[], 4 expirationSeconds count
          """);

  private ProtobufBody() {}

  private record Field(String name, String type, boolean repeated) {}

  /** The object in {@code bytes}; 400 when they are none, 415 for a kind that is not known here. */
  static ObjectNode decode(byte[] bytes) {
    if (bytes.length < MAGIC.length
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw Faults.badRequest("the body is no Kubernetes protobuf");
    }
    try {
      var envelope = message("Unknown", Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
      var kind = Json.text(envelope, "typeMeta", "kind");
      if (!MESSAGES.containsKey(kind)) {
        throw Faults.unsupportedMediaType(List.of("application/json", "application/yaml"));
      }
      var object = Json.object();
      object.setAll((ObjectNode) envelope.path("typeMeta"));
      object.setAll(message(kind, envelope.path("raw").binaryValue()));
      return object;
    } catch (IOException malformed) {
      throw Faults.badRequest("the body is malformed: " + malformed.getMessage());
    }
  }

  private static ObjectNode message(String type, byte[] bytes) throws IOException {
    var fields = MESSAGES.getOrDefault(type, Map.of());
    var object = Json.object();
    var in = CodedInputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      var field = fields.get(tag >>> TAG_BITS);
      if (field == null) {
        in.skipField(tag);
      } else {
        read(field, in, object);
      }
    }
    return object;
  }

  /** Zero and empty text mean absent, but for counts, which are sent only if they are set. */
  private static void read(Field field, CodedInputStream in, ObjectNode object) throws IOException {
    switch (field.type()) {
      case "string" -> {
        var text = in.readStringRequireUtf8();
        if (field.repeated()) {
          list(object, field).add(text);
        } else if (!text.isEmpty()) {
          object.put(field.name(), text);
        }
      }
      case "bytes" -> object.put(field.name(), in.readByteArray());
      case "bool" -> object.put(field.name(), in.readBool());
      case "count" -> object.put(field.name(), in.readInt64());
      case "int" -> {
        long number = in.readInt64();
        if (number != 0) {
          object.put(field.name(), number);
        }
      }
      case "map", "bytesmap" ->
          entry(field.type(), in.readByteArray(), Json.child(object, field.name()));
      case "IntOrString" -> intOrString(in.readByteArray(), field.name(), object);
      default -> {
        var inner = message(field.type(), in.readByteArray());
        if (field.repeated()) {
          list(object, field).add(inner);
        } else {
          object.set(field.name(), inner);
        }
      }
    }
  }

  private static ArrayNode list(ObjectNode object, Field field) {
    return object.get(field.name()) instanceof ArrayNode found
        ? found
        : object.putArray(field.name());
  }

  private static void entry(String type, byte[] bytes, ObjectNode map) throws IOException {
    var in = CodedInputStream.newInstance(bytes);
    var key = "";
    byte[] value = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag >>> TAG_BITS == 1) {
        key = in.readStringRequireUtf8();
      } else {
        value = in.readByteArray();
      }
    }
    if (type.equals("bytesmap")) {
      map.put(key, value);
    } else {
      map.put(key, new String(value, UTF_8));
    }
  }

  private static void intOrString(byte[] bytes, String name, ObjectNode object) throws IOException {
    var in = CodedInputStream.newInstance(bytes);
    long kind = 0;
    long number = 0;
    var text = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag >>> TAG_BITS) {
        case 1 -> kind = in.readInt64();
        case 2 -> number = in.readInt64();
        default -> text = in.readStringRequireUtf8();
      }
    }
    if (kind == 1) {
      object.put(name, text);
    } else if (number != 0) {
      object.put(name, number);
    }
  }

  private static Map<String, Map<Integer, Field>> messages(String table) {
    var messages = new HashMap<String, Map<Integer, Field>>();
    for (String line : table.lines().toList()) {
      var parts = line.split(": ", 2);
      var fields = new HashMap<Integer, Field>();
      for (String field : parts[1].split(", ")) {
        var words = field.split(" ", 3);
        fields.put(
            Integer.valueOf(words[0]),
            new Field(words[1], words[2].replace("[]", ""), words[2].endsWith("[]")));
      }
      messages.put(parts[0], fields);
    }
    return messages;
  }
}

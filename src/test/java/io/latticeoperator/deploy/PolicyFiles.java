package io.latticeoperator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.iam.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The policies that are published, by file name. */
public final class PolicyFiles {
  /** What each export needs. */
  public static final String EXPORTS = "iam-policy.json";

  private static final Path FOLDER = Path.of("deploy");
  private static final ObjectMapper JSON = new ObjectMapper();

  private PolicyFiles() {}

  /** As they stand, with placeholders, the one for exports first by name. */
  public static SortedMap<String, String> texts() {
    var texts = new TreeMap<String, String>();
    texts.put(EXPORTS, text(FOLDER.resolve(EXPORTS)));
    try (var files = Files.list(FOLDER.resolve("iam"))) {
      files.forEach(file -> texts.put(FOLDER.relativize(file).toString(), text(file)));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    return texts;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** A file with its placeholders filled in. */
  public static JsonNode filled(String text, String clusterUid) {
    return json(
        text.replace("CLUSTER_UID", clusterUid)
            .replace("LOG_GROUP_PREFIX", "/lattice/")
            .replace("LOG_BUCKET", "shop-access-logs")
            .replace("LOG_STREAM", "shop-access-logs")
            .replace("NETWORK_ARN", "arn:aws:vpc-lattice:*:*:servicenetwork/sn-0fedcba9876543210"));
  }

  /** All policies of the operator of a cluster, for the simulator. */
  public static List<Policy> of(String clusterUid) {
    return texts().values().stream()
        .map(text -> Policy.of(filled(text, clusterUid), Policy.Kind.IDENTITY))
        .toList();
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  public static Stream<JsonNode> statements(JsonNode policy) {
    return policy.path("Statement").valueStream();
  }

  public static Stream<String> actions(JsonNode statement) {
    return strings(statement.path("Action"));
  }

  /** One text, or each text of a list. */
  public static Stream<String> strings(JsonNode node) {
    return node.isTextual() ? Stream.of(node.asText()) : node.valueStream().map(JsonNode::asText);
  }
}

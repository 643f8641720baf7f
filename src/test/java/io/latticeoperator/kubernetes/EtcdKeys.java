package io.latticeoperator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The keys of an etcd, by its JSON gateway. */
final class EtcdKeys {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIRST = "/registry/";
  private static final String AFTER_LAST = "/registry0";

  /** More would be refused. */
  private static final int OPERATIONS = 128;

  private final URI etcd;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  EtcdKeys(URI etcd) {
    this.etcd = etcd;
  }

  /** All that an API server stores. */
  Set<String> all() {
    var query = JSON.createObjectNode();
    query.put("key", encoded(FIRST)).put("range_end", encoded(AFTER_LAST)).put("keys_only", true);
    var keys = new TreeSet<String>();
    ask("/v3/kv/range", query)
        .path("kvs")
        .forEach(
            found ->
                keys.add(
                    new String(Base64.getDecoder().decode(found.path("key").asText()), UTF_8)));
    return keys;
  }

  /** Removes keys; the API server sees deletions that nobody could refuse. */
  void delete(Collection<String> keys) {
    var operations = JSON.createArrayNode();
    for (var key : keys) {
      operations.addObject().putObject("requestDeleteRange").put("key", encoded(key));
      if (operations.size() == OPERATIONS) {
        ask("/v3/kv/txn", JSON.createObjectNode().set("success", operations.deepCopy()));
        operations.removeAll();
      }
    }
    if (!operations.isEmpty()) {
      ask("/v3/kv/txn", JSON.createObjectNode().set("success", operations));
    }
  }

  /** Makes it forget all revisions but the newest. */
  void compact() {
    var query = JSON.createObjectNode().put("key", encoded(FIRST)).put("count_only", true);
    var newest = ask("/v3/kv/range", query).path("header").path("revision").asText();
    ask("/v3/kv/compaction", JSON.createObjectNode().put("revision", newest).put("physical", true));
  }

  private JsonNode ask(String path, JsonNode body) {
    var request =
        HttpRequest.newBuilder(etcd.resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("etcd says " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each operation asks permission for, and on what (Service Authorization Reference). Read from
 * {@code permissions.json} beside this class.
 *
 * @param rows by operation, all 73 of them
 * @param values where the request's values of VPC Lattice's own condition keys are
 */
record PermissionTable(Map<String, Row> rows, Map<String, List<InputPath>> values) {
  private static final PermissionTable LOADED = load();

  PermissionTable {
    rows = Map.copyOf(rows);
    values = Map.copyOf(values);
  }

  static PermissionTable get() {
    return LOADED;
  }

  /**
   * What one operation asks for.
   *
   * @param action of {@code vpc-lattice}, mostly named as the operation
   * @param keys names of VPC Lattice's condition keys that the action has
   */
  record Row(String action, List<ArnTemplate> resources, List<String> keys) {}

  /** Throws for an operation that is not in the model. */
  Row row(String operation) {
    return Objects.requireNonNull(rows.get(operation), operation);
  }

  private static PermissionTable load() {
    try (var stream = PermissionTable.class.getResourceAsStream("permissions.json")) {
      var root = new ObjectMapper().readTree(Objects.requireNonNull(stream));
      var rows = new HashMap<String, Row>();
      for (var call : root.get("calls").properties()) {
        var node = call.getValue();
        rows.put(
            call.getKey(),
            new Row(
                "vpc-lattice:" + node.get("action").asText(),
                texts(node.get("on")).stream().map(ArnTemplate::new).toList(),
                texts(node.get("keys"))));
      }
      var values = new HashMap<String, List<InputPath>>();
      for (var key : root.get("values").properties()) {
        values.put(key.getKey(), texts(key.getValue()).stream().map(InputPath::of).toList());
      }
      return new PermissionTable(rows, values);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}

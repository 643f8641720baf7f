package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.Clock;
import java.util.List;

/** Objects as the rows of a {@code meta.k8s.io/v1 Table}. */
final class Table {
  private final List<Column> columns;
  private final String included;
  private final Clock clock;

  /**
   * @param included how much of each object goes with its row: {@code None}, {@code Object}, or
   *     otherwise its metadata
   */
  Table(Catalog.Served served, String included, Clock clock) {
    this.columns = Columns.of(served);
    this.included = included;
    this.clock = clock;
  }

  /**
   * @param metadata of the list
   */
  ObjectNode of(List<ObjectNode> objects, ObjectNode metadata) {
    var table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.set("metadata", metadata);
    var definitions = table.putArray("columnDefinitions");
    for (var column : columns) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.format())
          .put("description", column.description())
          .put("priority", column.priority());
    }
    var rows = table.putArray("rows");
    for (var object : objects) {
      var row = rows.addObject();
      var cells = row.putArray("cells");
      columns.forEach(column -> cells.add(column.cell().of(object, clock.now())));
      switch (included) {
        case "None" -> row.putNull("object");
        case "Object" -> row.set("object", object);
        default -> row.set("object", new View.MetadataOnly().apply(object));
      }
    }
    return table;
  }
}

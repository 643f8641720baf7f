package io.latticeoperator.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts widgets on the grid of 24 columns, row by row. */
final class Layout {
  private static final int COLUMNS = 24;

  private final ArrayNode widgets = JsonNodeFactory.instance.arrayNode();
  private int next;

  static ObjectNode widget(String type, ObjectNode properties) {
    var widget = JsonNodeFactory.instance.objectNode();
    widget.put("type", type);
    widget.set("properties", properties);
    return widget;
  }

  static ObjectNode text(String markdown) {
    return widget("text", JsonNodeFactory.instance.objectNode().put("markdown", markdown));
  }

  /** Side by side, equally wide, for 24 can be divided by 1, 2, 3, 4, 6 and 8. */
  void row(int height, List<ObjectNode> row) {
    if (row.isEmpty()) {
      return;
    }
    int width = COLUMNS / row.size();
    int x = 0;
    for (var widget : row) {
      widgets.add(placed(widget, x, width, height));
      x += width;
    }
    next += height;
  }

  private ObjectNode placed(ObjectNode widget, int x, int width, int height) {
    var placed = JsonNodeFactory.instance.objectNode();
    placed.set("type", widget.get("type"));
    placed.put("x", x).put("y", next).put("width", width).put("height", height);
    placed.set("properties", widget.get("properties"));
    return placed;
  }

  ArrayNode widgets() {
    return widgets;
  }
}

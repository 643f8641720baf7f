package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where a value is in an input, such as {@code rules.ruleIdentifier}; lists are gone through. */
record InputPath(List<String> members) {

  static InputPath of(String text) {
    return new InputPath(List.of(text.split("\\.", -1)));
  }

  /** All values there, in order; none when there is nothing. */
  List<String> values(JsonNode input) {
    var values = new ArrayList<String>();
    collect(input, 0, values);
    return values;
  }

  private void collect(JsonNode node, int depth, List<String> values) {
    if (node.isArray()) {
      node.forEach(item -> collect(item, depth, values));
    } else if (depth < members.size()) {
      collect(node.path(members.get(depth)), depth + 1, values);
    } else if (node.isValueNode() && !node.isNull()) {
      values.add(node.asText());
    }
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * The items of a call that a fault keeps from the operation.
 *
 * @param fault which, and what is told about them
 */
record Withheld(Faults.Fault.SomeUnsuccessful fault) {
  static final Withheld NOTHING =
      new Withheld(new Faults.Fault.SomeUnsuccessful("", Set.of(), "", ""));

  /** Takes the items out of an input; what the answer says about them instead. */
  ArrayNode from(ObjectNode input) {
    var failures = JsonNodeFactory.instance.arrayNode();
    if (!(input.get(fault.member()) instanceof ArrayNode items)) {
      return failures;
    }
    for (int index = items.size() - 1; index >= 0; index--) {
      if (fault.items().contains(index) && items.remove(index) instanceof ObjectNode item) {
        failures.insert(0, failure(item));
      }
    }
    return failures;
  }

  private ObjectNode failure(ObjectNode item) {
    var output = JsonNodeFactory.instance.objectNode();
    for (var name : List.of("id", "port", "ruleIdentifier")) {
      if (item.has(name)) {
        output.set(name, item.get(name));
      }
    }
    return output
        .put("failureCode", fault.failureCode())
        .put("failureMessage", fault.failureMessage());
  }
}

package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one version of a CustomResourceDefinition asks of its objects. */
public final class ResourceSchema {
  private final JsonNode root;
  private final StructuralSchema structure;
  private final SchemaFaults types;
  private final CelRules rules;

  /**
   * @param root the {@code openAPIV3Schema}
   */
  public ResourceSchema(JsonNode root) {
    this.root = root;
    this.structure = new StructuralSchema(root);
    this.types = new SchemaFaults(root);
    this.rules = new CelRules(root);
  }

  /** The {@code openAPIV3Schema}. */
  public JsonNode root() {
    return root;
  }

  /** The schema of a field of what {@code schema} describes, or of a map's values. */
  public static Optional<JsonNode> field(JsonNode schema, String name) {
    return StructuralSchema.field(schema, name);
  }

  /** Removes, in place, the fields that the schema does not know; returns their paths. */
  public List<String> prune(ObjectNode object) {
    return structure.prune(object);
  }

  /** The first value of a wrong type, or element of a keyed list without a key; with the reason. */
  public Optional<String> mistyped(ObjectNode object) {
    return Stream.concat(
            types.of(object).stream().filter(fault -> fault.reason().equals(SchemaFaults.TYPE)),
            Repetitions.withoutKeys(root, object).stream())
        .map(fault -> "." + fault.field() + ": " + fault.message())
        .findFirst();
  }

  /**
   * Completes an object in place, as the API server does: unknown fields go, defaults come.
   *
   * @param before the stored object; empty on creation, when transition rules do not apply
   * @return what is wrong with it; CEL rules are looked at only if it has the right shape
   */
  public List<FieldFault> admit(ObjectNode object, Optional<ObjectNode> before) {
    structure.prune(object);
    structure.fill(object);
    var faults = new ArrayList<>(types.of(object));
    faults.addAll(Formats.of(root, object));
    faults.addAll(Repetitions.of(root, object));
    if (faults.stream().noneMatch(FieldFault::ofShape)) {
      faults.addAll(rules.faults(object, before));
    }
    return List.copyOf(faults);
  }
}

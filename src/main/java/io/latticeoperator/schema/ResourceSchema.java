package io.latticeoperator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /**
   * Completes an object in place, as the API server does: unknown fields go, defaults come.
   *
   * @param before the stored object; empty on creation, when transition rules do not apply
   * @return what is wrong with it; CEL rules are looked at only if types and ranges are right
   */
  public List<FieldFault> admit(ObjectNode object, Optional<ObjectNode> before) {
    structure.prune(object);
    structure.fill(object);
    var faults = new ArrayList<>(types.of(object));
    faults.addAll(Repetitions.of(root, object));
    if (faults.isEmpty()) {
      faults.addAll(rules.faults(object, before));
    }
    return List.copyOf(faults);
  }
}

package io.latticeoperator.kube.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.latticeoperator.kube.Annotations;
import io.latticeoperator.kube.Definitions;
import io.latticeoperator.kube.OfflineFindings;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeExportSpec;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.schema.ResourceSchema;
import io.latticeoperator.translate.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at a manifest as the API server and then the operator would, without either: the
 * definitions' schemas and rules, annotations of Services, auth policies.
 */
public final class ManifestCheck {
  private static final String GROUP = LatticeExport.GROUP + "/";
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final int LONGEST_NAME = 253;

  private final KubernetesSerialization types = new KubernetesSerialization();
  private final ObjectMapper json = JsonMapper.builder().build();

  /** By kind; of the one version that there is. */
  private final Map<String, ResourceSchema> schemas = new HashMap<>();

  /** What there is to say of a manifest. */
  public sealed interface Verdict {
    /** Nothing is wrong with it. */
    record Valid() implements Verdict {}

    /** It is none of ours. */
    record Skipped(String why) implements Verdict {}

    /** At least one fault. */
    record Invalid(List<Fault> faults) implements Verdict {
      public Invalid {
        faults = List.copyOf(faults);
      }
    }
  }

  /**
   * Something wrong.
   *
   * @param field such as {@code spec.auth.type}; empty when the message names it
   */
  public record Fault(String field, String message) {
    @Override
    public String toString() {
      return field.isEmpty() ? message : field + ": " + message;
    }
  }

  public ManifestCheck() {
    var yaml = new YAMLMapper();
    for (var text : Definitions.all()) {
      try {
        var spec = yaml.readTree(text).path("spec");
        schemas.put(
            spec.path("names").path("kind").asText(),
            new ResourceSchema(
                spec.path("versions").path(0).path("schema").path("openAPIV3Schema")));
      } catch (JsonProcessingException malformed) {
        throw new IllegalStateException(malformed);
      }
    }
  }

  /**
   * Looks at one object.
   *
   * @param manifest as read from YAML or JSON; is not changed
   */
  public Verdict check(JsonNode manifest) {
    if (!(manifest instanceof ObjectNode object)) {
      return invalid("", "not a Kubernetes object: it has no apiVersion and no kind");
    }
    var version = object.path("apiVersion").asText("");
    var kind = object.path("kind").asText("");
    if (version.isEmpty() || kind.isEmpty()) {
      return invalid(version.isEmpty() ? "apiVersion" : "kind", "Required value");
    }
    if (version.startsWith(GROUP)) {
      return ours(object, version, kind);
    }
    return version.equals("v1") && kind.equals("Service")
        ? service(object)
        : new Verdict.Skipped("not a kind of " + LatticeExport.GROUP + " and not a Service");
  }

  private Verdict ours(ObjectNode object, String version, String kind) {
    var schema = schemas.get(kind);
    if (schema == null) {
      return invalid(
          "kind",
          "\"%s\" is none of %s; there are LatticeExport and LatticeNetwork"
              .formatted(kind, LatticeExport.GROUP));
    }
    if (!version.equals(GROUP + LatticeExport.VERSION)) {
      return invalid(
          "apiVersion",
          "\"%s\" is not served; use %s".formatted(version, GROUP + LatticeExport.VERSION));
    }
    var faults = new ArrayList<>(metadata(object.path("metadata"), kind));
    var admitted = object.deepCopy();
    named(admitted);
    schema.prune(admitted).forEach(field -> faults.add(new Fault(field, "unknown field")));
    schema
        .admit(admitted, Optional.empty())
        .forEach(fault -> faults.add(new Fault(fault.field(), fault.message())));
    if (faults.isEmpty()) {
      findings(admitted, kind).forEach(finding -> faults.add(new Fault("", finding.message())));
      faults.addAll(resourcePolicy(admitted.path("spec").path("resourcePolicy")));
    }
    return faults.isEmpty() ? new Verdict.Valid() : new Verdict.Invalid(faults);
  }

  /** Rules are about objects that have a name; the server makes one where it is asked to. */
  private static void named(ObjectNode object) {
    var metadata =
        object.get("metadata") instanceof ObjectNode there ? there : object.putObject("metadata");
    if (metadata.path("name").asText("").isEmpty()) {
      metadata.put("name", metadata.path("generateName").asText("") + "xxxxx");
    }
  }

  private List<Finding> findings(ObjectNode admitted, String kind) {
    return kind.equals(LatticeNetwork.KIND)
        ? OfflineFindings.of(types.convertValue(admitted, LatticeNetwork.class))
        : OfflineFindings.of(types.convertValue(admitted, LatticeExport.class));
  }

  private List<Fault> resourcePolicy(JsonNode policy) {
    if (policy.isMissingNode()) {
      return List.of();
    }
    try {
      return json.readTree(policy.asText()).isObject()
          ? List.of()
          : List.of(new Fault("", "spec.resourcePolicy: must be a JSON object: an IAM policy"));
    } catch (JsonProcessingException malformed) {
      return List.of(
          new Fault("", "spec.resourcePolicy: not JSON: " + malformed.getOriginalMessage()));
    }
  }

  private static List<Fault> metadata(JsonNode metadata, String kind) {
    var faults = new ArrayList<Fault>();
    var name = metadata.path("name").asText("");
    if (name.isEmpty() && metadata.path("generateName").asText("").isEmpty()) {
      faults.add(new Fault("metadata.name", "Required value: name or generateName is required"));
    } else if (!name.isEmpty() && (name.length() > LONGEST_NAME || !name.matches(SUBDOMAIN))) {
      faults.add(
          new Fault(
              "metadata.name",
              "Invalid value: \"%s\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
                  .formatted(name)));
    }
    if (kind.equals(LatticeNetwork.KIND) && metadata.has("namespace")) {
      faults.add(new Fault("metadata.namespace", "a LatticeNetwork is in no namespace: remove it"));
    }
    return faults;
  }

  private Verdict service(ObjectNode service) {
    var metadata = service.path("metadata");
    var faults = new ArrayList<Fault>();
    var annotations = new HashMap<String, String>();
    for (var annotation : metadata.path("annotations").properties()) {
      var name = annotation.getKey();
      if (!name.startsWith(Annotations.PREFIX)) {
        continue;
      }
      if (!annotation.getValue().isTextual()) {
        faults.add(
            new Fault(
                "metadata.annotations",
                "%s: must be text: write \"%s\" in quotes"
                    .formatted(name, annotation.getValue().asText())));
      }
      annotations.put(name, annotation.getValue().asText());
    }
    if (annotations.isEmpty()) {
      return new Verdict.Skipped("a Service without annotations of " + LatticeExport.GROUP);
    }
    var name = metadata.path("name").asText("");
    switch (Annotations.parse(name, annotations)) {
      case Annotations.Parsed.Off _ -> {}
      case Annotations.Parsed.Invalid invalid ->
          invalid
              .problems()
              .forEach(problem -> faults.add(new Fault("metadata.annotations", problem.message())));
      case Annotations.Parsed.Export export -> faults.addAll(shimmed(name, export.spec()));
    }
    return faults.isEmpty() ? new Verdict.Valid() : new Verdict.Invalid(faults);
  }

  /** What is wrong with the LatticeExport that annotations come to. */
  private List<Fault> shimmed(String name, LatticeExportSpec spec) {
    var export = json.createObjectNode();
    export.put("apiVersion", GROUP + LatticeExport.VERSION).put("kind", LatticeExport.KIND);
    export.putObject("metadata").put("name", name);
    export.set("spec", json.valueToTree(types.convertValue(spec, Map.class)));
    return switch (check(export)) {
      case Verdict.Invalid invalid ->
          invalid.faults().stream()
              .map(
                  fault ->
                      new Fault("metadata.annotations", "the LatticeExport they ask for: " + fault))
              .toList();
      case Verdict.Valid _, Verdict.Skipped _ -> List.of();
    };
  }

  private static Verdict invalid(String field, String message) {
    return new Verdict.Invalid(List.of(new Fault(field, message)));
  }
}

package io.latticeoperator.kube.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The custom resource definitions, generated from the types. The generator has no annotation for
 * list types and formats, no sizes of maps, sorts printer columns by their path, and repeats a rule
 * for each member (field, accessor) that carries a record component's annotations; all of that is
 * mended here.
 */
public enum Crd {
  EXPORT(LatticeExport.class, "crds/latticeexports.latticeoperator.io.yaml") {
    @Override
    void complete(JSONSchemaProps spec, JSONSchemaProps status) {
      var service = property(spec, "service");
      set(property(service, "networks"));
      property(service, "listeners").setXKubernetesListType("atomic");
      // the policy of an export is about itself
      statement(service).getProperties().remove("exports");
      property(status, "healthReadAt").setFormat("date-time");
    }
  },
  NETWORK(LatticeNetwork.class, "crds/latticenetworks.latticeoperator.io.yaml") {
    @Override
    void complete(JSONSchemaProps spec, JSONSchemaProps status) {
      property(property(spec, "serviceNetwork"), "tags").setMaxProperties(40L);
      set(property(property(spec, "vpcAssociation"), "securityGroupIds"));
      set(property(property(spec, "podSecurityGroups"), "ids"));
      property(property(spec, "podSecurityGroups"), "tags").setMaxProperties(10L);
      var selector = property(property(spec, "allowedNamespaces"), "selector");
      property(selector, "matchLabels").setMaxProperties(50L);
      selector.setXKubernetesMapType("atomic");
      set(property(property(spec, "sharing"), "principals"));
      set(property(property(spec, "sharing"), "acceptFrom"));
      property(status, "exports").setFormat("int32");
    }
  };

  private final Class<? extends CustomResource<?, ?>> type;
  private final Path committed;

  Crd(Class<? extends CustomResource<?, ?>> type, String committed) {
    this.type = type;
    this.committed = Path.of(committed);
  }

  /** Where it lies. */
  public Path committed() {
    return committed;
  }

  /** As it is committed. */
  public String read() {
    try {
      return Files.readString(committed);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** The definition as YAML, the same text on every machine. */
  public String generate() {
    var text = new ByteArrayOutputStream();
    new CRDGenerator()
        .customResourceClasses(type)
        .forCRDVersions("v1")
        .withPostProcessor(
            new CRDPostProcessor() {
              @Override
              public HasMetadata process(HasMetadata crd, String version) {
                return complete((CustomResourceDefinition) crd);
              }
            })
        .withOutput(
            new CRDGenerator.CRDOutput<ByteArrayOutputStream>() {
              @Override
              public ByteArrayOutputStream outputFor(String crdName) {
                return text;
              }

              @Override
              public URI crdURI(String crdName) {
                return committed.toUri();
              }

              @Override
              public void close() throws IOException {
                text.close();
              }
            })
        .generate();
    return text.toString(StandardCharsets.UTF_8);
  }

  abstract void complete(JSONSchemaProps spec, JSONSchemaProps status);

  private CustomResourceDefinition complete(CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    var written = type.getAnnotationsByType(AdditionalPrinterColumn.class);
    var order = Stream.of(written).map(AdditionalPrinterColumn::name).toList();
    // The API server leaves zero out; a text that has it would differ from what is stored for ever.
    version.getAdditionalPrinterColumns().stream()
        .filter(column -> Integer.valueOf(0).equals(column.getPriority()))
        .forEach(column -> column.setPriority(null));
    version
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> order.indexOf(column.getName())));
    var schema = version.getSchema().getOpenAPIV3Schema();
    stateRulesOnce(schema);
    var spec = property(schema, "spec");
    var status = property(schema, "status");
    property(status, "observedGeneration").setFormat("int64");
    var conditions = property(status, "conditions");
    conditions.setXKubernetesListType("map");
    conditions.getXKubernetesListMapKeys().add("type");
    var condition = conditions.getItems().getSchema();
    property(condition, "lastTransitionTime").setFormat("date-time");
    property(condition, "observedGeneration").setFormat("int64");
    complete(spec, status);
    return crd;
  }

  private static void stateRulesOnce(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(
        schema.getXKubernetesValidations().stream().distinct().toList());
    schema.getProperties().values().forEach(Crd::stateRulesOnce);
    if (schema.getItems() != null && schema.getItems().getSchema() != null) {
      stateRulesOnce(schema.getItems().getSchema());
    }
  }

  static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    var property = schema.getProperties().get(name);
    if (property == null) {
      throw new IllegalStateException("the schema has no property " + name);
    }
    return property;
  }

  static void set(JSONSchemaProps list) {
    list.setXKubernetesListType("set");
  }

  /** Of the auth policy in a part of the spec. */
  static JSONSchemaProps statement(JSONSchemaProps part) {
    var policy = property(property(part, "auth"), "policy");
    return property(policy, "statements").getItems().getSchema();
  }
}

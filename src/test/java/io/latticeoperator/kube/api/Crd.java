package io.latticeoperator.kube.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The custom resource definition, generated from the types. The generator has no annotation for
 * list types and formats, sorts printer columns by their path, and repeats a rule for each member
 * (field, accessor) that carries a record component's annotations; all of that is mended here.
 */
public final class Crd {
  public static final Path COMMITTED = Path.of("crds/latticeexports.latticeoperator.io.yaml");

  private Crd() {}

  /** The definition as YAML, the same text on every machine. */
  public static String generate() {
    var text = new ByteArrayOutputStream();
    new CRDGenerator()
        .customResourceClasses(LatticeExport.class)
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
                return COMMITTED.toUri();
              }

              @Override
              public void close() throws IOException {
                text.close();
              }
            })
        .generate();
    return text.toString(StandardCharsets.UTF_8);
  }

  private static CustomResourceDefinition complete(CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    var written = LatticeExport.class.getAnnotationsByType(AdditionalPrinterColumn.class);
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
    var service = property(property(schema, "spec"), "service");
    property(service, "networks").setXKubernetesListType("set");
    property(service, "listeners").setXKubernetesListType("atomic");
    var status = property(schema, "status");
    property(status, "healthReadAt").setFormat("date-time");
    property(status, "observedGeneration").setFormat("int64");
    var conditions = property(status, "conditions");
    conditions.setXKubernetesListType("map");
    conditions.getXKubernetesListMapKeys().add("type");
    var condition = conditions.getItems().getSchema();
    property(condition, "lastTransitionTime").setFormat("date-time");
    property(condition, "observedGeneration").setFormat("int64");
    return crd;
  }

  private static void stateRulesOnce(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(
        schema.getXKubernetesValidations().stream().distinct().toList());
    schema.getProperties().values().forEach(Crd::stateRulesOnce);
  }

  private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
    var property = schema.getProperties().get(name);
    if (property == null) {
      throw new UncheckedIOException(new IOException("the schema has no property " + name));
    }
    return property;
  }
}

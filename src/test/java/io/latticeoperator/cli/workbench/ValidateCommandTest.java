package io.latticeoperator.cli.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.cli.Failures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
  private static final String GOOD =
      """
      # one of each
      apiVersion: latticeoperator.io/v1alpha1
      kind: LatticeNetwork
      metadata: {name: mesh}
      spec: {default: true}
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        namespace: shop
        annotations: {latticeoperator.io/export: "true", latticeoperator.io/listeners: "HTTP:80"}
      spec: {ports: [{port: 80}]}
      ---
      """;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int validate(String input, String... args) {
    var command =
        new CommandLine(new ValidateCommand(new ByteArrayInputStream(input.getBytes(UTF_8))))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Failures::misused)
            .setExecutionExceptionHandler(Failures::failed)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return command.execute(args);
  }

  private int validate(String input) {
    return validate(input, "-");
  }

  private static String network(String metadata, String spec) {
    return "{apiVersion: latticeoperator.io/v1alpha1, kind: LatticeNetwork, metadata: %s, spec: %s}\n"
        .formatted(metadata, spec);
  }

  @Test
  void goodManifestsAreValid() {
    assertEquals(0, validate(GOOD), out::toString);
    assertEquals(
        """
        (standard input):1 LatticeNetwork/mesh: valid
        (standard input):2 Service/shop/web: valid
        """,
        out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void aFaultIsToldWithFileDocumentNameAndField() throws IOException {
    var file = folder.resolve("network.yaml");
    Files.writeString(
        file,
        GOOD + network("{name: mesh}", "{auth: {type: IAM}, serviceNetwork: {name: sn-mesh}}"));
    assertEquals(1, validate("", file.toString()));
    assertTrue(
        out.toString()
            .endsWith(
                file
                    + ":3 LatticeNetwork/mesh: spec.auth.type: Unsupported value: \"IAM\":"
                    + " supported values: \"AWS_IAM\", \"NONE\"\n"),
        out::toString);
  }

  @Test
  void otherKindsAreSkippedWithANote() {
    assertEquals(
        0,
        validate(
            """
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}}
            ---
            {apiVersion: v1, kind: Service, metadata: {name: web}}
            """));
    assertEquals(
        """
        (standard input):1 Deployment/shop/web: skipped: not a kind of latticeoperator.io and not a Service
        (standard input):2 Service/web: skipped: a Service without annotations of latticeoperator.io
        """,
        out.toString());
  }

  @Test
  void whatIsNoObjectOfOursIsToldWhatItLacks() {
    assertEquals(
        1,
        validate(
            """
            just text
            ---
            {kind: LatticeNetwork}
            ---
            {apiVersion: latticeoperator.io/v1alpha1}
            ---
            {apiVersion: latticeoperator.io/v1, kind: LatticeNetwork, metadata: {name: mesh}}
            ---
            {apiVersion: latticeoperator.io/v1alpha1, kind: LatticeMesh, metadata: {name: mesh}}
            """));
    assertEquals(
        """
        (standard input):1 (no kind)/(no name): not a Kubernetes object: it has no apiVersion and no kind
        (standard input):2 LatticeNetwork/(no name): apiVersion: Required value
        (standard input):3 (no kind)/(no name): kind: Required value
        (standard input):4 LatticeNetwork/mesh: apiVersion: "latticeoperator.io/v1" is not served; use latticeoperator.io/v1alpha1
        (standard input):5 LatticeMesh/mesh: kind: "LatticeMesh" is none of latticeoperator.io; there are LatticeExport and LatticeNetwork
        """,
        out.toString());
  }

  @Test
  void namesAreLookedAtToo() {
    assertEquals(
        1,
        validate(
            network("{}", "{serviceNetwork: {name: mesh}}")
                + "---\n"
                + network("{name: Mesh}", "{serviceNetwork: {name: mesh}}")
                + "---\n"
                + network("{name: mesh, namespace: shop}", "{}")
                + "---\n"
                + network("{name: mesh.example}", "{}")));
    assertEquals(
        """
        (standard input):1 LatticeNetwork/(no name): metadata.name: Required value: name or generateName is required
        (standard input):2 LatticeNetwork/Mesh: metadata.name: Invalid value: "Mesh": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character
        (standard input):3 LatticeNetwork/shop/mesh: metadata.namespace: a LatticeNetwork is in no namespace: remove it
        (standard input):4 LatticeNetwork/mesh.example: Invalid value: metadata.name is the service network's name unless spec.serviceNetwork has a name or a reference: 3 to 63 of a-z, 0-9 and single dashes between them, not beginning with sn-
        """,
        out.toString());
  }

  @Test
  void annotationsOfAServiceAreReadAsTheOperatorDoes() {
    assertEquals(
        1,
        validate(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              namespace: shop
              annotations:
                latticeoperator.io/export: true
                latticeoperator.io/port: "0"
                latticeoperator.io/colour: red
            ---
            apiVersion: v1
            kind: Service
            metadata:
              name: web
              annotations:
                latticeoperator.io/export: "true"
                latticeoperator.io/protocol-version: GRPC
                latticeoperator.io/listeners: HTTP:80
            """));
    var lines = out.toString().lines().toList();
    assertEquals(4, lines.size());
    assertEquals(
        "(standard input):1 Service/shop/web: metadata.annotations: latticeoperator.io/export:"
            + " must be text: write \"true\" in quotes",
        lines.get(0));
    assertTrue(lines.get(1).contains("latticeoperator.io/port: \"0\" is not allowed"));
    assertTrue(lines.get(2).contains("latticeoperator.io/colour: \"red\" is not allowed"));
    assertEquals(
        "(standard input):2 Service/web: metadata.annotations: the LatticeExport they ask for:"
            + " spec.service.listeners: a GRPC target group needs an HTTPS listener, for clients"
            + " speak HTTP/2 to Lattice over TLS only",
        lines.get(3));
  }

  @Test
  void aListIsOpenedAndJsonIsYaml() {
    assertEquals(
        1,
        validate(
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "latticeoperator.io/v1alpha1", "kind": "LatticeExport",
               "metadata": {"name": "web"}, "spec": {}},
              {"apiVersion": "latticeoperator.io/v1alpha1", "kind": "LatticeExport",
               "metadata": {"name": "web"}, "spec": {"serviceRef": {"name": "web"}}}]}
            """));
    assertEquals(
        """
        (standard input):1 LatticeExport/web: spec.serviceRef: Required value
        (standard input):1 LatticeExport/web: valid
        """,
        out.toString());
  }

  @Test
  void whatIsNoYamlIsToldWithItsPlace() {
    assertEquals(1, validate("apiVersion: v1\nkind: [\n"));
    assertTrue(out.toString().startsWith("(standard input):1: line "), out::toString);
    assertEquals(1, validate("kind: A\nkind: B\n"));
    assertTrue(out.toString().contains("Duplicate field 'kind'"), out::toString);
  }

  @Test
  void aFolderStandsForItsManifests() throws IOException {
    Files.writeString(folder.resolve("b.yml"), network("{name: bbb}", "{}"));
    Files.writeString(folder.resolve("a.json"), "{\"kind\": 1}");
    Files.writeString(folder.resolve("notes.txt"), "none of ours: [");
    assertEquals(1, validate("", folder.toString()));
    assertEquals(
        """
        %1$s/a.json:1 1/(no name): apiVersion: Required value
        %1$s/b.yml:1 LatticeNetwork/bbb: valid
        """
            .formatted(folder),
        out.toString());
  }

  @Test
  void jsonHoldsTheSame() throws IOException {
    assertEquals(
        1,
        validate(
            GOOD + network("{name: mesh}", "{suspend: 1}") + "---\n{apiVersion: v1, kind: Pod}\n",
            "-o",
            "json",
            "-"));
    var told = new ObjectMapper().readTree(out.toString());
    assertEquals(
        "[\"valid\",\"valid\",\"invalid\",\"skipped\"]",
        new ObjectMapper()
            .valueToTree(
                told.path("objects")
                    .valueStream()
                    .map(each -> each.path("verdict").asText())
                    .toList())
            .toString());
    var fault = told.path("objects").path(2).path("faults").path(0);
    assertEquals("spec.suspend", fault.path("field").asText());
    assertTrue(fault.path("message").asText().contains("boolean"));
    assertEquals(3, told.path("objects").path(2).path("document").asInt());
    assertEquals("{\"valid\":2,\"invalid\":1,\"skipped\":1}", told.path("summary").toString());
    assertEquals("", err.toString());
  }

  @Test
  void wrongUsageIsTwo() {
    assertEquals(2, validate("", new String[0]));
    assertEquals(2, validate("", folder.resolve("none.yaml").toString()));
    assertTrue(err.toString().contains("cannot read"), err::toString);
    assertEquals(2, validate("", "-o", "xml", "-"));
  }
}

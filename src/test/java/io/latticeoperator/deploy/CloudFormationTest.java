package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CloudFormationTest {
  /** A launch template's user data before it is encoded. */
  private static final int LONGEST_USER_DATA = 16 * 1024;

  private static final Template IAM = Template.named("iam.yaml");
  private static final Template CLUSTER = Template.named("cluster.yaml");

  static List<Template> templates() {
    return Template.all();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everythingThatIsNamedIsThere(Template template) {
    var missing = new ArrayList<String>();
    for (var reference : template.references()) {
      var among =
          switch (reference.kind()) {
            case "Condition" -> List.of(template.json().path("Conditions"));
            case "Map" -> List.of(template.json().path("Mappings"));
            case "Ref" -> List.of(template.parameters(), template.resources());
            default -> List.of(template.resources());
          };
      boolean pseudo = reference.what().startsWith("AWS::");
      if (!pseudo && among.stream().noneMatch(names -> names.has(reference.what()))) {
        missing.add(reference.toString());
      }
    }
    assertEquals(List.of(), missing);
    assertFalse(template.references().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyParameterIsUsedAndExplained(Template template) {
    var used = new TreeSet<String>();
    template.references().forEach(reference -> used.add(reference.what()));
    template
        .parameters()
        .properties()
        .forEach(
            parameter -> {
              assertTrue(used.contains(parameter.getKey()), parameter.getKey());
              assertTrue(parameter.getValue().has("Description"), parameter.getKey());
            });
  }

  @ParameterizedTest
  @MethodSource("templates")
  void nestedStacksAreGivenWhatTheyTakeAndGiveWhatIsTaken(Template template) {
    template
        .ofType("AWS::CloudFormation::Stack")
        .forEach(
            name -> {
              var properties = template.resources().path(name).path("Properties");
              var nested = Template.named(properties.path("TemplateURL").asText());
              var given = names(properties.path("Parameters"));
              assertTrue(names(nested.parameters()).containsAll(given), given::toString);
              nested.parameters().properties().stream()
                  .filter(parameter -> !parameter.getValue().has("Default"))
                  .forEach(
                      parameter ->
                          assertTrue(given.contains(parameter.getKey()), parameter::getKey));
              template.references().stream()
                  .filter(reference -> reference.what().equals(name))
                  .filter(reference -> reference.attribute().startsWith("Outputs."))
                  .map(reference -> reference.attribute().substring("Outputs.".length()))
                  .forEach(output -> assertTrue(nested.outputs().has(output), output));
            });
  }

  /** Equal but for the names of the placeholders. */
  @Test
  void thePoliciesAreThoseOfTheFiles() {
    var found =
        Stream.of("AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")
            .flatMap(IAM::ofType)
            .map(name -> IAM.resources().path(name).at("/Properties/PolicyDocument"))
            .map(CloudFormationTest::document)
            .toList();
    var files = PolicyFiles.texts();
    assertTrue(files.remove("iam/cleanup.json") != null, "for a person, not for the operator");
    assertEquals(
        Set.copyOf(files.values().stream().map(PolicyFiles::json).toList()), Set.copyOf(found));
    assertEquals(files.size(), found.size());
  }

  private static JsonNode document(JsonNode property) {
    var text = property.has("Fn::Sub") ? property.get("Fn::Sub").asText() : property.toString();
    return PolicyFiles.json(
        text.replace("${ClusterUid}", "CLUSTER_UID")
            .replace("${AWS::Partition}", "aws")
            .replace("${LogGroupPrefix}", "LOG_GROUP_PREFIX")
            .replace("${LogBucket}", "LOG_BUCKET")
            .replace("${LogStream}", "LOG_STREAM")
            .replace("${ReferencedNetworkArn}", "NETWORK_ARN"));
  }

  @Test
  void theServiceAccountThatIsTrustedIsTheOperators() throws IOException {
    var trusted = IAM.parameters().at("/ServiceAccount/Default").asText().split(":");
    var manifest = Files.readString(Path.of("deploy/operator.yaml"));
    assertTrue(
        manifest.contains(
            "kind: ServiceAccount\nmetadata:\n  name: %s\n  namespace: %s\n"
                .formatted(trusted[1], trusted[0])));
    assertTrue(manifest.contains("audience: sts.amazonaws.com"));
    var trust = IAM.resources().at("/Role/Properties/AssumeRolePolicyDocument/Fn::If/1/Fn::Sub");
    var allowed = PolicyFiles.json(trust.asText()).at("/Statement/0");
    assertEquals("sts:AssumeRoleWithWebIdentity", allowed.path("Action").asText());
    assertEquals(
        PolicyFiles.json(
            """
            {"StringEquals": {
              "${Issuer}:aud": "sts.amazonaws.com",
              "${Issuer}:sub": "system:serviceaccount:${ServiceAccount}"}}
            """),
        allowed.path("Condition"));
  }

  /** Who takes on the role by other ways is bound to one trust anchor and one name. */
  @Test
  void aCertificateIsTrustedFromOneAnchorUnderOneName() {
    var trust =
        IAM.resources().at("/Role/Properties/AssumeRolePolicyDocument/Fn::If/2/Fn::If/2/Fn::Sub");
    assertEquals(
        PolicyFiles.json(
            """
            {"ArnEquals": {"aws:SourceArn": "${TrustAnchorArn}"},
             "StringEquals": {"aws:PrincipalTag/x509Subject/CN": "${CertificateName}"}}
            """),
        PolicyFiles.json(trust.asText()).at("/Statement/0/Condition"));
  }

  @Test
  void theIssuersDocumentsAreWhereTheApiServerSaysAndNothingElseIsPublic() {
    var open =
        CLUSTER
            .resources()
            .at("/IssuerBucketPolicy/Properties/PolicyDocument/Statement/0/Resource");
    assertEquals(
        List.of(
            "${IssuerBucket.Arn}/keys.json",
            "${IssuerBucket.Arn}/.well-known/openid-configuration"),
        open.valueStream().map(each -> each.path("Fn::Sub").asText()).toList());
    var config = Kubeadm.documents(CLUSTER.userData("NodeTemplate")).get("ClusterConfiguration");
    var arguments = Kubeadm.arguments(config.at("/apiServer/extraArgs"));
    var issuer = "https://value-of-IssuerBucket-RegionalDomainName";
    assertEquals(
        Map.of("service-account-issuer", issuer, "service-account-jwks-uri", issuer + "/keys.json"),
        arguments);
    assertEquals(
        "https://${IssuerBucket.RegionalDomainName}",
        CLUSTER.resources().at("/IssuerProvider/Properties/Url/Fn::Sub").asText());
  }

  @Test
  void kubeadmKnowsEveryFieldOfItsConfiguration() {
    var documents = Kubeadm.documents(CLUSTER.userData("NodeTemplate"));
    assertEquals(
        Set.of(
            "ClusterConfiguration",
            "InitConfiguration",
            "JoinConfiguration",
            "KubeletConfiguration"),
        documents.keySet());
    documents.forEach((kind, document) -> assertEquals(List.of(), Kubeadm.unknown(document), kind));
  }

  /** As amazon-vpc-cni-k8s counts them in its list of pods for each instance type. */
  @ParameterizedTest
  @CsvSource({"t3.medium,3,6", "t3.large,3,12", "m6i.large,3,10", "m6i.xlarge,4,15"})
  void aNodeTakesAsManyPodsAsItHasAddresses(String type, int interfaces, int addresses) {
    assertEquals(
        interfaces * (addresses - 1) + 2,
        CLUSTER.json().path("Mappings").path("Pods").path(type).path("Max").asInt());
    var allowed = CLUSTER.parameters().at("/InstanceType/AllowedValues");
    assertEquals(
        names(CLUSTER.json().at("/Mappings/Pods")),
        Set.copyOf(PolicyFiles.strings(allowed).toList()));
  }

  @Test
  void userDataIsAShellScriptThatFits() throws Exception {
    var script = CLUSTER.userData("NodeTemplate");
    assertTrue(script.startsWith("#!/bin/bash\n"));
    assertTrue(script.length() < LONGEST_USER_DATA, () -> script.length() + " bytes");
    assertEquals("", run(script, "bash", "-n", "/dev/stdin"));
  }

  @Test
  @Tag("shellcheck")
  void shellcheckFindsNothingInUserData() throws Exception {
    assertEquals("", run(CLUSTER.userData("NodeTemplate"), "shellcheck", "--norc", "-"));
  }

  @Test
  @Tag("cfn-lint")
  void cfnLintFindsNothing() throws Exception {
    var files = templates().stream().map(each -> Template.FOLDER.resolve(each.name()).toString());
    assertEquals("", run("", Stream.concat(Stream.of("cfn-lint"), files).toArray(String[]::new)));
  }

  @Test
  @Tag("kubeadm")
  void kubeadmAcceptsItsConfiguration() throws Exception {
    for (var text : Kubeadm.configurations(CLUSTER.userData("NodeTemplate"))) {
      assertEquals("ok\n", run(text, "kubeadm", "config", "validate", "--config", "/dev/stdin"));
    }
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** What a program prints. */
  private static String run(String input, String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> command[0] + " ends");
    assertEquals(0, process.exitValue(), output);
    return output;
  }
}

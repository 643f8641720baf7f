package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.latticeoperator.app.LatticeChild;
import io.latticeoperator.app.simulator.Rigour;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Owner;
import io.latticeoperator.policy.CanonicalPolicy;
import io.latticeoperator.policy.Compilation;
import io.latticeoperator.policy.PolicyCompiler;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.policy.References;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.translate.AuthSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.AuthType;
import software.amazon.awssdk.services.vpclattice.model.Target;
import software.amazon.awssdk.services.vpclattice.model.WeightedTargetGroup;

/** The page on auth policies says what is so, and its examples run as they stand. */
class AuthPoliciesDocsTest {
  private static final Path PAGE = Path.of("docs/auth-policies.md");
  private static final Path PYTHON = Path.of("docs/examples/python");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
  private static final Pattern POLICY =
      Pattern.compile("^POLICY = (\\{.*?^})", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String REGION = "eu-central-1";
  private static final String VPC = "vpc-0123456789abcdef0";

  @TempDir private Path folder;

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  @Test
  void thePageShowsTheFileThatRuns() throws IOException {
    assertEquals(List.of(Files.readString(PYTHON.resolve("call_signed.py"))), blocks("python"));
  }

  @Test
  void everyLinkOnThePageLeadsSomewhere() throws IOException {
    for (var link : LINK.matcher(Files.readString(PAGE)).results().toList()) {
      assertTrue(
          link.group(1).startsWith("https://") || Files.exists(PAGE.resolveSibling(link.group(1))),
          link.group());
    }
  }

  /** By an API server with our custom resources, and by the operator's own eyes. */
  @Test
  void theManifestsOnThePageAreTakenAndBecomeThePolicyThatItShows() throws Exception {
    var manifests = blocks("yaml");
    assertEquals(4, manifests.size());
    try (var it = new ClusterUnderTest()) {
      for (var document : manifests.getLast().split("---\n", -1)) {
        it.apply(document);
      }
      it.apply(manifests.get(1));
      eventually().ignoreExceptions().until(() -> it.exportFacts("checkout").roles().size() == 1);
      var export = it.exportFacts("checkout");
      var compiled = compile(it, export.spec().auth(), export.roles(), false);
      assertEquals(CanonicalPolicy.of(blocks("json").getFirst()), compiled.document());
      for (var network : List.of(manifests.get(0), manifests.get(2))) {
        it.apply(network);
        eventually()
            .ignoreExceptions()
            .until(
                () ->
                    (it.networkFacts("shop").spec().auth().policy().document() != null)
                        == network.contains("document:"));
        var facts = it.networkFacts("shop");
        assertTrue(compile(it, facts.spec().auth(), facts.roles(), true).admits());
      }
    }
  }

  private static Compilation compile(
      ClusterUnderTest it,
      AuthSpec auth,
      Map<Principal.ServiceAccount, String> roles,
      boolean ofNetwork) {
    var here = new ClusterIdentity(it.clusterId(), "here");
    var there = new ClusterIdentity("0b9e4c1c-6e0e-4b0e-9d55-0c7f3a3f1a11", "there");
    var search = Owner.export("shop", "search");
    var references =
        new References(
            here,
            roles,
            Map.of(search, "arn:aws:vpc-lattice:eu-central-1:111122223333:service/svc-1"),
            Map.of(
                Names.service(there, search),
                "arn:aws:vpc-lattice:eu-central-1:444455556666:service/svc-2"));
    var policy = auth.policy();
    assertNotNull(policy);
    var compilation = PolicyCompiler.compile(policy, "spec.auth", ofNetwork, 0, references);
    assertEquals(List.of(), compilation.flaws());
    return compilation;
  }

  @Test
  void theOtherPoliciesOnThePageAreWellFormed() throws IOException {
    var policies = blocks("json");
    assertEquals(3, policies.size());
    Policy.parse(policies.get(1), Policy.Kind.IDENTITY);
    Policy.parse(
        policies.get(2).replaceFirst("\"Action\"", "\"Resource\": \"*\", \"Action\""),
        Policy.Kind.RESOURCE);
  }

  @Test
  void theExampleIsJudgedByThePolicyOnThePage() throws IOException {
    var file = POLICY.matcher(Files.readString(PYTHON.resolve("test_signed.py")));
    assertTrue(file.find());
    var json = file.group(1).replaceAll(",(\\s*[}\\]])", "$1");
    assertEquals(CanonicalPolicy.of(blocks("json").getFirst()), CanonicalPolicy.of(json));
  }

  @Test
  @Tag("aws-cli")
  void thePythonExampleRunsAsItStands() throws Exception {
    var said =
        run(
            List.of("python3", "-m", "unittest", "test_signed.py"),
            PYTHON,
            Map.of(
                "LATTICE", LatticeChild.script(folder).toString(), "PYTHONDONTWRITEBYTECODE", "1"));
    assertTrue(said.contains("Ran 6 tests"), said);
  }

  @Test
  @Tag("aws-cli")
  void theCurlExampleRunsAsItStands() throws Exception {
    var script = blocks("sh");
    assertEquals(1, script.size());
    var pod = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pod.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("paid".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    pod.start();
    try (var simulator =
        LatticeChild.start(
            folder,
            "simulator",
            "--verify-signatures",
            "--region",
            REGION,
            "--vpc",
            VPC + "=127.0.0.0/8",
            "--set",
            "dataPlaneLag=0s")) {
      var endpoint = simulator.endpoint();
      var host = publish(endpoint, pod.getAddress().getPort());
      var port =
          simulator
              .said()
              .lines()
              .filter(
                  line -> line.startsWith("  callers in " + VPC + " reach listeners on port 80"))
              .map(line -> URI.create(line.substring(line.lastIndexOf(' ') + 1)).getPort())
              .findFirst()
              .orElseThrow();
      // the names resolve nowhere here
      Files.writeString(
          folder.resolve(".curlrc"), "connect-to = \"::127.0.0.1:%d\"\n".formatted(port));
      var token = Files.writeString(folder.resolve("token"), "of the pod's service account");
      var environment =
          Map.of(
              "CURL_HOME",
              folder.toString(),
              "HOST",
              host,
              "AWS_ENDPOINT_URL",
              endpoint.toString(),
              "AWS_REGION",
              REGION,
              "AWS_DEFAULT_REGION",
              REGION,
              "AWS_WEB_IDENTITY_TOKEN_FILE",
              token.toString(),
              "AWS_ROLE_ARN",
              "arn:aws:iam::111122223333:role/cart");
      eventually()
          .untilAsserted(
              () ->
                  assertEquals(
                      "paid",
                      run(List.of("sh", "-eu", "-c", script.getFirst()), folder, environment)));
    } finally {
      pod.stop(0);
    }
  }

  /** A service whose callers are judged by the policy on the page; its DNS name. */
  private static String publish(URI endpoint, int port) throws IOException {
    try (var lattice =
        VpcLatticeClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("111122223333", Rigour.SECRET)))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build()) {
      var network = lattice.createServiceNetwork(make -> make.name("shop")).id();
      lattice.createServiceNetworkVpcAssociation(
          make -> make.serviceNetworkIdentifier(network).vpcIdentifier(VPC));
      var group =
          lattice
              .createTargetGroup(
                  make ->
                      make.name("checkout")
                          .type("IP")
                          .config(c -> c.port(8080).protocol("HTTP").vpcIdentifier(VPC)))
              .id();
      var service =
          lattice.createService(make -> make.name("checkout").authType(AuthType.AWS_IAM)).id();
      eventually()
          .until(
              () ->
                  lattice
                          .getService(get -> get.serviceIdentifier(service))
                          .statusAsString()
                          .equals("ACTIVE")
                      && lattice
                          .getTargetGroup(get -> get.targetGroupIdentifier(group))
                          .statusAsString()
                          .equals("ACTIVE"));
      var policy = CanonicalPolicy.of(blocks("json").getFirst());
      lattice.putAuthPolicy(put -> put.resourceIdentifier(service).policy(policy));
      var target = Target.builder().id("127.0.0.1").port(port).build();
      lattice.registerTargets(
          register -> register.targetGroupIdentifier(group).targets(List.of(target)));
      var weighted = WeightedTargetGroup.builder().targetGroupIdentifier(group).build();
      lattice.createListener(
          make ->
              make.serviceIdentifier(service)
                  .name("http")
                  .protocol("HTTP")
                  .port(80)
                  .defaultAction(to -> to.forward(f -> f.targetGroups(List.of(weighted)))));
      lattice.createServiceNetworkServiceAssociation(
          make -> make.serviceNetworkIdentifier(network).serviceIdentifier(service));
      return lattice.getService(get -> get.serviceIdentifier(service)).dnsEntry().domainName();
    }
  }

  /** What a command says, once it has ended well. */
  private String run(List<String> command, Path where, Map<String, String> environment)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "run", ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    var process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    var said = Files.readString(output);
    assumeTrue(!said.contains(": not found"), "a command is not installed: " + said);
    assertTrue(ended, said);
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}

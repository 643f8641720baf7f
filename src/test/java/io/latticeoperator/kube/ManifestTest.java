package io.latticeoperator.kube;

import static io.latticeoperator.kube.ClusterUnderTest.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.kube.ClusterUnderTest.Request;
import io.latticeoperator.kube.api.Crd;
import io.latticeoperator.model.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Path MANIFEST = Path.of("deploy/operator.yaml");
  private static final String BELOW = "---\n# What is above is ";
  private static final Owner CHECKOUT = Owner.export("shop", "checkout");

  /** Core group, or a named one; namespace, resource, name and subresource where there are any. */
  private static final Pattern PATH =
      Pattern.compile(
          "/api(?:s/(?<group>[^/]+))?/v[^/]+(?:/namespaces/(?<namespace>[^/]+)(?=/[^/]+))?"
              + "/(?<resource>[^/]+)(?:/(?<name>[^/]+))?(?:/(?<part>[^/]+))?");

  @Test
  void theManifestBeginsWithTheGeneratedCustomResourceDefinitions() throws IOException {
    var generated = Crd.EXPORT.generate() + "---\n" + Crd.NETWORK.generate();
    var manifest = Files.readString(MANIFEST);
    if (Boolean.getBoolean("crds.update")) {
      manifest = generated + manifest.substring(manifest.indexOf(BELOW));
      Files.writeString(MANIFEST, manifest);
    }
    assertTrue(
        manifest.startsWith(generated + BELOW),
        "rewrite it with ./mvnw test -Dtest=ManifestTest -Dcrds.update=true");
  }

  @Test
  void theClusterRoleAllowsExactlyTheRequestsThatTheOperatorMakes()
      throws IOException, InterruptedException {
    var role = manifest(ClusterRole.class);
    var allowed = new TreeSet<String>();
    role.getRules()
        .forEach(
            rule ->
                rule.getVerbs()
                    .forEach(
                        verb ->
                            allowed.add(
                                verb
                                    + " "
                                    + rule.getApiGroups().getFirst()
                                    + "/"
                                    + rule.getResources().getFirst())));
    assertEquals(allowed, new TreeSet<>(everyKindOfRequest()));
  }

  @Test
  void theOperatorRunsWithoutPrivilegesAndWithAWebIdentityToken() throws IOException {
    var pod = manifest(Deployment.class).getSpec().getTemplate().getSpec();
    var container = pod.getContainers().getFirst();
    assertTrue(pod.getSecurityContext().getRunAsNonRoot());
    assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
    var environment =
        container.getEnv().stream()
            .collect(Collectors.toMap(variable -> variable.getName(), v -> v.getValue()));
    var token =
        pod.getVolumes().stream()
            .filter(volume -> volume.getProjected() != null)
            .findFirst()
            .orElseThrow();
    var mount =
        container.getVolumeMounts().stream()
            .filter(it -> it.getName().equals(token.getName()))
            .findFirst()
            .orElseThrow();
    var source = token.getProjected().getSources().getFirst().getServiceAccountToken();
    assertEquals("sts.amazonaws.com", source.getAudience());
    assertEquals(
        mount.getMountPath() + "/" + source.getPath(),
        environment.get("AWS_WEB_IDENTITY_TOKEN_FILE"));
  }

  private static Set<String> everyKindOfRequest() throws InterruptedException {
    try (var it = new ClusterUnderTest()) {
      assertTrue(!it.clusterId().isEmpty());
      aNetworksLife(it);
      it.applyService("checkout", Map.of("export", "true"));
      it.protectedExport("checkout");
      it.applyService("checkout", Map.of("export", "true", "network", "mesh"));
      eventually().until(() -> it.export("checkout").orElseThrow().getSpec().service() != null);
      it.report("checkout", 2, false, Truth.TRUE);
      eventually().until(() -> it.export("checkout").orElseThrow().getStatus() != null);
      it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "1 target");
      it.term.event(CHECKOUT, EventType.NORMAL, "Registered", "1 target");
      eventually().until(() -> it.events("Registered").stream().anyMatch(e -> e.getCount() == 2));
      it.term.evidenceWanted(it.exportFacts("checkout"));
      eventually().until(() -> !it.loop.evidence.isEmpty());
      it.applyService("checkout", Map.of());
      eventually().until(() -> it.export("checkout").orElseThrow().isMarkedForDeletion());
      long deleting = it.export("checkout").orElseThrow().getMetadata().getGeneration();
      it.report("checkout", deleting, false, Truth.FALSE);
      eventually()
          .until(
              () ->
                  Objects.equals(
                      it.export("checkout").orElseThrow().getStatus().observedGeneration(),
                      deleting));
      it.report("checkout", deleting, true, Truth.FALSE);
      eventually().until(() -> it.export("checkout").isEmpty());
      return permissions(it.requests());
    }
  }

  private static void aNetworksLife(ClusterUnderTest it) {
    it.applyNetwork("mesh", "{}");
    long generation = it.protectedNetwork("mesh").getMetadata().getGeneration();
    it.reportNetwork("mesh", generation, false, Truth.TRUE);
    eventually().until(() -> it.network("mesh").orElseThrow().getStatus() != null);
    it.term.event(Owner.network("mesh"), EventType.NORMAL, "Created", "the network");
    eventually().until(() -> it.events("Created").size() == 1);
    it.deleteNetwork("mesh");
    eventually().until(() -> it.network("mesh").orElseThrow().isMarkedForDeletion());
    long deleting = it.network("mesh").orElseThrow().getMetadata().getGeneration();
    it.reportNetwork("mesh", deleting, false, Truth.FALSE);
    eventually()
        .until(
            () ->
                Objects.equals(
                    it.network("mesh").orElseThrow().getStatus().observedGeneration(), deleting));
    it.reportNetwork("mesh", deleting, true, Truth.FALSE);
    eventually().until(() -> it.network("mesh").isEmpty());
  }

  private static Set<String> permissions(Collection<Request> requests) {
    return requests.stream().map(ManifestTest::permission).collect(Collectors.toSet());
  }

  private static String permission(Request request) {
    var path = PATH.matcher(request.path());
    assertTrue(path.matches(), request.path());
    var group = path.group("group") == null ? "" : path.group("group");
    var part = path.group("part") == null ? "" : "/" + path.group("part");
    boolean named = path.group("name") != null;
    return verb(request, named) + " " + group + "/" + path.group("resource") + part;
  }

  private static String verb(Request request, boolean named) {
    return switch (request.method()) {
      case "GET" -> request.watch() ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> throw new AssertionError(request);
    };
  }

  private static <T extends HasMetadata> T manifest(Class<T> type) throws IOException {
    var yaml = new KubernetesSerialization();
    for (var document : Files.readString(MANIFEST).split("(?m)^---$")) {
      HasMetadata object = yaml.unmarshal(document);
      if (type.isInstance(object)) {
        return type.cast(object);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + MANIFEST);
  }
}

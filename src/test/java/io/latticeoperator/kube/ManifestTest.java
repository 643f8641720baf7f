package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.latticeoperator.kube.ClusterUnderTest.Request;
import io.latticeoperator.kube.api.Crd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Path MANIFEST = Path.of("deploy/operator.yaml");
  private static final String BELOW = "---\n# What is above is ";

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
      OperatorLife.inTheWholeCluster(it);
      return permissions(it.requests());
    }
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

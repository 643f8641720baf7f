package io.latticeoperator.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a manifest lets the operator do: its ServiceAccount, its roles and their bindings. Hooks of
 * an installation are not the operator.
 */
public final class Rights {
  private static final String HOOK = "helm.sh/hook";
  private static final Set<String> OF_THE_CLUSTER =
      Set.of("namespaces", "latticenetworks", "latticenetworks/status");

  private final ServiceAccount account;
  private final List<HasMetadata> objects;

  private Rights(ServiceAccount account, List<HasMetadata> objects) {
    this.account = account;
    this.objects = List.copyOf(objects);
  }

  /** Those in a file of YAML documents. */
  public static Rights in(Path manifest) {
    var yaml = new KubernetesSerialization();
    try {
      var objects =
          Arrays.stream(Files.readString(manifest).split("(?m)^---$"))
              .filter(document -> document.contains("kind:"))
              .map(document -> (HasMetadata) yaml.unmarshal(document))
              .filter(Rights::ofTheOperator)
              .toList();
      var account =
          objects.stream()
              .filter(ServiceAccount.class::isInstance)
              .map(ServiceAccount.class::cast)
              .findFirst()
              .orElseThrow();
      return new Rights(account, objects);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static boolean ofTheOperator(HasMetadata object) {
    return Stream.of(
                ServiceAccount.class,
                ClusterRole.class,
                ClusterRoleBinding.class,
                Role.class,
                RoleBinding.class)
            .anyMatch(type -> type.isInstance(object))
        && !Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of())
            .containsKey(HOOK);
  }

  /** The same rules, but for what has no namespace, in some namespaces only. */
  public Rights inNamespaces(Set<String> namespaces) {
    var narrowed = new ArrayList<HasMetadata>(List.of(account));
    for (var object : objects) {
      switch (object) {
        case ClusterRole role ->
            namespaces.forEach(
                namespace -> {
                  narrowed.add(
                      new RoleBuilder()
                          .withNewMetadata()
                          .withName(role.getMetadata().getName())
                          .withNamespace(namespace)
                          .endMetadata()
                          .withRules(namespaced(role.getRules()))
                          .build());
                  narrowed.add(
                      new RoleBindingBuilder()
                          .withNewMetadata()
                          .withName(role.getMetadata().getName())
                          .withNamespace(namespace)
                          .endMetadata()
                          .withNewRoleRef(
                              "rbac.authorization.k8s.io", "Role", role.getMetadata().getName())
                          .addNewSubject(
                              "",
                              "ServiceAccount",
                              account.getMetadata().getName(),
                              account.getMetadata().getNamespace())
                          .build());
                });
        case Role _, RoleBinding _ -> narrowed.add(object);
        default -> {}
      }
    }
    return new Rights(account, narrowed);
  }

  private static List<PolicyRule> namespaced(List<PolicyRule> rules) {
    return rules.stream()
        .filter(rule -> rule.getResources().stream().noneMatch(OF_THE_CLUSTER::contains))
        .toList();
  }

  /** As the API server calls the operator. */
  public String user() {
    return "system:serviceaccount:%s:%s"
        .formatted(account.getMetadata().getNamespace(), account.getMetadata().getName());
  }

  /** Each pair of a verb and a resource, such as {@code get /services}. */
  public Set<String> granted() {
    var granted = new TreeSet<String>();
    objects.stream()
        .flatMap(Rights::rules)
        .forEach(
            rule ->
                rule.getVerbs()
                    .forEach(
                        verb ->
                            rule.getResources()
                                .forEach(
                                    resource ->
                                        granted.add(
                                            "%s %s/%s"
                                                .formatted(
                                                    verb,
                                                    rule.getApiGroups().getFirst(),
                                                    resource)))));
    return granted;
  }

  /** Whether nothing outside of namespaces is granted. */
  public boolean namespacedOnly() {
    return objects.stream()
        .noneMatch(object -> object instanceof ClusterRole || object instanceof ClusterRoleBinding);
  }

  private static Stream<PolicyRule> rules(HasMetadata object) {
    return switch (object) {
      case ClusterRole role -> role.getRules().stream();
      case Role role -> role.getRules().stream();
      default -> Stream.empty();
    };
  }

  /** Puts them into a cluster, and waits until they count; the way in for the operator. */
  public ApiAccess grant(ApiAccess administrator) {
    try (var client = client(administrator)) {
      objects.stream()
          .map(object -> object.getMetadata().getNamespace())
          .filter(namespace -> namespace != null)
          .distinct()
          .forEach(namespace -> ensure(client, namespace));
      objects.forEach(
          object ->
              client.resource(object).fieldManager("test").forceConflicts().serverSideApply());
      var token =
          client
              .serviceAccounts()
              .resource(account)
              .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
              .getStatus()
              .getToken();
      var operator = administrator.as(token);
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> counts(operator));
      return operator;
    }
  }

  private boolean counts(ApiAccess operator) {
    var namespace =
        objects.stream()
            .filter(Role.class::isInstance)
            .map(role -> role.getMetadata().getNamespace())
            .filter(where -> !where.equals(account.getMetadata().getNamespace()))
            .findFirst();
    try (var client = client(operator)) {
      return Boolean.TRUE.equals(
          client
              .authorization()
              .v1()
              .selfSubjectAccessReview()
              .create(
                  new SelfSubjectAccessReviewBuilder()
                      .withNewSpec()
                      .withNewResourceAttributes()
                      .withNamespace(namespacedOnly() ? namespace.orElseThrow() : null)
                      .withVerb("watch")
                      .withResource("services")
                      .endResourceAttributes()
                      .endSpec()
                      .build())
              .getStatus()
              .getAllowed());
    }
  }

  private static void ensure(KubernetesClient client, String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .fieldManager("test")
        .serverSideApply();
  }

  private static KubernetesClient client(ApiAccess access) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(access.kubeconfig()))
        .build();
  }
}

package io.latticeoperator.app.look;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DoctorView.Area;
import io.latticeoperator.app.look.DoctorView.Checked;
import io.latticeoperator.explain.Known;
import io.latticeoperator.kube.ClusterId;
import io.latticeoperator.kube.api.LatticeExport;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator needs of the cluster. */
final class ClusterDoctor {
  private static final long SOME = 500;
  private static final String INSTALL = "kubectl apply -f crds/";

  private final KubernetesClient client;
  private final RunConfig config;
  private final List<Checked> checks = new ArrayList<>();

  ClusterDoctor(KubernetesClient client, RunConfig config) {
    this.client = client;
    this.config = config;
  }

  List<Checked> check() {
    if (!reachable()) {
      return checks;
    }
    definition("latticeexports", true);
    if (config.kubernetes().namespaces().isEmpty()) {
      definition("latticenetworks", false);
    }
    rights();
    return checks;
  }

  private boolean reachable() {
    var server = client.getMasterUrl();
    var id = config.cluster().id();
    try {
      checks.add(
          Checked.ok(
              Area.CLUSTER,
              "API server",
              server
                  + ", Kubernetes "
                  + client.getKubernetesVersion().getGitVersion()
                  + (id == null ? ", UID of kube-system " + ClusterId.read(client) : "")));
      return true;
    } catch (KubernetesClientException | IllegalStateException refused) {
      checks.add(
          Checked.fail(
              Area.CLUSTER,
              "API server",
              server + ": " + words(refused),
              "choose another with --kubeconfig or --context; "
                  + (id == null ? "kubectl get namespace kube-system" : "kubectl version")
                  + " must answer"));
      return false;
    }
  }

  /** By what the API server says that it serves, which everybody may read. */
  private void definition(String plural, boolean needed) {
    var check = "CustomResourceDefinition " + plural;
    try {
      if (served().contains(plural)) {
        checks.add(Checked.ok(Area.CLUSTER, check, LatticeExport.VERSION));
        return;
      }
      var versions = versions();
      var found =
          versions.isEmpty() || versions.contains(LatticeExport.VERSION)
              ? "is not installed"
              : "serves " + String.join(", ", versions) + ", not " + LatticeExport.VERSION;
      checks.add(
          needed
              ? Checked.fail(Area.CLUSTER, check, found, INSTALL)
              : Checked.warn(Area.CLUSTER, check, found + ": no LatticeNetworks", INSTALL));
    } catch (KubernetesClientException refused) {
      checks.add(
          Checked.warn(
              Area.CLUSTER,
              check,
              words(refused),
              "look with kubectl api-resources --api-group=" + LatticeExport.GROUP));
    }
  }

  private List<String> versions() {
    var group = client.getApiGroup(LatticeExport.GROUP);
    return group == null
        ? List.of()
        : group.getVersions().stream().map(GroupVersionForDiscovery::getVersion).toList();
  }

  private List<String> served() {
    var list = client.getApiResources(LatticeExport.GROUP + "/" + LatticeExport.VERSION);
    return list == null
        ? List.of()
        : list.getResources().stream().map(APIResource::getName).toList();
  }

  /** Of whoever asks: in a Pod of the operator that is the operator itself. */
  private void rights() {
    var missing = new ArrayList<String>();
    for (var right : ClusterRights.of(config)) {
      for (var verb : right.verbs()) {
        var allowed = allowed(right, verb);
        if (allowed.isEmpty()) {
          checks.add(
              Checked.warn(
                  Area.CLUSTER,
                  "rights",
                  "the API server does not tell what you may do",
                  "kubectl auth can-i --list"));
          return;
        }
        if (!allowed.get()) {
          missing.add(verb + " " + right);
        }
      }
    }
    checks.add(
        missing.isEmpty()
            ? Checked.ok(Area.CLUSTER, "rights", "you may do all that the operator does")
            : Checked.fail(
                Area.CLUSTER,
                "rights",
                "you may not: " + String.join(", ", missing),
                "the chart's roles grant it; for a look as the operator, run this in its Pod"));
  }

  private Optional<Boolean> allowed(ClusterRights.Right right, String verb) {
    try {
      var review =
          client
              .authorization()
              .v1()
              .selfSubjectAccessReview()
              .create(
                  new SelfSubjectAccessReviewBuilder()
                      .withNewSpec()
                      .withNewResourceAttributes()
                      .withNamespace(right.namespace())
                      .withName(right.name())
                      .withGroup(right.group())
                      .withResource(right.resource())
                      .withSubresource(right.subresource())
                      .withVerb(verb)
                      .endResourceAttributes()
                      .endSpec()
                      .build());
      return Optional.of(Boolean.TRUE.equals(review.getStatus().getAllowed()));
    } catch (KubernetesClientException refused) {
      return Optional.empty();
    }
  }

  /** Some of the pods that have addresses of their own, of those that the operator looks at. */
  Known<List<String>> podAddresses() {
    var namespaces = config.kubernetes().namespaces();
    var some = new ListOptionsBuilder().withLimit(SOME).build();
    try {
      var pods =
          namespaces.isEmpty()
              ? client.pods().inAnyNamespace().list(some).getItems()
              : namespaces.stream()
                  .flatMap(it -> client.pods().inNamespace(it).list(some).getItems().stream())
                  .toList();
      return Known.of(
          pods.stream()
              .filter(pod -> !Boolean.TRUE.equals(pod.getSpec().getHostNetwork()))
              .flatMap(pod -> addresses(pod).stream())
              .toList());
    } catch (KubernetesClientException refused) {
      return Known.unknown("pods cannot be listed: " + words(refused));
    }
  }

  private static List<String> addresses(Pod pod) {
    return pod.getStatus() == null
        ? List.of()
        : PodReader.orEmpty(pod.getStatus().getPodIPs()).stream().map(PodIP::getIp).toList();
  }

  private static String words(RuntimeException failure) {
    if (failure instanceof KubernetesClientException refused && refused.getStatus() != null) {
      return refused.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED
          ? "it does not know who we are"
          : String.valueOf(refused.getStatus().getMessage());
    }
    // the client tells what it was doing; why it could not is further down
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}

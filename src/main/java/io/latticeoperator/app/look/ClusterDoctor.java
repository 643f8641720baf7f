package io.latticeoperator.app.look;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.latticeoperator.app.look.DoctorView.Area;
import io.latticeoperator.app.look.DoctorView.Checked;
import io.latticeoperator.explain.Known;
import io.latticeoperator.kube.ClusterId;
import io.latticeoperator.kube.api.LatticeExport;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator needs of the cluster. */
final class ClusterDoctor {
  private static final long SOME = 500;
  private static final String INSTALL = "kubectl apply -f crds/";

  /** What the role in deploy/operator.yaml allows. */
  static final List<Right> RIGHTS =
      List.of(
          new Right("", "services", null, List.of("get", "list", "watch")),
          new Right("discovery.k8s.io", "endpointslices", null, List.of("list", "watch")),
          new Right("", "pods", null, List.of("list")),
          new Right(
              LatticeExport.GROUP,
              "latticeexports",
              null,
              List.of("get", "list", "watch", "create", "patch", "delete")),
          new Right(LatticeExport.GROUP, "latticeexports", "status", List.of("patch")),
          new Right(
              LatticeExport.GROUP, "latticenetworks", null, List.of("list", "watch", "patch")),
          new Right(LatticeExport.GROUP, "latticenetworks", "status", List.of("patch")),
          new Right("", "namespaces", null, List.of("list", "watch")),
          new Right("", "serviceaccounts", null, List.of("list", "watch")),
          new Right("", "events", null, List.of("create", "patch")));

  record Right(String group, String resource, @Nullable String subresource, List<String> verbs) {
    @Override
    public String toString() {
      return resource + (subresource == null ? "" : "/" + subresource);
    }
  }

  private final KubernetesClient client;
  private final List<Checked> checks = new ArrayList<>();

  ClusterDoctor(KubernetesClient client) {
    this.client = client;
  }

  List<Checked> check() {
    if (!reachable()) {
      return checks;
    }
    definition("latticeexports", true);
    definition("latticenetworks", false);
    rights();
    return checks;
  }

  private boolean reachable() {
    var server = client.getMasterUrl();
    try {
      checks.add(
          Checked.ok(
              Area.CLUSTER,
              "API server",
              server + ", UID of kube-system " + ClusterId.read(client)));
      return true;
    } catch (KubernetesClientException | IllegalStateException refused) {
      checks.add(
          Checked.fail(
              Area.CLUSTER,
              "API server",
              server + ": " + words(refused),
              "choose another with --kubeconfig or --context; kubectl get namespace kube-system"
                  + " must answer"));
      return false;
    }
  }

  private void definition(String plural, boolean needed) {
    var name = plural + "." + LatticeExport.GROUP;
    var check = "CustomResourceDefinition " + plural;
    try {
      var found = client.resources(CustomResourceDefinition.class).withName(name).get();
      if (found == null) {
        checks.add(
            needed
                ? Checked.fail(Area.CLUSTER, check, "is not installed", INSTALL)
                : Checked.warn(
                    Area.CLUSTER, check, "is not installed: no LatticeNetworks", INSTALL));
        return;
      }
      var served =
          found.getSpec().getVersions().stream()
              .filter(version -> Boolean.TRUE.equals(version.getServed()))
              .map(CustomResourceDefinitionVersion::getName)
              .toList();
      checks.add(
          served.contains(LatticeExport.VERSION)
              ? Checked.ok(Area.CLUSTER, check, String.join(", ", served))
              : Checked.fail(
                  Area.CLUSTER,
                  check,
                  "serves " + String.join(", ", served) + ", not " + LatticeExport.VERSION,
                  INSTALL));
    } catch (KubernetesClientException refused) {
      checks.add(
          Checked.warn(Area.CLUSTER, check, words(refused), "look with kubectl get crd " + name));
    }
  }

  /** Of whoever asks: in a Pod of the operator that is the operator itself. */
  private void rights() {
    var missing = new ArrayList<String>();
    for (var right : RIGHTS) {
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
                "deploy/operator.yaml holds the role that the operator needs; for a look as the"
                    + " operator, run this in its Pod"));
  }

  private Optional<Boolean> allowed(Right right, String verb) {
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

  /** Some of the pods that have addresses of their own. */
  Known<List<String>> podAddresses() {
    try {
      return Known.of(
          client
              .pods()
              .inAnyNamespace()
              .list(new ListOptionsBuilder().withLimit(SOME).build())
              .getItems()
              .stream()
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

package io.latticeoperator.app.uninstall;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The exports and networks that an operator looks after. */
final class OurObjects {
  private static final int UNPROCESSABLE = 422;

  /** Somebody else was there first: the next look tells. */
  private static final Set<Integer> OVERTAKEN =
      Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT, UNPROCESSABLE);

  private final KubernetesClient client;
  private final List<String> namespaces;

  /**
   * @param namespaces what is looked at; empty for all, and then networks are, too
   */
  OurObjects(KubernetesClient client, List<String> namespaces) {
    this.client = client;
    this.namespaces = List.copyOf(namespaces);
  }

  /** None when the cluster does not know what they are. */
  List<LatticeExport> exports() {
    if (namespaces.isEmpty()) {
      return list(LatticeExport.class, "");
    }
    var exports = new ArrayList<LatticeExport>();
    namespaces.forEach(namespace -> exports.addAll(list(LatticeExport.class, namespace)));
    return exports;
  }

  /** None when the cluster does not know what they are, or only some namespaces are looked at. */
  List<LatticeNetwork> networks() {
    return namespaces.isEmpty() ? list(LatticeNetwork.class, "") : List.of();
  }

  /**
   * Deletes it in such a way that the operator hears of it: what an earlier uninstallation has let
   * go of is taken hold of again.
   */
  void delete(HasMetadata object) {
    if (object.isMarkedForDeletion()) {
      return;
    }
    if (!ours(object)) {
      patch(
          object,
          List.of(
              test("/metadata/uid", object.getMetadata().getUid()),
              object.getMetadata().getFinalizers().isEmpty()
                  ? Map.of(
                      "op", "add",
                      "path", "/metadata/finalizers",
                      "value", List.of(LatticeExport.FINALIZER))
                  : Map.of(
                      "op", "add",
                      "path", "/metadata/finalizers/-",
                      "value", LatticeExport.FINALIZER)));
    }
    unlessOvertaken(() -> client.resource(object).delete());
  }

  /** Takes our finalizer off, and nothing else. */
  void release(HasMetadata object) {
    var path =
        "/metadata/finalizers/"
            + object.getMetadata().getFinalizers().indexOf(LatticeExport.FINALIZER);
    patch(
        object,
        List.of(
            test("/metadata/uid", object.getMetadata().getUid()),
            test(path, LatticeExport.FINALIZER),
            Map.of("op", "remove", "path", path)));
  }

  /** Whether our finalizer is on it. */
  static boolean ours(HasMetadata object) {
    return object.getMetadata().getFinalizers().contains(LatticeExport.FINALIZER);
  }

  /** Such as {@code LatticeExport/shop/web}. */
  static String name(HasMetadata object) {
    var metadata = object.getMetadata();
    return metadata.getNamespace() == null
        ? object.getKind() + "/" + metadata.getName()
        : object.getKind() + "/" + metadata.getNamespace() + "/" + metadata.getName();
  }

  private void patch(HasMetadata object, List<Map<String, Object>> steps) {
    unlessOvertaken(
        () ->
            client
                .resource(object)
                .patch(
                    PatchContext.of(PatchType.JSON),
                    client.getKubernetesSerialization().asJson(steps)));
  }

  private static Map<String, Object> test(String path, String value) {
    return Map.of("op", "test", "path", path, "value", value);
  }

  private static void unlessOvertaken(Runnable write) {
    try {
      write.run();
    } catch (KubernetesClientException refused) {
      if (!OVERTAKEN.contains(refused.getCode())) {
        throw refused;
      }
    }
  }

  private <T extends CustomResource<?, ?>> List<T> list(Class<T> kind, String namespace) {
    try {
      var all = new ListOptionsBuilder().build();
      var operation = client.resources(kind);
      return namespace.isEmpty()
          ? operation.inAnyNamespace().list(all).getItems()
          : operation.inNamespace(namespace).list(all).getItems();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return List.of();
      }
      throw refused;
    }
  }
}

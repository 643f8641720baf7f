package io.latticeoperator.kubernetes;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.kube.ClusterClient;
import io.latticeoperator.kube.api.Crd;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An API server to which things happen, and the wire on which others reach it. */
public interface MortalApi extends AutoCloseable {
  /** In this JVM; its watches are plain HTTP responses without end. */
  Supplier<MortalApi> EMBEDDED = EmbeddedMortalApi::new;

  /** A kube-apiserver with its etcd, as processes; its watches are WebSockets. */
  Supplier<MortalApi> REAL = RealMortalApi::new;

  /** Between the operator and the server. */
  Wire wire();

  /** For a client on the wire that may do everything. */
  Config config();

  /** A client that the wire does not concern. */
  KubernetesClient admin();

  /** Ends at once, as with kill -9. */
  void crash();

  /** Starts again with the objects that there were, at the same address; answers on return. */
  void startAgain();

  /** Keeps every connection and answers nothing. */
  void freeze();

  /** Goes on. */
  void thaw();

  /** Forgets its history: watches that are not up to date have to list again. */
  void compact();

  @Override
  void close();

  /** The server's address as it is from the wire's other end. */
  static String through(Wire wire, URI server, String kubeconfig) {
    return kubeconfig.replace(
        server.toString(), server.getScheme() + "://127.0.0.1:" + wire.port());
  }

  /** A client of whoever the kubeconfig says. */
  static KubernetesClient client(String kubeconfig) {
    return ClusterClient.builder(Config.fromKubeconfig(kubeconfig)).build();
  }

  /** Makes the cluster know our kinds. */
  static void define(KubernetesClient admin) {
    for (var crd : Crd.values()) {
      var definition =
          admin.getKubernetesSerialization().unmarshal(crd.read(), CustomResourceDefinition.class);
      admin.resource(definition).create();
      admin.resource(definition).waitUntilCondition(MortalApi::established, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean established(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}

package io.latticeoperator.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.function.BooleanSupplier;

/**
 * Lets no request through that writes, unless it may when it is about to be sent.
 *
 * @param mayWrite asked before each
 */
record WriteFence(BooleanSupplier mayWrite) implements Interceptor {
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!request.method().equals("GET") && !mayWrite.getAsBoolean()) {
      throw new KubernetesClientException(
          "not sent, for another replica leads, or may do so soon: "
              + request.method()
              + " "
              + request.uri().getPath());
    }
  }
}

package io.latticeoperator.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Client;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks an API server what a watch of some objects should have told: by another watch, which begins
 * where that one stands and ends at once. A list would have to be read whole to know as much.
 */
final class Inquiry {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Client client;
  private final KubernetesClient parent;
  private final String path;

  /** What came of it. */
  sealed interface Answer {
    /** Nothing has changed. */
    record Nothing() implements Answer {}

    /** There are changes, or so many that the API server has forgotten the first. */
    record Changes() implements Answer {}

    /**
     * The API server does not say.
     *
     * @param why in its words, or the network's
     */
    record Silence(String why) implements Answer {}
  }

  /**
   * @param namespace empty for all
   */
  Inquiry(KubernetesClient client, Class<? extends HasMetadata> kind, String namespace) {
    this.parent = client;
    this.client =
        client.newClient(
            new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestTimeout(Math.toIntExact(PATIENCE.toMillis()))
                .withRequestRetryBackoffLimit(0)
                .build());
    var group = HasMetadata.getGroup(kind);
    this.path =
        (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
            + HasMetadata.getVersion(kind)
            + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
            + "/"
            + HasMetadata.getPlural(kind);
  }

  /** Blocks for a second when all is well, for some more when nobody answers. */
  Answer changesSince(String revision) {
    try {
      var events =
          client.raw(
              path
                  + "?watch=true&timeoutSeconds=1&resourceVersion="
                  + URLEncoder.encode(revision, StandardCharsets.UTF_8),
              "GET",
              null);
      return answer(Objects.requireNonNullElse(events, ""));
    } catch (KubernetesClientException refused) {
      return refused.getCode() == HttpURLConnection.HTTP_GONE
          ? new Answer.Changes()
          : new Answer.Silence(reason(refused));
    }
  }

  private Answer answer(String events) {
    var first = events.lines().filter(line -> !line.isBlank()).findFirst();
    if (first.isEmpty()) {
      return new Answer.Nothing();
    }
    var event = parent.getKubernetesSerialization().unmarshal(first.get(), JsonNode.class);
    var status = event.path("object");
    boolean refused =
        event.path("type").asText().equals("ERROR")
            && status.path("code").asInt() != HttpURLConnection.HTTP_GONE;
    return refused ? new Answer.Silence(status.path("message").asText()) : new Answer.Changes();
  }

  private static String reason(KubernetesClientException refused) {
    var status = refused.getStatus();
    if (status != null && status.getMessage() != null) {
      return status.getMessage();
    }
    Throwable cause = refused;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return Objects.requireNonNullElse(cause.getMessage(), cause.toString());
  }
}

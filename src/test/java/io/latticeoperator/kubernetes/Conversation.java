package io.latticeoperator.kubernetes;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.latticeoperator.kubernetes.Transcript.Exchange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says to an API server what a scene says, and writes down its answers. */
final class Conversation {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Map<String, String> TYPES =
      Map.of(
          "merge", "application/merge-patch+json",
          "json", "application/json-patch+json",
          "strategic", "application/strategic-merge-patch+json",
          "apply", "application/apply-patch+yaml");

  private static final Map<String, String> FORMS =
      Map.of(
          "table", "application/json;as=Table;v=v1;g=meta.k8s.io",
          "metadata", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io",
          "metadatalist", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");

  private final ApiAccess access;
  private final Map<String, String> kept = new HashMap<>();
  private final Shown shown = new Shown();

  Conversation(ApiAccess access) {
    this.access = access;
  }

  /** The answer, line by line. */
  List<String> say(Exchange exchange) throws IOException, InterruptedException {
    return exchange.verb().equals("WATCH") ? watch(exchange) : ask(exchange);
  }

  private List<String> ask(Exchange exchange) throws IOException, InterruptedException {
    var body = exchange.body().isEmpty() ? "" : YAML.readTree(filled(exchange.body())).toString();
    var answer =
        access
            .http()
            .send(
                request(exchange)
                    .method(exchange.verb(), HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    var lines = new ArrayList<String>();
    var type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.contains("json")) {
      lines.add(answer.statusCode() + " " + type);
      answer.body().lines().forEach(lines::add);
      return lines;
    }
    var tree = YAML.readTree(answer.body());
    for (int i = 0; i < exchange.keeps().size(); i += 2) {
      kept.put(exchange.keeps().get(i), Shown.at(tree, exchange.keeps().get(i + 1)).asText());
    }
    lines.add(
        answer.statusCode() >= 400
            ? answer.statusCode() + " " + tree.path("reason").asText()
            : Integer.toString(answer.statusCode()));
    if (!exchange.shows().equals(List.of("none"))) {
      answer.headers().allValues("Warning").forEach(warning -> lines.add("warning: " + warning));
      lines.addAll(
          answer.statusCode() >= 400 ? shown.refusal(tree) : shown.object(tree, exchange.shows()));
    }
    return lines;
  }

  /** What a watch that ends after a second sends. */
  private List<String> watch(Exchange exchange) throws IOException, InterruptedException {
    var path = exchange.path() + (exchange.path().contains("?") ? "&" : "?");
    var answer =
        access
            .http()
            .send(
                access
                    .request(filled(path) + "watch=true&timeoutSeconds=1")
                    .header("Accept", FORMS.getOrDefault(exchange.form(), "application/json"))
                    .timeout(PATIENCE)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    var lines = new ArrayList<String>();
    lines.add(Integer.toString(answer.statusCode()));
    for (var line : answer.body().lines().toList()) {
      var event = YAML.readTree(line);
      lines.add(event.path("type").asText("no event"));
      var object = event.has("object") ? event.path("object") : event;
      if (object.path("kind").asText().equals("Status")) {
        lines.addAll(exchange.shows().equals(List.of("none")) ? List.of() : shown.refusal(object));
      } else {
        lines.addAll(shown.object(object, exchange.shows()));
      }
    }
    return lines;
  }

  private HttpRequest.Builder request(Exchange exchange) {
    var request =
        access
            .request(filled(exchange.path()))
            .header("User-Agent", "test/1")
            .header("Accept", FORMS.getOrDefault(exchange.form(), "application/json"))
            .timeout(PATIENCE);
    return exchange.body().isEmpty()
        ? request
        : request.header("Content-Type", TYPES.getOrDefault(exchange.form(), "application/json"));
  }

  private String filled(String text) {
    var result = text;
    for (var entry : kept.entrySet()) {
      result = result.replace("$" + entry.getKey(), entry.getValue());
    }
    return result;
  }
}

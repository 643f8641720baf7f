package io.latticeoperator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.iam.Policy;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A simulated account in which an administrator may do everything, and the operators of two
 * clusters what the published policies say.
 */
final class AwsOfTwoClusters implements AutoCloseable {
  static final String ACCOUNT = "111122223333";
  static final String REGION = "eu-central-1";
  static final String VPC = "vpc-0123456789abcdef0";

  private static final String CLUSTER_UID = "latticeoperator.io/cluster-uid";
  private static final String JSON = "application/json";

  private final RealTimeline timeline =
      new RealTimeline(
          "two-clusters",
          failure -> {
            throw new AssertionError(failure);
          });
  private final HttpClient http = HttpClient.newHttpClient();
  private final AwsServer server;

  final Party administrator = new Party("AKIAADMINISTRATOR", "");
  final Party one = new Party("AKIAONE", "3f0c1d52-6b1e-4f53-9d0b-0d7a4f5a1c11");
  final Party two = new Party("AKIATWO", "8a7b6c5d-1e2f-4a3b-8c9d-5e6f7a8b9c22");

  AwsOfTwoClusters() {
    this(PolicyFiles::of);
  }

  /**
   * @param granted by the uid of a cluster
   */
  AwsOfTwoClusters(Function<String, List<Policy>> granted) {
    var world = World.of(Vpc.of(VPC, ACCOUNT, REGION, "10.1.0.0/16"));
    var ground = Environment.of(timeline, world, ACCOUNT, 1);
    var policies = new IdentityPolicies(ground.accounts(), timeline::now);
    for (var party : new Party[] {one, two}) {
      policies.put(party.key, granted.apply(party.uid));
    }
    var services =
        AwsServices.of(
            ground.authorizedBy(policies), Settings.instant(), HealthProbe.alwaysHealthy());
    server = AwsServer.start(services, 0);
  }

  /**
   * What came back.
   *
   * @param headers the error's name, where it is in a header
   */
  record Answer(int status, String headers, String body) {
    boolean denied() {
      return body.contains("is not authorized to perform");
    }

    JsonNode json() {
      return PolicyFiles.json(body);
    }

    /** The text of an element of an XML answer. */
    String element(String name) {
      return body.replaceAll("(?s).*<%1$s>([^<]*)</%1$s>.*".formatted(name), "$1");
    }
  }

  /** Somebody with an access key. */
  final class Party {
    private final String key;
    final String uid;

    private Party(String key, String uid) {
      this.key = key;
      this.uid = uid;
    }

    /** The tags of a thing of this party's own, as JSON. */
    String tags() {
      return "{\"%s\":\"%s\"}".formatted(CLUSTER_UID, uid);
    }

    /** The tag by which this party says that it uses a thing, as JSON. */
    String use() {
      return "{\"latticeoperator.io/user/%s\":\"somewhere\"}".formatted(uid);
    }

    Answer lattice(String method, String path, String body) {
      return send("vpc-lattice", method, path, JSON, "", body.replace('\'', '"'));
    }

    Answer tagLattice(String arn, String tags) {
      return lattice("POST", "/tags/" + encoded(arn), "{\"tags\":%s}".formatted(tags));
    }

    Answer untagLattice(String arn, String key) {
      return lattice("DELETE", "/tags/%s?tagKeys=%s".formatted(encoded(arn), encoded(key)), "");
    }

    Answer ram(String operation, String body) {
      var method = operation.equals("deleteresourceshare") ? "DELETE" : "POST";
      return send("ram", method, "/" + operation, JSON, "", body.replace('\'', '"'));
    }

    Answer logs(String operation, String body) {
      return send(
          "logs",
          "POST",
          "/",
          "application/x-amz-json-1.1",
          "Logs_20140328." + operation,
          body.replace('\'', '"'));
    }

    Answer ec2(String action, String... parameters) {
      return form("ec2", "2016-11-15", action, parameters);
    }

    Answer cloudWatch(String action, String... parameters) {
      return form("monitoring", "2010-08-01", action, parameters);
    }

    private Answer form(String service, String version, String action, String... parameters) {
      Map<String, String> form = new TreeMap<>(Map.of("Action", action, "Version", version));
      for (int index = 0; index < parameters.length; index += 2) {
        form.put(parameters[index], parameters[index + 1]);
      }
      var body =
          form.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
              .collect(Collectors.joining("&"));
      return send(service, "POST", "/", "application/x-www-form-urlencoded", "", body);
    }

    private Answer send(
        String service, String method, String path, String type, String target, String body) {
      var request =
          HttpRequest.newBuilder(URI.create(server.endpoint() + path))
              .method(method, BodyPublishers.ofString(body))
              .header("Content-Type", type)
              .header(
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request"
                      .formatted(key, REGION, service));
      if (!target.isEmpty()) {
        request.header("X-Amz-Target", target);
      }
      try {
        var response = http.send(request.build(), BodyHandlers.ofString());
        var error = response.headers().firstValue("x-amzn-errortype").orElse("");
        return new Answer(response.statusCode(), error, response.body());
      } catch (IOException unreachable) {
        throw new UncheckedIOException(unreachable);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
    server.close();
    timeline.close();
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Authorizer;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.server.AwsServer;
import io.latticeoperator.time.VirtualTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A simulator behind its HTTP server, examined by the {@link Oracle}: each answer is judged, what
 * holds is counted by operation, and what does not is kept as a failure. Time is virtual and passes
 * between the calls only, so that the same seed makes the same calls and answers.
 */
final class Examination implements AutoCloseable {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z]{2,8}-[0-9a-z]{17}|arn:.*");
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-central-1/%s/aws4_request,"
          + " SignedHeaders=host, Signature=00";
  private static final String JSON = "application/json";
  private static final int LARGEST_POOL = 400;
  private static final Duration BETWEEN_CALLS = Duration.ofSeconds(3);

  private final VirtualTimeline time = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final LatticeSimulator lattice;
  private final AwsServer server;
  private final Oracle oracle;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> pool = new LinkedHashSet<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean denying;

  /**
   * What held, for one operation.
   *
   * @param shapes successful answers whose every member is as the model says
   * @param valid valid requests that were not refused for their fields
   * @param invalid requests with one broken constraint, refused with the field's name
   * @param errors that were provoked and are as the model says
   */
  record Tally(int shapes, int valid, int invalid, Set<String> errors) {
    Tally() {
      this(0, 0, 0, Set.of());
    }

    Tally plus(Tally other) {
      var all = new TreeSet<>(errors);
      all.addAll(other.errors);
      return new Tally(
          shapes + other.shapes, valid + other.valid, invalid + other.invalid, Set.copyOf(all));
    }
  }

  Examination(Oracle oracle) {
    this(oracle, Map.of());
  }

  /**
   * @param quotas that differ from those an account begins with
   */
  Examination(Oracle oracle, Map<Quota, Integer> quotas) {
    this.oracle = oracle;
    var settings =
        Settings.quick()
            .with(
                to -> {
                  to.choices = to.choices.with(c -> c.newerModel = oracle.isNewer());
                  to.quotas = quotas;
                });
    Authorizer authorizer =
        (caller, access) -> denying ? Optional.of("is not authorized") : Optional.empty();
    var environment =
        Environment.of(time, Bench.world(), Bench.ACCOUNT, 1).authorizedBy(authorizer);
    lattice = new LatticeSimulator(environment, settings, HealthProbe.alwaysHealthy());
    server = AwsServer.start(lattice, 0);
    pool.add(Bench.VPC);
    pool.add(Bench.OTHER_VPC);
  }

  Map<String, Tally> tallies() {
    return tallies;
  }

  private void held(String operation, Tally more) {
    tallies.merge(operation, more, Tally::plus);
  }

  List<String> failures() {
    return failures;
  }

  /** Sends what the oracle makes of a seed, and judges each answer. */
  void generated(String operation, long seed, int valid) {
    oracle.valid(operation, seed, valid, pool).forEach(sample -> generated(seed, sample));
    oracle.invalid(operation, seed).forEach(sample -> generated(seed, sample));
  }

  private void generated(long seed, Oracle.Sample sample) {
    var verdict = send(sample);
    var wrong = sample.isValid() ? wrongIfValid(verdict) : wrongIfBroken(sample, verdict);
    if (wrong.isEmpty()) {
      count(sample);
    } else {
      failures.add(wrong + " — seed " + seed + ": " + sample + " → " + verdict);
    }
  }

  private static String wrongIfValid(Oracle.Verdict verdict) {
    if (verdict.reason().equals("fieldValidationFailed")) {
      return "a valid request is refused for its fields";
    }
    return verdict.error().equals("InternalServerException") ? "it broke" : "";
  }

  private static String wrongIfBroken(Oracle.Sample sample, Oracle.Verdict verdict) {
    if (!verdict.reason().equals("fieldValidationFailed")) {
      return "a broken constraint is not refused";
    }
    return verdict.fields().contains(sample.field()) ? "" : "the field is not named";
  }

  private void count(Oracle.Sample sample) {
    var held =
        sample.isValid()
            ? new Tally(0, 1, 0, Set.of())
            : new Tally(0, 0, 1, Set.of(ErrorCode.VALIDATION.wireName()));
    held(sample.operation(), held);
  }

  /** A call that must succeed; its input is terse JSON. */
  ObjectNode ok(String operation, String json, Object... arguments) {
    var verdict = send(oracle.request(operation, Bench.parse(Bench.filled(json, arguments))));
    if (!verdict.succeeded()) {
      throw new AssertionError(operation + " should succeed → " + verdict);
    }
    return verdict.output();
  }

  /** A call that must be refused. */
  void refused(ErrorCode code, String operation, String json, Object... arguments) {
    refused(code, oracle.request(operation, Bench.parse(Bench.filled(json, arguments))));
  }

  private void refused(ErrorCode code, Oracle.Sample sample) {
    var verdict = send(sample);
    if (verdict.error().equals(code.wireName())) {
      held(sample.operation(), new Tally(0, 0, 0, Set.of(code.wireName())));
    } else {
      failures.add(sample + " should end in " + code.wireName() + " → " + verdict);
    }
  }

  /** Makes an operation end in each of the errors that every caller may meet, if declared. */
  void unlucky(String operation) {
    var errors = oracle.operation(operation).errors();
    var sample = oracle.valid(operation, 0, 1, pool).getFirst();
    if (errors.contains(ErrorCode.THROTTLING.wireName())) {
      faulty(sample, ErrorCode.THROTTLING, new Faults.Fault.Throttled(Duration.ofMillis(1500)));
    }
    if (errors.contains(ErrorCode.INTERNAL_SERVER.wireName())) {
      faulty(sample, ErrorCode.INTERNAL_SERVER, new Faults.Fault.FailedBefore());
    }
    if (errors.contains(ErrorCode.ACCESS_DENIED.wireName())) {
      denying = true;
      refused(ErrorCode.ACCESS_DENIED, sample);
      denying = false;
    }
  }

  private void faulty(Oracle.Sample sample, ErrorCode code, Faults.Fault fault) {
    lattice.inject((sequence, call) -> Optional.of(fault));
    refused(code, sample);
    lattice.inject(Faults.NONE);
  }

  /** Whether an operation knows nothing of what was never made, and says so. */
  void unknown(String operation) {
    if (oracle.operation(operation).errors().contains(ErrorCode.RESOURCE_NOT_FOUND.wireName())) {
      for (var sample : oracle.valid(operation, 1, 3, Set.of(Bench.VPC))) {
        if (send(sample).error().equals(ErrorCode.RESOURCE_NOT_FOUND.wireName())) {
          held(operation, new Tally(0, 0, 0, Set.of(ErrorCode.RESOURCE_NOT_FOUND.wireName())));
        }
      }
    }
  }

  /** A new security group of the other VPC. */
  String securityGroup() {
    var form =
        "Action=CreateSecurityGroup&Version=2016-11-15&GroupName=clients&GroupDescription=clients"
            + "&VpcId="
            + Bench.OTHER_VPC;
    var answer = exchange("ec2", "POST", "/", "application/x-www-form-urlencoded", form).body();
    var id = Pattern.compile("<groupId>(sg-[0-9a-z]+)</groupId>").matcher(answer);
    if (!id.find()) {
      throw new AssertionError(answer);
    }
    return id.group(1);
  }

  /** Sends and judges; what is wrong with the shape of the answer is a failure here already. */
  private Oracle.Verdict send(Oracle.Sample sample) {
    var response = exchange("vpc-lattice", sample.method(), sample.uri(), JSON, sample.body());
    var verdict = oracle.judge(sample.operation(), response);
    verdict.faults().forEach(fault -> failures.add("shape: " + fault + " — " + sample));
    if (verdict.succeeded()) {
      held(sample.operation(), new Tally(1, 0, 0, Set.of()));
      remember(verdict.output());
    }
    return verdict;
  }

  private HttpResponse<String> exchange(
      String service, String method, String uri, String contentType, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + uri))
            .header("Authorization", SIGNED.formatted(service))
            .header("Content-Type", contentType)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      time.advance(BETWEEN_CALLS);
      return response;
    } catch (IOException broken) {
      throw new UncheckedIOException(method + " " + uri, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private void remember(ObjectNode output) {
    output.forEach(
        value -> {
          if (pool.size() < LARGEST_POOL
              && value.isTextual()
              && IDENTIFIER.matcher(value.asText()).matches()) {
            pool.add(value.asText());
          }
        });
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

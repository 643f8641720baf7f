package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A simulator behind its HTTP server, examined by the {@link Oracle}: each answer is judged, what
 * holds is counted by operation, and what does not is kept as a failure.
 */
final class Examination implements AutoCloseable {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z]{2,8}-[0-9a-z]{17}|arn:.*");
  private static final int LARGEST_POOL = 400;

  final Served served = new Served();
  private final Oracle oracle;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> pool = new LinkedHashSet<>();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Set<String> absent = new TreeSet<>();
  private final List<String> failures = new ArrayList<>();

  /** What held, for one operation. */
  static final class Tally {
    /** Successful answers whose every member is as the model says. */
    int shapes;

    /** Valid requests that were not refused for their fields. */
    int valid;

    /** Requests with one broken constraint, refused with the field's name. */
    int invalid;

    /** Errors that were provoked and have the members that the model says. */
    final Set<String> errors = new TreeSet<>();
  }

  Examination(Oracle oracle) {
    this.oracle = oracle;
    pool.add(Bench.VPC);
    pool.add(Bench.OTHER_VPC);
  }

  Map<String, Tally> tallies() {
    return tallies;
  }

  Tally tally(String operation) {
    return tallies.computeIfAbsent(operation, name -> new Tally());
  }

  /** Operations that the simulator said it does not have. */
  Set<String> absent() {
    return absent;
  }

  List<String> failures() {
    return failures;
  }

  /** Sends what the oracle makes of a seed, and judges each answer. */
  void generated(String operation, long seed, int valid) {
    for (var sample : oracle.samples(operation, seed, valid, pool)) {
      var verdict = send(sample);
      if (absent.contains(operation)) {
        return;
      }
      var wrong = sample.isValid() ? wrongIfValid(verdict) : wrongIfBroken(sample, verdict);
      if (wrong.isEmpty()) {
        count(sample);
      } else {
        failures.add(wrong + " — seed " + seed + ": " + sample + " → " + verdict);
      }
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
    if (sample.isValid()) {
      tally(sample.operation()).valid++;
    } else {
      tally(sample.operation()).invalid++;
    }
  }

  /** A call that must succeed; its input is terse JSON. Empty when the operation is absent. */
  ObjectNode ok(String operation, String json, Object... arguments) {
    var verdict = send(oracle.request(operation, Bench.parse(Bench.filled(json, arguments))));
    if (!verdict.succeeded() && !absent.contains(operation)) {
      failures.add(operation + " should succeed → " + verdict);
    }
    return verdict.output();
  }

  /** A call that must be refused with that error, if the operation declares it. */
  void refused(ErrorCode code, Oracle.Sample sample) {
    if (!oracle.operation(sample.operation()).errors().contains(code.wireName())) {
      return;
    }
    var verdict = send(sample);
    if (!verdict.error().equals(code.wireName()) && !absent.contains(sample.operation())) {
      failures.add(sample + " should end in " + code.wireName() + " → " + verdict);
    }
  }

  /** Sends and judges; faults of the answer's shape are failures here already. */
  Oracle.Verdict send(Oracle.Sample sample) {
    var verdict = oracle.judge(sample.operation(), exchange(sample));
    if (verdict.reason().equals("unknownOperation")) {
      absent.add(sample.operation());
      return verdict;
    }
    verdict.faults().forEach(fault -> failures.add("shape: " + fault + " — " + sample));
    if (verdict.succeeded()) {
      tally(sample.operation()).shapes++;
      remember(verdict.output());
    } else if (verdict.faults().isEmpty()) {
      tally(sample.operation()).errors.add(verdict.error());
    }
    return verdict;
  }

  private java.net.http.HttpResponse<String> exchange(Oracle.Sample sample) {
    var request =
        HttpRequest.newBuilder(URI.create(served.server.endpoint() + sample.uri()))
            .header("Content-Type", "application/json")
            .method(
                sample.method(),
                sample.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(sample.body()))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new UncheckedIOException(sample.toString(), broken);
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
    served.close();
  }
}

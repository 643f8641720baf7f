package io.latticeoperator.simulator.faults;

import io.latticeoperator.simulator.lattice.ErrorCode;
import io.latticeoperator.simulator.lattice.LatticeApi;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a rule does. */
final class EffectReader {
  static final List<String> OF_PROGRESS = List.of("slow", "fails");
  static final List<String> NAMES =
      List.of("latency", "error", "lost", "blackHole", "unsuccessful", "lag", "slow", "fails");
  static final ProgressEffect NOTHING = new ProgressEffect.Slowed(1);

  /** Resource types as in refusals, of what has statuses. */
  static final List<String> KINDS =
      List.of(
          "SERVICE",
          "TARGET_GROUP",
          "SERVICE_NETWORK_SERVICE_ASSOCIATION",
          "SERVICE_NETWORK_VPC_ASSOCIATION",
          "SERVICE_NETWORK_RESOURCE_ASSOCIATION",
          "RESOURCE_CONFIGURATION",
          "RESOURCE_GATEWAY");

  private static final List<String> LATTICE_ERRORS =
      Stream.of(ErrorCode.values()).map(ErrorCode::wireName).toList();

  private static final List<String> DISTRIBUTIONS = List.of("fixed", "uniform", "lognormal");

  private EffectReader() {}

  static CallEffect ofCalls(Fields rule, String name, String service) {
    var fields = rule.object(name);
    if (fields == null) {
      throw new IllegalStateException("Nobody asks for an effect that is absent");
    }
    var effect =
        switch (name) {
          case "latency" -> new CallEffect.Delay(distribution(fields));
          case "error" -> refusal(fields, service);
          case "lost" -> new CallEffect.Loss(fields.flag("effect", true));
          case "blackHole" -> new CallEffect.BlackHole(fields.flag("effect", false));
          case "unsuccessful" ->
              new CallEffect.Unsuccessful(
                  fields.number("share", 1, 0, 1),
                  fields.text("failureCode", "InternalFailure"),
                  fields.text("failureMessage", "Internal failure"));
          default ->
              new CallEffect.Lag(
                  PlanReader.duration(fields, "lists", Duration.ZERO),
                  PlanReader.duration(fields, "tags", Duration.ZERO));
        };
    fields.end();
    boolean latticeOnly = name.equals("unsuccessful") || name.equals("lag");
    if (latticeOnly && !service.equals(LatticeApi.SIGNING_NAME)) {
      rule.problem(name, "is for service %s only".formatted(LatticeApi.SIGNING_NAME));
    }
    return effect;
  }

  static ProgressEffect ofProgress(Fields rule, String name) {
    var fields = rule.object(name);
    if (fields == null) {
      throw new IllegalStateException("Nobody asks for an effect that is absent");
    }
    var effect = name.equals("slow") ? slow(fields) : failing(fields);
    fields.end();
    return effect;
  }

  private static ProgressEffect slow(Fields fields) {
    boolean lasting = fields.has("duration");
    if (lasting == fields.has("factor")) {
      fields.problem("must have exactly one of factor and duration");
    }
    return lasting
        ? new ProgressEffect.Lasting(PlanReader.duration(fields, "duration", Duration.ZERO))
        : new ProgressEffect.Slowed(fields.number("factor", 1, 0, 1_000_000));
  }

  private static ProgressEffect failing(Fields fields) {
    return new ProgressEffect.Failing(
        fields.text("failureCode", "InternalFailure"),
        fields.text("failureMessage", "Internal failure"));
  }

  private static CallEffect refusal(Fields fields, String service) {
    String code;
    int status;
    if (service.equals(LatticeApi.SIGNING_NAME)) {
      code = fields.choice("code", ErrorCode.INTERNAL_SERVER.wireName(), LATTICE_ERRORS);
      status = ErrorCode.named(code).httpStatus();
    } else {
      code = fields.text("code", "InternalFailure");
      status = (int) fields.whole("status", 500, 400, 599);
    }
    var retryAfter = PlanReader.duration(fields, "retryAfter", Duration.ZERO);
    return new CallEffect.Refusal(code, status, fields.text("message", code), retryAfter);
  }

  private static Distribution distribution(Fields fields) {
    var forms = DISTRIBUTIONS.stream().filter(fields::has).toList();
    if (forms.size() != 1) {
      fields.problem("must have exactly one of " + String.join(", ", DISTRIBUTIONS));
      return new Distribution.Fixed(Duration.ZERO);
    }
    if (forms.getFirst().equals("fixed")) {
      return new Distribution.Fixed(PlanReader.duration(fields, "fixed", Duration.ZERO));
    }
    var inner = fields.object(forms.getFirst());
    if (inner == null) {
      throw new IllegalStateException("A form that is there has gone");
    }
    var distribution = forms.getFirst().equals("uniform") ? uniform(inner) : logNormal(inner);
    inner.end();
    return distribution;
  }

  private static Distribution uniform(Fields fields) {
    var from = PlanReader.duration(fields, "from", Duration.ZERO);
    var to = PlanReader.duration(fields, "to", from);
    if (to.compareTo(from) < 0) {
      fields.problem("to", "must not be shorter than from");
    }
    return new Distribution.Uniform(from, to);
  }

  private static Distribution logNormal(Fields fields) {
    var p50 = PlanReader.duration(fields, "p50", Duration.ZERO);
    var p99 = PlanReader.duration(fields, "p99", p50);
    if (p50.isZero()) {
      fields.problem("p50", "must be longer than nothing");
    }
    if (p99.compareTo(p50) < 0) {
      fields.problem("p99", "must not be shorter than p50");
    }
    return new Distribution.LogNormal(p50, p99);
  }
}

package io.latticeoperator.metrics;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Errand;
import io.latticeoperator.control.Lane;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is asked and told of AWS, and how that ends. */
final class CallMeters {
  static final String OK = "OK";

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  /** What most operators do, so that a first failure is seen as a rise from 0. */
  private static final List<String> WRITES = List.of("create", "update", "delete", "tag");

  private static final List<String> READS =
      List.of("index", "details", "status", "children", "targets");

  private final MeterRegistry registry;

  CallMeters(MeterRegistry registry) {
    this.registry = registry;
    WRITES.forEach(operation -> begin(ApiClass.WRITE, operation));
    READS.forEach(operation -> begin(ApiClass.READ, operation));
    begin(ApiClass.TARGETS, "register");
    begin(ApiClass.TARGETS, "deregister");
    registered();
    for (var removal : Change.Removal.values()) {
      deregistered(removal);
    }
    refused("register");
    refused("deregister");
  }

  void wrote(ApiClass api, Receipt receipt, Duration took) {
    var change = receipt.change();
    var fault = fault(receipt);
    count(api, operation(change), fault, receipt.calls(), took);
    Counter.builder("lattice.operator.changes")
        .description("Changes that were sent to AWS, by what they change and how it ended.")
        .tags("change", operation(change), "kind", kind(change), "result", result(fault))
        .register(registry)
        .increment();
    if (receipt.outcome() instanceof Receipt.Done done) {
      int refused = done.refused().size();
      switch (change) {
        case Change.Register register -> {
          registered().increment(register.targets().size() - refused);
          refused("register").increment(refused);
        }
        case Change.Deregister removal -> {
          deregistered(removal.removal()).increment(removal.targets().size() - refused);
          refused("deregister").increment(refused);
        }
        case Change.Create create -> {}
        case Change.Update update -> {}
        case Change.Delete delete -> {}
        case Change.Tag tag -> {}
        case Change.Untag untag -> {}
      }
    }
  }

  void read(ApiClass api, Lane lane, Reading reading, Duration took) {
    var operation = operation(reading.read());
    count(api, operation, fault(reading), reading.calls(), took);
    Counter.builder("lattice.operator.reads")
        .description("Readings of AWS by lane: audit is health and drift at rest.")
        .tags("read", operation, "lane", word(lane))
        .register(registry)
        .increment();
  }

  void ran(Errand errand, Optional<Fault> fault, Duration took) {
    count(ApiClass.ELSEWHERE, errand.name(), fault, 1, took);
  }

  static Optional<Fault> fault(Receipt receipt) {
    return receipt.outcome() instanceof Receipt.Failed failed
        ? Optional.of(failed.fault())
        : Optional.empty();
  }

  static Optional<Fault> fault(Reading reading) {
    return reading.result() instanceof Result.Failed failed
        ? Optional.of(failed.fault())
        : Optional.empty();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Of several calls only the last can have failed, for nothing follows a failure. What could not
   * be sent, for lack of credentials, counts too.
   */
  private void count(
      ApiClass api, String operation, Optional<Fault> fault, int calls, Duration took) {
    begin(api, operation).record(took);
    int made = Math.max(1, calls);
    calls(api, operation, result(fault)).increment();
    calls(api, operation, OK).increment(made - 1);
  }

  /** Makes every series of an operation appear. */
  private Timer begin(ApiClass api, String operation) {
    calls(api, operation, OK);
    for (var kind : Fault.Kind.values()) {
      calls(api, operation, kind.reason());
    }
    return Timer.builder("lattice.operator.aws.operation.duration")
        .description(
            "From a change's or reading's being sent to its answer; it may take several calls.")
        .tags("api", word(api), "operation", operation)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter calls(ApiClass api, String operation, String result) {
    return Counter.builder("lattice.operator.aws.calls")
        .description("Calls to AWS by result: OK, or the reason that conditions have too.")
        .tags("api", word(api), "operation", operation, "result", result)
        .register(registry);
  }

  private Counter registered() {
    return Counter.builder("lattice.operator.target.registrations")
        .description("Targets that AWS has accepted a Register of.")
        .register(registry);
  }

  private Counter deregistered(Change.Removal removal) {
    return Counter.builder("lattice.operator.target.deregistrations")
        .description(
            "Targets that AWS has accepted a Deregister of: evict for those that end or are gone,"
                + " retire for those that live, empty for a group that is not used any more.")
        .tags("removal", word(removal))
        .register(registry);
  }

  private Counter refused(String operation) {
    return Counter.builder("lattice.operator.target.refusals")
        .description("Targets that AWS has refused to register or deregister.")
        .tags("operation", operation)
        .register(registry);
  }

  private static String result(Optional<Fault> fault) {
    return fault.map(f -> f.kind().reason()).orElse(OK);
  }

  private static String operation(Change change) {
    return switch (change) {
      case Change.Create create -> "create";
      case Change.Update update -> "update";
      case Change.Delete delete -> "delete";
      case Change.Tag tag -> "tag";
      case Change.Untag untag -> "untag";
      case Change.Register register -> "register";
      case Change.Deregister deregister -> "deregister";
    };
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.Create create -> word(create.node().kind());
      case Change.Update update -> word(update.to().kind());
      case Change.Delete delete -> word(delete.node().kind());
      case Change.Tag tag -> word(tag.node().kind());
      case Change.Untag untag -> word(untag.node().kind());
      case Change.Register register -> "target";
      case Change.Deregister deregister -> "target";
    };
  }

  private static String operation(Read read) {
    return switch (read) {
      case Read.Index index -> "index";
      case Read.Details details -> "details";
      case Read.Status status -> "status";
      case Read.Children children -> "children";
      case Read.Targets targets -> "targets";
      case Read.Find find -> "find";
      case Read.Named named -> "named";
    };
  }
}

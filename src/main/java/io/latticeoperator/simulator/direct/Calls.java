package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes and counts the calls of one change or reading. */
final class Calls {
  private final LatticeSimulator lattice;
  private final Caller caller;
  private int made;

  Calls(LatticeSimulator lattice, Caller caller) {
    this.lattice = lattice;
    this.caller = caller;
  }

  int made() {
    return made;
  }

  static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Throws {@link CallFailed} for everything but success. */
  ObjectNode call(String operation, ObjectNode input) {
    made++;
    return switch (lattice.call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal -> throw new CallFailed(fault(refusal));
      case Answer.Lost() ->
          throw new CallFailed(Fault.of(Fault.Kind.LOST_ANSWER, "no answer to " + operation));
    };
  }

  /** The items of all pages. */
  List<JsonNode> items(String operation, ObjectNode input) {
    var items = new ArrayList<JsonNode>();
    String token = null;
    do {
      var page = call(operation, token == null ? input : input.put("nextToken", token));
      page.path("items").forEach(items::add);
      token = page.path("nextToken").textValue();
    } while (token != null);
    return items;
  }

  /** Empty when what is to be read does not exist. */
  static <T> Optional<T> unlessGone(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (CallFailed failed) {
      if (failed.missing()) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static Fault fault(Answer.Refusal refusal) {
    var kind =
        switch (refusal.code()) {
          case VALIDATION -> Fault.Kind.INVALID;
          case ACCESS_DENIED -> Fault.Kind.DENIED;
          case RESOURCE_NOT_FOUND -> Fault.Kind.MISSING;
          case CONFLICT -> Fault.Kind.CONFLICT;
          case SERVICE_QUOTA_EXCEEDED -> Fault.Kind.QUOTA;
          case THROTTLING -> Fault.Kind.THROTTLED;
          case INTERNAL_SERVER -> Fault.Kind.LOST_ANSWER;
        };
    return new Fault(kind, message(refusal), retryAfter(refusal));
  }

  private static String message(Answer.Refusal refusal) {
    var fields = refusal.extra().path("fieldList");
    if (fields.isEmpty()) {
      return refusal.message();
    }
    return StreamSupport.stream(fields.spliterator(), false)
        .map(field -> field.path("name").asText() + ": " + field.path("message").asText())
        .collect(Collectors.joining("; ", refusal.message() + " (", ")"));
  }

  private static @Nullable Duration retryAfter(Answer.Refusal refusal) {
    var seconds = refusal.extra().get("retryAfterSeconds");
    return seconds == null ? null : Duration.ofSeconds(seconds.asLong());
  }
}

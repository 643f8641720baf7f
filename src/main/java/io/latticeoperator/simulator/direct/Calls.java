package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.ErrorCodes;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceEndpoint.Outcome;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.lattice.Answer;
import io.latticeoperator.simulator.lattice.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Makes and counts the calls of one change or reading. */
final class Calls {
  private final Services services;
  private final Caller caller;
  private int made;
  private int answered;

  Calls(Services services, Caller caller) {
    this.services = services;
    this.caller = caller;
  }

  int made() {
    return made;
  }

  /** The account that makes the calls. */
  String account() {
    return caller.account();
  }

  static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Calls VPC Lattice; throws {@link CallFailed} for everything but success. */
  ObjectNode call(String operation, ObjectNode input) {
    made++;
    return switch (services.lattice().call(new Call(caller, operation, input))) {
      case Answer.Ok ok -> {
        answered++;
        yield ok.output();
      }
      case Answer.Refusal refusal ->
          throw new CallFailed(fault(refusal, "vpc-lattice:" + operation));
      case Answer.Lost() ->
          throw new CallFailed(Fault.of(Fault.Kind.LOST_ANSWER, "no answer to " + operation));
    };
  }

  /** Calls another service; throws {@link CallFailed} for everything but success. */
  ObjectNode call(Service service, String operation, ObjectNode input) {
    made++;
    var call = new ServiceCall("direct", caller, operation, input);
    return switch (services.endpoint(service).call(call)) {
      case Outcome.Done done -> {
        answered++;
        yield done.output();
      }
      case Outcome.Refused refused ->
          throw new CallFailed(fault(refused.refusal(), service.prefix() + ":" + operation));
    };
  }

  /** The items of all pages. */
  List<JsonNode> items(String operation, ObjectNode input) {
    return pages(page -> call(operation, page), input, "items", "nextToken");
  }

  /**
   * The items of all pages.
   *
   * @param list the member that has them
   */
  List<JsonNode> items(Service service, String operation, ObjectNode input, String list) {
    return pages(page -> call(service, operation, page), input, list, service.token());
  }

  private static List<JsonNode> pages(
      Function<ObjectNode, ObjectNode> ask, ObjectNode input, String list, String token) {
    var items = new ArrayList<JsonNode>();
    String next = null;
    do {
      var page = ask.apply(next == null ? input : input.put(token, next));
      page.path(list).forEach(items::add);
      next = page.path(token).asText(page.path("nextToken").textValue());
    } while (next != null && !next.isEmpty());
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

  /** What could be read of the things listed, without those that are gone meanwhile. */
  static <S, T> List<T> thoseThere(List<S> listed, Function<S, T> read) {
    return listed.stream().flatMap(each -> unlessGone(() -> read.apply(each)).stream()).toList();
  }

  /** Reads before a change: if that fails afterwards, nothing has been done all the same. */
  <T> T before(Supplier<T> reading) {
    int had = answered;
    try {
      return reading.get();
    } finally {
      answered = had;
    }
  }

  /**
   * What a change that has failed has come to. When an earlier call of it had its effect, whatever
   * the fault of a later one, there is something to be read before anything depends on it.
   */
  Fault ofChange(Fault fault) {
    return answered == 0
        ? fault
        : new Fault(Fault.Kind.LOST_ANSWER, "done in part: " + fault.message(), fault.retryAfter());
  }

  private static Fault fault(ServiceRefusal refusal, String action) {
    var code = refusal.shape().queryCode();
    return Fault.of(
        ErrorCodes.kind(code, refusal.shape().status()),
        ErrorCodes.naming(code, refusal.text(), action));
  }

  private static Fault fault(Answer.Refusal refusal, String action) {
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
    return new Fault(
        kind,
        ErrorCodes.naming(refusal.code().wireName(), message(refusal), action),
        retryAfter(refusal));
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

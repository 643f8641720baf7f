package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The changes on their way to the name servers. One call at a time. */
final class Changes {
  private static final String PREFIX = "/change/";

  private final Clock clock;
  private final Duration propagation;
  private final Ids ids;
  private final Map<String, Change> submitted = new HashMap<>();

  /**
   * @param propagation until a change is INSYNC
   */
  Changes(Clock clock, Duration propagation, Ids ids) {
    this.clock = clock;
    this.propagation = propagation;
    this.ids = ids;
  }

  private record Change(String id, String account, Instant at, @Nullable String comment) {}

  /** Submits a change and tells of it. */
  ObjectNode submit(ServiceCall call, @Nullable String comment) {
    var change = new Change(ids.next("C"), call.caller().account(), clock.now(), comment);
    submitted.put(change.id(), change);
    return written(change);
  }

  ObjectNode get(ServiceCall call) {
    var id = Errors.input(call).require("Id").replace(PREFIX, "");
    var change =
        Optional.ofNullable(submitted.get(id))
            .filter(each -> each.account().equals(call.caller().account()))
            .orElseThrow(
                () -> Errors.of(Errors.NO_CHANGE, "Could not find resource with ID: %s", id));
    return JsonNodeFactory.instance.objectNode().set("ChangeInfo", written(change));
  }

  void clear() {
    submitted.clear();
  }

  private ObjectNode written(Change change) {
    boolean pending = clock.now().isBefore(change.at().plus(propagation));
    return JsonNodeFactory.instance
        .objectNode()
        .put("Id", PREFIX + change.id())
        .put("Status", pending ? "PENDING" : "INSYNC")
        .put("SubmittedAt", change.at().toString())
        .put("Comment", change.comment());
  }
}

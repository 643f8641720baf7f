package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations on log streams, but for their events. */
final class StreamOperations {
  private static final int MOST_LISTED = 50;
  private static final String BY_TIME = "LastEventTime";

  private final LogStore store;
  private final Clock clock;

  StreamOperations(LogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "CreateLogStream",
            Operation.writing(GroupOperations.about(store, "CreateLogStream"), this::create),
        "DeleteLogStream",
            Operation.writing(GroupOperations.about(store, "DeleteLogStream"), this::delete),
        "DescribeLogStreams",
            Operation.reading(GroupOperations.about(store, "DescribeLogStreams"), this::describe));
  }

  private ObjectNode create(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var name = LogStore.streamName(input);
    var group = store.named(call, input);
    if (group.streams(clock.now()).containsKey(name)) {
      throw new ServiceRefusal(Errors.ALREADY_THERE, "The specified log stream already exists");
    }
    group.createStream(name, clock.now());
    return Json.object();
  }

  private ObjectNode delete(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var name = LogStore.streamName(input);
    if (store.named(call, input).streams(clock.now()).remove(name) == null) {
      throw Errors.noStream();
    }
    return Json.object();
  }

  private ObjectNode describe(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var streams = store.identified(call, input).streams(clock.now());
    var prefix = input.text("logStreamNamePrefix");
    boolean byTime =
        input
            .oneOf("orderBy", List.of("LogStreamName", BY_TIME))
            .filter(BY_TIME::equals)
            .isPresent();
    if (byTime && prefix.isPresent()) {
      throw input.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    var found = new TreeMap<String, LogStream>();
    for (var stream : streams.values()) {
      if (prefix.filter(start -> !stream.name().startsWith(start)).isEmpty()) {
        var name = stream.name();
        found.put(byTime ? "%019d-%s".formatted(stream.lastEventTime(), name) : name, stream);
      }
    }
    var page =
        Page.of(
            input.flag("descending", false) ? found.descendingMap() : found,
            input.text("nextToken").orElse(null),
            input.whole("limit", 1, MOST_LISTED).orElse(MOST_LISTED),
            Errors::foreignToken);
    var output = Json.object();
    var list = output.putArray("logStreams");
    page.items().forEach(stream -> list.add(stream.json()));
    page.putNext(output, "nextToken");
    return output;
  }
}

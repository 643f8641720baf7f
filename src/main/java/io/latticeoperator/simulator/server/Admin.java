package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.AwsService;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import java.util.List;

/**
 * What the simulator tells about itself, below {@code /_simulator/}: {@code GET journal?since=N},
 * {@code GET snapshot}, {@code POST reset}.
 */
final class Admin {
  static final String PATH = "/_simulator/";

  private final LatticeSimulator simulator;
  private final List<AwsService> services;
  private final Journal journal;

  Admin(LatticeSimulator simulator, List<AwsService> services) {
    this.simulator = simulator;
    this.services = List.copyOf(services);
    this.journal = simulator.journal();
  }

  /** Throws IllegalArgumentException for what cannot be understood. */
  Reply serve(HttpCall call) {
    return switch (call.method() + " " + call.path().substring(PATH.length())) {
      case "GET snapshot" -> json(200, simulator.snapshot());
      case "GET journal" -> json(200, journal(call));
      case "POST reset" -> {
        services.forEach(AwsService::reset);
        yield Reply.empty(204);
      }
      default -> json(404, object().put("message", "Nothing is here"));
    };
  }

  private ObjectNode journal(HttpCall call) {
    long since = Long.parseLong(call.query().getOrDefault("since", List.of("1")).getFirst());
    var output = object().put("next", journal.next());
    var entries = output.putArray("entries");
    for (var entry : journal.since(since)) {
      var item =
          entries
              .addObject()
              .put("sequence", entry.sequence())
              .put("at", entry.at().toString())
              .put("accessKey", entry.caller().accessKey())
              .put("account", entry.caller().account())
              .put("service", entry.service())
              .put("operation", entry.operation())
              .put("read", entry.read())
              .put("result", entry.result())
              .put("status", entry.status());
      item.set("input", entry.input());
    }
    return output;
  }

  private static Reply json(int status, ObjectNode body) {
    return Reply.of(status, "application/json", body.toString());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

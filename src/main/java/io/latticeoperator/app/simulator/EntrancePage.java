package io.latticeoperator.app.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.dataplane.Proxy;
import io.latticeoperator.simulator.server.AdminPage;
import java.util.Set;

/** Where callers reach listeners, for those who did not see it printed. */
final class EntrancePage {
  private EntrancePage() {}

  static AdminPage of(Proxy proxy) {
    return new AdminPage(
        "GET",
        "data-plane",
        "Where callers in each VPC reach listeners on each port, as far as there are any.",
        call -> {
          call.requireOnly(Set.of());
          return reply(proxy);
        });
  }

  private static Reply reply(Proxy proxy) {
    var output = JsonNodeFactory.instance.objectNode();
    var entrances = output.putArray("entrances");
    proxy
        .endpoints()
        .forEach(
            (entrance, socket) ->
                entrances
                    .addObject()
                    .put("vpcId", entrance.vpcId())
                    .put("listenerPort", entrance.port())
                    .put("address", "127.0.0.1:" + socket.getPort()));
    return Reply.of(200, "application/json", output.toString());
  }
}

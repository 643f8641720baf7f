package io.latticeoperator.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.faults.FaultPlan;
import io.latticeoperator.simulator.faults.LiveFaults;
import java.util.List;

/** The fault plan, read and exchanged from outside. */
final class FaultPages {
  private final LiveFaults faults;

  private FaultPages(LiveFaults faults) {
    this.faults = faults;
  }

  static List<AdminPage> of(LiveFaults faults) {
    var pages = new FaultPages(faults);
    return List.of(
        new AdminPage(
            "GET", "faults", "The fault plan, as it can be put again.", _ -> pages.plan()),
        new AdminPage(
            "PUT",
            "faults",
            "Puts a fault plan in force in place of the one before, with fresh dice.",
            pages::put),
        new AdminPage("DELETE", "faults", "Nothing goes wrong any longer.", _ -> pages.delete()),
        new AdminPage(
            "GET",
            "faults/counts",
            "How often each rule was asked, and took what it was asked about.",
            _ -> pages.counts()));
  }

  private Reply plan() {
    return Admin.json(faults.plan().json());
  }

  private Reply put(AdminCall call) {
    faults.put(FaultPlan.parse(call.http().text()));
    return plan();
  }

  private Reply delete() {
    faults.put(FaultPlan.NONE);
    return Reply.empty(204);
  }

  private Reply counts() {
    var output = JsonNodeFactory.instance.objectNode();
    var rules = output.putArray("rules");
    for (var count : faults.counts()) {
      rules
          .addObject()
          .put("name", count.rule())
          .put("asked", count.asked())
          .put("taken", count.taken());
    }
    return Admin.json(output);
  }
}

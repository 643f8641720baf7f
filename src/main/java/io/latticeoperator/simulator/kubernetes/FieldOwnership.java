package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Records who made a change that is no apply. */
final class FieldOwnership {
  private final MergeRules rules;
  private final Instant now;

  FieldOwnership(MergeRules rules, Instant now) {
    this.rules = rules;
    this.now = now;
  }

  /**
   * Records in {@code after}, in place, that {@code manager} made the difference. An object that
   * was stored without managers stays so until somebody applies.
   *
   * @param before without content when the object is new
   */
  void updated(ObjectNode before, ObjectNode after, String manager, Store.Part part) {
    var reset = after.path("metadata").path("managedFields");
    if (reset.size() == 1 && reset.get(0).isEmpty()) {
      Json.metadata(after).remove("managedFields");
      return;
    }
    var managers = Managers.of(after);
    if (managers.isEmpty() && !before.isEmpty()) {
      Json.metadata(after).remove("managedFields");
      return;
    }
    var apiVersion = Json.text(after, "apiVersion");
    changed(
        managers,
        FieldComparison.between(rules, before, after),
        Managers.Id.updating(manager, part == Store.Part.STATUS ? "status" : "", apiVersion),
        apiVersion);
    managers.write(after);
  }

  /** {@code taker} made the change: nobody else keeps what it set, nobody what it removed. */
  void changed(Managers managers, FieldComparison change, Managers.Id taker, String apiVersion) {
    var own = managers.get(taker);
    managers.take(taker, change.set().plus(change.removed()));
    var kept = own.map(Managers.Claim::fields).orElse(FieldSet.none()).minus(change.removed());
    var time = change.set().isEmpty() ? own.map(Managers.Claim::time).orElse("") : timestamp();
    managers.put(taker, new Managers.Claim(kept.plus(change.set()), apiVersion, time));
  }

  String timestamp() {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

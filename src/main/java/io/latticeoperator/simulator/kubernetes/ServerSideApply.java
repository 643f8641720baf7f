package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Merges what a manager applies into the live object, field by field, by who owns what. What it
 * applied before, does not apply now and nobody else owns is taken out again.
 */
final class ServerSideApply {
  private static final String BEFORE_FIRST_APPLY = "before-first-apply";

  /** Real servers name the fields of a level before those below it. */
  private static final Comparator<List<String>> BY_DEPTH =
      Comparator.<List<String>>comparingInt(List::size).thenComparing(FieldSet.ORDER);

  private static final Comparator<Managers.Id> BY_NAME =
      Comparator.comparing(Managers.Id::name)
          .thenComparing(Managers.Id::operation)
          .thenComparing(Managers.Id::version)
          .thenComparing(Managers.Id::subresource);

  private final Kind kind;
  private final MergeRules rules;
  private final FieldPaths paths;
  private final FieldMerge merge;
  private final FieldOwnership ownership;

  ServerSideApply(Kind kind, MergeRules rules, Instant now) {
    this.kind = kind;
    this.rules = rules;
    this.paths = new FieldPaths(rules);
    this.merge = new FieldMerge(rules);
    this.ownership = new FieldOwnership(rules, now);
  }

  /**
   * The object to store, with its managedFields; a new tree.
   *
   * @param live without content when the object is new
   * @param subresource {@code status}, to which all other fields are no concern; or empty
   * @param force take over what others own, rather than refuse with 409
   */
  ObjectNode apply(
      ObjectNode live, ObjectNode applied, String manager, String subresource, boolean force) {
    var self = Managers.Id.applying(manager, subresource);
    var managers = managers(live);
    var last = managers.get(self).map(Managers.Claim::fields).orElse(FieldSet.none());
    var own = paths.of(applied).where(path -> isOf(path, subresource));
    var time = managers.get(self).map(Managers.Claim::time).orElse("");
    managers.put(self, new Managers.Claim(own, Json.text(applied, "apiVersion"), time));
    var merged = prune(merge.merge(live, applied), last, managers.all());
    merged.set("apiVersion", applied.path("apiVersion"));
    merged.set("kind", applied.path("kind"));

    var change = relevant(FieldComparison.between(rules, live, merged), subresource);
    var conflicts = managers.others(self, change.set());
    if (!conflicts.isEmpty() && !force) {
      throw refusal(Json.name(applied), conflicts);
    }
    managers.take(self, change.set().plus(change.removed()));
    if (!change.same()) {
      managers.put(
          self, new Managers.Claim(own, Json.text(applied, "apiVersion"), ownership.timestamp()));
    }
    managers.write(merged);
    return merged;
  }

  /** Those of the live object; one for all of it where nobody has been recorded. */
  private Managers managers(ObjectNode live) {
    var managers = Managers.of(live);
    if (managers.isEmpty() && !live.isEmpty()) {
      ownership.changed(
          managers,
          FieldComparison.between(rules, Json.object(), live),
          Managers.Id.updating(BEFORE_FIRST_APPLY, "", Json.text(live, "apiVersion")),
          Json.text(live, "apiVersion"));
    }
    return managers;
  }

  /** An apply to a subresource is about its field alone, one to the object about all others. */
  private boolean isOf(List<String> path, String subresource) {
    boolean status = path.getFirst().equals("f:status");
    return subresource.isEmpty() ? !status || !kind.status() : status;
  }

  private FieldComparison relevant(FieldComparison change, String subresource) {
    return new FieldComparison(
        change.added().where(path -> isOf(path, subresource)),
        change.modified().where(path -> isOf(path, subresource)),
        change.removed().where(path -> isOf(path, subresource)));
  }

  private ObjectNode prune(ObjectNode merged, FieldSet last, FieldSet owned) {
    if (last.isEmpty()) {
      return merged;
    }
    var before = paths.withNamed(last);
    var all = paths.withNamed(paths.of(merged));
    var bare = merge.without(merged, before);
    var kept = paths.withNamed(paths.of(bare)).plus(paths.withNamed(owned));
    // whatever an owner has comes back, with all that is around it
    var restored = merge.without(merged, all.minus(kept));
    // and what was never applied by this manager: defaults, for one
    var gone = all.minus(paths.withNamed(paths.of(restored))).and(before);
    return merge.without(merged, gone);
  }

  private ApiFault refusal(String name, Map<Managers.Id, FieldSet> conflicts) {
    var causes = new ArrayList<FieldFault>();
    var lines = new ArrayList<String>();
    for (var conflict :
        conflicts.entrySet().stream().sorted(Map.Entry.comparingByKey(BY_NAME)).toList()) {
      var described = described(conflict.getKey());
      lines.add("conflicts with " + described + ":");
      conflict.getValue().paths().stream()
          .sorted(BY_DEPTH)
          .map(ServerSideApply::shown)
          .forEach(
              field -> {
                lines.add("- " + field);
                causes.add(
                    new FieldFault("FieldManagerConflict", field, "conflict with " + described));
              });
    }
    var message =
        causes.size() == 1
            ? "Apply failed with 1 conflict: %s: %s"
                .formatted(causes.getFirst().message(), causes.getFirst().field())
            : "Apply failed with %d conflicts: %s"
                .formatted(causes.size(), String.join("\n", lines));
    return new ApiFault(
        409, "Conflict", message, new ApiFault.Subject(kind.group(), kind.plural(), name), causes);
  }

  private static String described(Managers.Id owner) {
    var manager = "\"" + owner.name() + "\"";
    var with =
        owner.subresource().isEmpty()
            ? manager
            : manager + " with subresource \"" + owner.subresource() + "\"";
    return owner.operation().equals("Update") ? with + " using " + owner.version() : with;
  }

  private static String shown(List<String> path) {
    var text = new StringBuilder();
    for (String element : path) {
      if (element.startsWith("f:")) {
        text.append('.').append(element.substring(2));
      } else if (element.startsWith("k:")) {
        var keys = element.substring(3, element.length() - 1).replaceAll("\"([A-Za-z]+)\":", "$1=");
        text.append('[').append(keys).append(']');
      } else {
        text.append('[').append(element.substring(2)).append(']');
      }
    }
    return text.toString();
  }
}

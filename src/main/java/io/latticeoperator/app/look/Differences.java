package io.latticeoperator.app.look;

import io.latticeoperator.app.look.DriftView.Cause;
import io.latticeoperator.app.look.DriftView.Difference;
import io.latticeoperator.engine.Step;
import io.latticeoperator.kube.ClusterView.Standing;
import io.latticeoperator.kube.api.Condition;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.PlanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells drift of one owner from what the operator has not got to yet: it has written in status what
 * it has finished, so what differs from that somebody else has done.
 */
final class Differences {
  private final ClusterIdentity cluster;
  private final Step.Input input;
  private final @Nullable Standing standing;
  private final List<Difference> found = new ArrayList<>();

  /**
   * @param standing null when the object is not there
   */
  Differences(ClusterIdentity cluster, Step.Input input, @Nullable Standing standing) {
    this.cluster = cluster;
    this.input = input;
    this.standing = standing;
  }

  List<Difference> of(Plan plan) {
    for (var change : plan.changes()) {
      note(change);
    }
    for (var waiting : plan.waiting()) {
      switch (waiting.why()) {
        case NAME_CONFLICT, AMBIGUOUS, REMOVED ->
            add(
                waiting.key(),
                Cause.FOREIGN,
                waiting.why().reason() + ": " + waiting.message(),
                "it was made " + Culprit.of(tags(waiting.key())));
        case IN_PROGRESS, REPLACEMENT, ABSENT, HELD, FAULT -> {}
      }
    }
    foreign(input.observation().state());
    return found;
  }

  private void note(Change change) {
    var text = PlanText.of(change).replaceFirst("\\s+because: .*", "");
    var unfinished = unfinished(change);
    if (unfinished.isPresent()) {
      add(change.key(), Cause.PENDING, text, unfinished.get());
      return;
    }
    add(
        change.key(),
        Cause.DRIFT,
        text,
        switch (change) {
          case Change.Create _ -> "it was there, and has been deleted " + Culprit.UNKNOWN;
          case Change.Update update ->
              "it has been changed " + Culprit.UNKNOWN + ": " + update.reason();
          case Change.Delete _ -> "it carries our tags, and nobody wants it";
          case Change.Tag _, Change.Untag _ -> "its tags have been changed " + Culprit.UNKNOWN;
          case Change.Register _ ->
              "deregistered " + Culprit.UNKNOWN + ", unless pods have come just now";
          case Change.Deregister _ ->
              "registered " + Culprit.UNKNOWN + ", unless pods have gone just now";
        });
  }

  /** Why the operator may just not have got to a change. */
  private Optional<String> unfinished(Change change) {
    if (standing == null || !standing.made()) {
      return Optional.of("the operator has not made the LatticeExport yet");
    }
    var observed = standing.observedGeneration();
    if (observed == null || observed != standing.generation()) {
      return Optional.of(
          "the operator has not seen generation "
              + standing.generation()
              + " of the spec yet"
              + (observed == null ? "" : ", only " + observed));
    }
    if (input.facts().deleting()) {
      return Optional.of("it is being deleted");
    }
    var condition = condition(change);
    if (condition.isPresent() && condition.get().status() != Condition.Truth.TRUE) {
      return Optional.of(
          "the operator is at it: " + condition.get().type() + " is " + condition.get().reason());
    }
    boolean never =
        change instanceof Change.Create && !standing.arns().containsKey(change.key().role().text());
    return never ? Optional.of("the operator has not made it yet") : Optional.empty();
  }

  private Optional<Condition> condition(Change change) {
    boolean targets = change instanceof Change.Register || change instanceof Change.Deregister;
    var type = targets ? "TargetsSynced" : "Programmed";
    return standing == null
        ? Optional.empty()
        : standing.conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /** What others have hung on services of ours. */
  private void foreign(LatticeState state) {
    state
        .resources()
        .forEach(
            (key, resource) -> {
              var kind = resource.node().kind();
              boolean hangs = kind == Kind.LISTENER || kind == Kind.SERVICE_ASSOCIATION;
              boolean told = found.stream().anyMatch(d -> d.role().equals(key.role().text()));
              if (hangs && !told && !ours(key, resource)) {
                add(
                    key,
                    Cause.FOREIGN,
                    kind.words() + " " + key.role() + " is on our service",
                    "it was made " + Culprit.of(tags(key)));
              }
            });
  }

  private boolean ours(Key key, Resource resource) {
    var physical = resource.physical();
    return physical != null
        && switch (Ownership.judge(physical.tags(), cluster, key, input.facts().uid())) {
          case OURS, OURS_OF_EARLIER_OWNER -> true;
          case FOREIGN, OF_PEER, UNPROVEN -> false;
        };
  }

  private @Nullable Map<String, String> tags(Key key) {
    return input.observation().state().physical(key).map(physical -> physical.tags()).orElse(null);
  }

  private void add(Key key, Cause cause, String text, String who) {
    found.add(new Difference(key.owner().toString(), key.role().text(), cause, text, who));
  }
}

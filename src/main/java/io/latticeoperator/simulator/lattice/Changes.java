package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one call changes. While nobody records, which is most of the time, noticing costs nothing.
 */
final class Changes {
  private final State state;
  private final Set<Subject> touched = new LinkedHashSet<>();
  private final Map<Subject, ObjectNode> before = new HashMap<>();
  private boolean recording;

  Changes(State state) {
    this.state = state;
  }

  /** What can be changed. */
  private sealed interface Subject {

    /** As the journal names it. */
    String name();

    /** A resource with what is attached to it, but without its targets. */
    record OfId(String id) implements Subject {
      @Override
      public String name() {
        return id;
      }
    }

    /** One target. */
    record OfTarget(String targetGroupId, Target.Key key) implements Subject {
      @Override
      public String name() {
        return "%s/%s:%d".formatted(targetGroupId, key.id(), key.port());
      }
    }
  }

  /** Begins to record, afresh. */
  void begin() {
    touched.clear();
    before.clear();
    recording = true;
  }

  /** Ends recording; what is now other than it was when it began. */
  List<Journal.Change> end() {
    var changes = new ArrayList<Journal.Change>();
    for (var subject : touched) {
      var after = description(subject);
      if (!Objects.equals(before.get(subject), after)) {
        changes.add(new Journal.Change(subject.name(), before.get(subject), after));
      }
    }
    touched.clear();
    before.clear();
    recording = false;
    return changes;
  }

  /** A resource is about to be put or removed. */
  void resource(String id) {
    notice(new Subject.OfId(id));
  }

  /** What is attached to a resource is about to change. */
  void attachment(String arn) {
    notice(new Subject.OfId(arn.substring(arn.lastIndexOf('/') + 1)));
  }

  /** A target is about to be put or removed. */
  void target(String targetGroupId, Target.Key key) {
    notice(new Subject.OfTarget(targetGroupId, key));
  }

  private void notice(Subject subject) {
    if (!recording || !touched.add(subject)) {
      return;
    }
    var present = description(subject);
    if (present != null) {
      before.put(subject, present);
    }
  }

  private @Nullable ObjectNode description(Subject subject) {
    return switch (subject) {
      case Subject.OfId resource ->
          state.find(resource.id()).map(row -> Snapshot.described(state, row)).orElse(null);
      case Subject.OfTarget target ->
          state
              .targets()
              .find(target.targetGroupId(), target.key())
              .map(Targets::describe)
              .orElse(null);
    };
  }
}

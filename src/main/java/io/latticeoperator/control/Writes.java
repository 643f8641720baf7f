package io.latticeoperator.control;

import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Permit;
import io.latticeoperator.control.Budget.Slot;
import io.latticeoperator.control.Outbox.EventType;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.PlanText;
import io.latticeoperator.plan.Receipt;
import io.latticeoperator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control loop's writes to AWS. What is sent is decided when the slot is granted, and only if
 * the permit is: a change that is withheld is looked at again once it may be made. For the
 * timeline's thread.
 */
final class Writes {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration WITHHELD = Duration.ofSeconds(1);

  private final Timeline timeline;
  private final Budget budget;
  private final Cloud cloud;
  private final Caller caller;
  private final Permit permit;
  private final Observer observer;
  private final Outbox outbox;
  private final Owners owners;
  private final Set<String> flying = new HashSet<>();
  private final Set<Owner> withheld = new HashSet<>();
  private boolean stopped;

  /** Who knows what is right for each owner, and what is known of it. */
  interface Owners {
    /** The changes that are right at this moment; empty when nothing can be said. */
    Optional<List<Change>> decide(Owner owner);

    /** A change is on its way. */
    void begun(Change change);

    /** A change has come to this. */
    void ended(Owner owner, Receipt receipt);

    /** There is something to decide. */
    void schedule(Owner owner);
  }

  Writes(
      Timeline timeline,
      Budget budget,
      Cloud cloud,
      Caller caller,
      Permit permit,
      Observer observer,
      Outbox outbox,
      Owners owners) {
    this.timeline = timeline;
    this.budget = budget;
    this.cloud = cloud;
    this.caller = caller;
    this.permit = permit;
    this.observer = observer;
    this.outbox = outbox;
    this.owners = owners;
  }

  /** Asks for a slot for each of the changes, but for what is being changed at this moment. */
  void request(Owner owner, Collection<Change> changes) {
    var asked = new HashSet<String>();
    for (var change : changes) {
      if (asked.add(change.slot()) && !flying.contains(change.slot())) {
        var api = ApiClass.of(change);
        budget.request(
            new Slot(
                change.slot(),
                api,
                Lane.of(change),
                owner.namespace(),
                true,
                () -> granted(owner, change.slot(), api)));
      }
    }
  }

  /** Nothing is written any more, and answers that still come are not looked at. */
  void stop() {
    stopped = true;
  }

  private void granted(Owner owner, String slot, ApiClass api) {
    if (stopped) {
      return;
    }
    if (!permit.granted()) {
      budget.unused(api);
      withhold(owner);
      return;
    }
    var decided = flying.contains(slot) ? Optional.<List<Change>>empty() : owners.decide(owner);
    var change =
        decided.stream().flatMap(List::stream).filter(c -> c.slot().equals(slot)).findFirst();
    if (change.isEmpty() || ApiClass.of(change.get()) != api) {
      budget.unused(api);
      if (decided.isPresent()) {
        owners.schedule(owner);
      }
      return;
    }
    send(owner, change.get());
  }

  private void send(Owner owner, Change change) {
    flying.add(change.slot());
    owners.begun(change);
    LOG.info("{}: {}", owner, PlanText.of(change));
    var begun = timeline.now();
    caller.call(() -> cloud.apply(change), receipt -> answered(owner, receipt, begun));
  }

  private void answered(Owner owner, Receipt receipt, Instant begun) {
    if (stopped) {
      return;
    }
    var change = receipt.change();
    var api = ApiClass.of(change);
    flying.remove(change.slot());
    boolean sent =
        !(receipt.outcome() instanceof Receipt.Failed(var fault)
            && fault.kind() == Fault.Kind.WITHHELD);
    if (sent) {
      observer.wrote(api, receipt, Duration.between(begun, timeline.now()));
    }
    owners.ended(owner, receipt);
    if (!sent) {
      budget.unused(api);
      withhold(owner);
      return;
    }
    switch (receipt.outcome()) {
      case Receipt.Done done -> {
        budget.succeeded(api, receipt.calls());
        tell(owner, change, done);
      }
      case Receipt.Failed(var fault) -> {
        budget.failed(api, fault, receipt.calls());
        tell(owner, change, fault);
      }
    }
    owners.schedule(owner);
  }

  /** Until the permit is granted again, or this is stopped because it never will be. */
  private void withhold(Owner owner) {
    if (withheld.isEmpty()) {
      timeline.after(WITHHELD, this::lookAgain);
    }
    withheld.add(owner);
  }

  private void lookAgain() {
    if (stopped) {
      return;
    }
    if (permit.granted()) {
      var all = List.copyOf(withheld);
      withheld.clear();
      all.forEach(owners::schedule);
    } else {
      timeline.after(WITHHELD, this::lookAgain);
    }
  }

  private void tell(Owner owner, Change change, Fault fault) {
    LOG.warn(
        "{}: {} failed: reason={}: {}",
        owner,
        PlanText.of(change),
        fault.kind().reason(),
        fault.message());
    outbox.event(owner, EventType.WARNING, fault.kind().reason(), fault.message());
  }

  private void tell(Owner owner, Change change, Receipt.Done done) {
    if (!done.refused().isEmpty()) {
      outbox.event(
          owner,
          EventType.WARNING,
          "TargetsRefused",
          done.refused().size() + " targets were refused: " + done.refused());
    }
    var reason =
        switch (change) {
          case Change.Create c -> "Created";
          case Change.Update u -> "Updated";
          case Change.Delete d -> "Deleted";
          case Change.Tag t -> t.tags().containsKey(Ownership.OWNER_UID) ? "TakenOver" : "Tagged";
          case Change.Untag u -> "Untagged";
          case Change.Register r -> "Registered";
          case Change.Deregister d -> "Deregistered";
        };
    outbox.event(owner, EventType.NORMAL, reason, PlanText.of(change));
  }
}

package io.latticeoperator.simulation;

import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Evidence;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import io.latticeoperator.time.Timeline;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportFacts.Endpoint;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of one export and its pods, as an operator sees it. It outlives operators: crash one,
 * give it another.
 */
final class SimulatedCluster implements FactSource, Outbox {
  private final Timeline time;
  private final Map<String, Endpoint> pods = new TreeMap<>();
  private final Map<String, Integer> events = new HashMap<>();
  private ExportSpec spec = ExportSpec.of("checkout");
  private String uid = "export-uid";
  private long generation = 1;
  private boolean exists;
  private boolean deleting;
  private boolean serviceThere = true;
  private boolean answersEvidence = true;
  private @Nullable Report report;
  private final List<ControlLoop> operators = new ArrayList<>();
  private int nextIp = 1;
  int port = 8080;

  /** Hears of events. */
  Observer observer = Observer.NONE;

  final java.util.Set<String> sick = new java.util.HashSet<>();

  SimulatedCluster(Timeline time) {
    this.time = time;
  }

  /** From now on this operator too is told of changes. */
  void attach(ControlLoop loop) {
    operators.add(loop);
    loop.dirtyAll();
  }

  /** No operator is told any more. */
  void detach() {
    operators.clear();
  }

  void detach(ControlLoop loop) {
    operators.remove(loop);
  }

  void export() {
    exists = true;
    touch();
  }

  void spec(ExportSpec changed) {
    spec = changed;
    generation++;
    touch();
  }

  void delete() {
    deleting = true;
    generation++;
    touch();
  }

  /** The export is deleted without its finalizer, and made again under the same name. */
  void remake() {
    uid = uid + "-again";
    generation = 1;
    touch();
  }

  /** Adds ready pods and returns their addresses. */
  List<String> start(int count) {
    var added = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var ip = "10.1.0." + nextIp++;
      pods.put(ip, Fixtures.ready(ip));
      added.add(ip);
    }
    touch();
    return added;
  }

  /** The pod is asked to end: it serves on for a while, then is gone. */
  void terminate(String ip, Duration preStop) {
    pods.put(ip, Fixtures.leaving(ip));
    touch();
    time.after(preStop, () -> vanish(ip));
  }

  /** The pod is gone without a word. */
  void vanish(String ip) {
    pods.remove(ip);
    touch();
  }

  void notReady(String ip) {
    pods.put(ip, Fixtures.notReady(ip));
    touch();
  }

  /** The slices lose every endpoint although the pods live. */
  void blind(boolean answers) {
    answersEvidence = answers;
    hidden.putAll(pods);
    pods.clear();
    touch();
  }

  void unblind() {
    pods.putAll(hidden);
    hidden.clear();
    touch();
  }

  private final Map<String, Endpoint> hidden = new TreeMap<>();

  void port(int changed) {
    port = changed;
    touch();
  }

  void removeService() {
    serviceThere = false;
    touch();
  }

  /** Replaces the pods one by one as a rolling update with maxUnavailable 0 does. */
  void roll(Duration minReady, Duration preStop) {
    rollNext(new ArrayList<>(pods.keySet()), minReady, preStop);
  }

  private void rollNext(List<String> old, Duration minReady, Duration preStop) {
    if (old.isEmpty()) {
      return;
    }
    start(1);
    time.after(
        minReady,
        () -> {
          terminate(old.removeFirst(), preStop);
          rollNext(old, minReady, preStop);
        });
  }

  List<String> ips() {
    return List.copyOf(pods.keySet());
  }

  boolean answers(String ip) {
    return !sick.contains(ip) && (pods.containsKey(ip) || hidden.containsKey(ip));
  }

  /** Whether it is ready and not about to end. */
  boolean ready(String ip) {
    var pod = pods.get(ip);
    return pod != null && pod.isReady() && !pod.isTerminating();
  }

  boolean exists() {
    return exists;
  }

  boolean deleting() {
    return deleting;
  }

  int events(String reason) {
    return events.getOrDefault(reason, 0);
  }

  Report.Condition condition(Report.Type type) {
    if (report == null) {
      throw new AssertionError("no report yet");
    }
    return report.condition(type);
  }

  @Nullable Report lastReport() {
    return report;
  }

  private void touch() {
    List.copyOf(operators).forEach(loop -> loop.dirty(Fixtures.CHECKOUT));
  }

  @Override
  public boolean synced() {
    return true;
  }

  @Override
  public Optional<Facts> facts(Owner owner) {
    if (!exists || !owner.equals(Fixtures.CHECKOUT)) {
      return Optional.empty();
    }
    return Optional.of(
        new ExportFacts(
            Fixtures.CHECKOUT,
            uid,
            generation,
            Fixtures.START,
            deleting,
            spec,
            serviceThere ? Fixtures.service() : null,
            serviceThere
                ? List.of(
                    Fixtures.slice("checkout-abcde", port, pods.values().toArray(Endpoint[]::new)))
                : List.of(),
            Map.of(),
            Map.of()));
  }

  @Override
  public Collection<Facts> all() {
    return facts(Fixtures.CHECKOUT).stream().toList();
  }

  @Override
  public void report(Report newest) {
    report = newest;
    if (deleting && newest.released()) {
      exists = false;
      touch();
    }
  }

  @Override
  public void event(Owner owner, EventType type, String reason, String message) {
    events.merge(reason, 1, Integer::sum);
    observer.told(type, reason);
  }

  @Override
  public void evidenceWanted(ExportFacts facts) {
    if (!answersEvidence) {
      return;
    }
    var at = time.now();
    time.after(
        Duration.ofMillis(20),
        () -> {
          var evidence =
              new Evidence(
                  at,
                  serviceThere
                      ? hiddenAndShown().stream().collect(Collectors.toUnmodifiableSet())
                      : Set.of());
          List.copyOf(operators).forEach(loop -> loop.evidence(facts.owner(), evidence));
        });
  }

  private List<String> hiddenAndShown() {
    var all = new ArrayList<>(hidden.keySet());
    pods.forEach(
        (ip, endpoint) -> {
          if (!endpoint.isTerminating()) {
            all.add(ip);
          }
        });
    return all;
  }
}

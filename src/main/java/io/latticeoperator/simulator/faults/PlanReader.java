package io.latticeoperator.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.lattice.LatticeApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads plans, and tells all that is wrong with one at once. */
final class PlanReader {
  private static final List<String> PHASES =
      Stream.of(FaultRule.Phase.values()).map(Enum::name).toList();

  private PlanReader() {}

  static FaultPlan read(JsonNode json) {
    var problems = new ArrayList<String>();
    var fields = new Fields("", json, problems);
    var seed = fields.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE);
    var rules = new ArrayList<FaultRule>();
    for (var rule : fields.objects("rules")) {
      rules.add(rule(rule, "rule " + (rules.size() + 1)));
    }
    fields.end();
    if (!problems.isEmpty()) {
      throw new MalformedPlan(problems);
    }
    return new FaultPlan(seed, rules);
  }

  private static FaultRule rule(Fields fields, String unnamed) {
    var name = fields.text("name", unnamed);
    var schedule = schedule(fields);
    var effects = EffectReader.NAMES.stream().filter(fields::has).toList();
    FaultRule rule;
    if (effects.size() != 1) {
      var what = effects.isEmpty() ? "none" : String.join(", ", effects);
      fields.problem(
          "must have exactly one of %s, but has %s"
              .formatted(String.join(", ", EffectReader.NAMES), what));
      selection(fields);
      progress(fields);
      rule = new FaultRule.OfProgress(name, Set.of(), Set.of(), schedule, EffectReader.NOTHING);
    } else if (EffectReader.OF_PROGRESS.contains(effects.getFirst())) {
      var effect = EffectReader.ofProgress(fields, effects.getFirst());
      var on = progress(fields);
      rule = new FaultRule.OfProgress(name, on.kinds(), on.phases(), schedule, effect);
    } else {
      var calls = selection(fields);
      var effect = EffectReader.ofCalls(fields, effects.getFirst(), calls.service());
      rule = new FaultRule.OfCalls(name, calls, schedule, effect);
    }
    fields.end();
    return rule;
  }

  private static Schedule schedule(Fields fields) {
    var always = Schedule.ALWAYS;
    return new Schedule(
        fields.number("rate", always.rate(), 0, 1),
        fields.whole("first", always.first(), 0, Long.MAX_VALUE),
        fields.whole("every", always.every(), 1, Long.MAX_VALUE),
        fields.whole("fromSequence", always.fromSequence(), 1, Long.MAX_VALUE),
        fields.whole("toSequence", always.toSequence(), 1, Long.MAX_VALUE),
        fields.parsed("from", always.from(), Times::moment, Times.MOMENT),
        fields.parsed("until", always.until(), Times::moment, Times.MOMENT));
  }

  private static CallSelection selection(Fields fields) {
    var operations = fields.texts("operations", null).stream().map(Wildcard::new).toList();
    var service = fields.text("service", LatticeApi.SIGNING_NAME);
    if (service.equals(LatticeApi.SIGNING_NAME)) {
      operations.stream()
          .filter(glob -> LatticeApi.operationNames().stream().noneMatch(glob::matches))
          .forEach(
              glob ->
                  fields.problem(
                      "operations", "has %s, which is none of %s".formatted(glob.text(), service)));
    }
    return new CallSelection(
        service,
        operations.isEmpty() ? CallSelection.LATTICE.operations() : operations,
        new Wildcard(fields.text("caller", Wildcard.ANY.text())));
  }

  /** What in progress a rule is about. */
  private record InProgress(Set<String> kinds, Set<FaultRule.Phase> phases) {}

  private static InProgress progress(Fields fields) {
    var phases =
        fields.texts("during", PHASES).stream()
            .map(FaultRule.Phase::valueOf)
            .collect(Collectors.toSet());
    return new InProgress(
        new LinkedHashSet<>(fields.texts("kinds", EffectReader.KINDS)),
        phases.isEmpty() ? Set.of(FaultRule.Phase.values()) : phases);
  }

  static Duration duration(Fields fields, String name, Duration absent) {
    return fields.parsed(name, absent, Times::duration, Times.DURATION);
  }
}

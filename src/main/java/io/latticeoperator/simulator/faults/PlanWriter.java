package io.latticeoperator.simulator.faults;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.lattice.LatticeApi;

/** Writes plans as {@link PlanReader} reads them. What is as it is by default is left out. */
final class PlanWriter {
  private PlanWriter() {}

  static ObjectNode write(FaultPlan plan) {
    var output = JsonNodeFactory.instance.objectNode().put("seed", plan.seed());
    var rules = output.putArray("rules");
    plan.rules().forEach(rule -> rules.add(rule(rule)));
    return output;
  }

  private static ObjectNode rule(FaultRule rule) {
    var output = JsonNodeFactory.instance.objectNode().put("name", rule.name());
    switch (rule) {
      case FaultRule.OfCalls ofCalls -> {
        selection(output, ofCalls.calls());
        schedule(output, rule.schedule());
        effect(output, ofCalls);
      }
      case FaultRule.OfProgress ofProgress -> {
        var kinds = ofProgress.kinds().stream().sorted().toList();
        if (!kinds.isEmpty()) {
          kinds.forEach(output.putArray("kinds")::add);
        }
        var during = output.putArray("during");
        ofProgress.during().stream().sorted().forEach(phase -> during.add(phase.name()));
        schedule(output, rule.schedule());
        effect(output, ofProgress.effect());
      }
    }
    return output;
  }

  private static void selection(ObjectNode output, CallSelection calls) {
    output.put("service", calls.service());
    if (!calls.operations().equals(CallSelection.LATTICE.operations())) {
      var operations = output.putArray("operations");
      calls.operations().forEach(glob -> operations.add(glob.text()));
    }
    if (!calls.caller().equals(Wildcard.ANY)) {
      output.put("caller", calls.caller().text());
    }
  }

  private static void schedule(ObjectNode output, Schedule schedule) {
    var always = Schedule.ALWAYS;
    if (schedule.rate() != always.rate()) {
      output.put("rate", schedule.rate());
    }
    put(output, "first", schedule.first(), always.first());
    put(output, "every", schedule.every(), always.every());
    put(output, "fromSequence", schedule.fromSequence(), always.fromSequence());
    put(output, "toSequence", schedule.toSequence(), always.toSequence());
    if (!schedule.from().equals(always.from())) {
      output.put("from", Times.text(schedule.from()));
    }
    if (!schedule.until().equals(always.until())) {
      output.put("until", Times.text(schedule.until()));
    }
  }

  private static void put(ObjectNode output, String name, long value, long always) {
    if (value != always) {
      output.put(name, value);
    }
  }

  private static void effect(ObjectNode output, FaultRule.OfCalls rule) {
    switch (rule.effect()) {
      case CallEffect.Delay delay ->
          distribution(output.putObject("latency"), delay.distribution());
      case CallEffect.Refusal refusal -> {
        var error = output.putObject("error").put("code", refusal.code());
        if (!rule.calls().service().equals(LatticeApi.SIGNING_NAME)) {
          error.put("status", refusal.status());
        }
        error.put("message", refusal.message());
        error.put("retryAfter", refusal.retryAfter().toString());
      }
      case CallEffect.Loss loss -> output.putObject("lost").put("effect", loss.effect());
      case CallEffect.BlackHole hole -> output.putObject("blackHole").put("effect", hole.effect());
      case CallEffect.Unsuccessful some ->
          output
              .putObject("unsuccessful")
              .put("share", some.share())
              .put("failureCode", some.failureCode())
              .put("failureMessage", some.failureMessage());
      case CallEffect.Lag lag ->
          output
              .putObject("lag")
              .put("lists", lag.lists().toString())
              .put("tags", lag.tags().toString());
    }
  }

  private static void distribution(ObjectNode output, Distribution distribution) {
    switch (distribution) {
      case Distribution.Fixed fixed -> output.put("fixed", fixed.value().toString());
      case Distribution.Uniform uniform ->
          output
              .putObject("uniform")
              .put("from", uniform.from().toString())
              .put("to", uniform.to().toString());
      case Distribution.LogNormal normal ->
          output
              .putObject("lognormal")
              .put("p50", normal.p50().toString())
              .put("p99", normal.p99().toString());
    }
  }

  private static void effect(ObjectNode output, ProgressEffect effect) {
    switch (effect) {
      case ProgressEffect.Slowed slowed -> output.putObject("slow").put("factor", slowed.factor());
      case ProgressEffect.Lasting lasting ->
          output.putObject("slow").put("duration", lasting.duration().toString());
      case ProgressEffect.Failing failing ->
          output
              .putObject("fails")
              .put("failureCode", failing.failureCode())
              .put("failureMessage", failing.failureMessage());
    }
  }
}

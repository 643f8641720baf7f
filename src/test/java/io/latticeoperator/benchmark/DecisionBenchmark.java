package io.latticeoperator.benchmark;

import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Ownership;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.plan.Planner;
import io.latticeoperator.plan.Slice;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportFacts.Endpoint;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.Fixtures;
import io.latticeoperator.translate.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to decide: translate and plan 500 exports of 20 pods each, settled, or with one pod
 * of each replaced; and, as the measure of what cannot be avoided, only comparing the same targets
 * as two sets of strings.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {
  private static final int EXPORTS = 500;
  private static final int PODS = 20;

  private final Translator translator = new Translator(Fixtures.SETTINGS);
  private final Claims claims = new Claims(Map.of());
  private final List<ExportFacts> settled = new ArrayList<>();
  private final List<ExportFacts> changed = new ArrayList<>();
  private final List<LatticeState> observed = new ArrayList<>();
  private final List<List<String>> wanted = new ArrayList<>();
  private final List<List<String>> registered = new ArrayList<>();

  @Setup
  public void setUp() {
    for (int export = 0; export < EXPORTS; export++) {
      var facts = facts(export, 0);
      settled.add(facts);
      changed.add(facts(export, 1));
      observed.add(observed(facts));
      wanted.add(addresses(changed.getLast()));
      registered.add(addresses(facts));
    }
  }

  private static ExportFacts facts(int export, int firstPod) {
    var endpoints = new Endpoint[PODS];
    for (int pod = 0; pod < PODS; pod++) {
      endpoints[pod] = Fixtures.ready("10.1." + export % 250 + "." + (firstPod + pod + 1));
    }
    return new ExportFacts(
        Owner.export("team-" + export % 10, "service-" + export),
        "uid-" + export,
        1,
        Fixtures.START,
        false,
        ExportSpec.of("service-" + export),
        Fixtures.service(),
        List.of(Fixtures.slice(endpoints)),
        Map.of(),
        Map.of());
  }

  private LatticeState observed(ExportFacts facts) {
    var desired = Objects.requireNonNull(Fixtures.translate(facts, claims).desired());
    var resources = new TreeMap<Key, Resource>();
    desired
        .resources()
        .forEach(
            (key, resource) -> {
              var node = resource.node();
              if (node instanceof TargetGroup group
                  && group.targets() instanceof Targets.Wanted pods) {
                var statuses = new TreeMap<TargetAddress, TargetStatus>();
                pods.causes().keySet().forEach(a -> statuses.put(a, TargetStatus.HEALTHY));
                node = group.withTargets(new Targets.Registered(statuses));
              }
              var tags = Ownership.tags(Fixtures.SETTINGS.identity(), key, facts.uid());
              resources.put(
                  key,
                  new Resource(
                      node,
                      new Physical(
                          key.role().text(), "arn", ResourceStatus.ACTIVE, null, null, tags)));
            });
    return new LatticeState(resources);
  }

  private static List<String> addresses(ExportFacts facts) {
    return facts.slices().getFirst().endpoints().stream()
        .map(e -> e.addresses().getFirst() + ":8080")
        .toList();
  }

  private Plan decide(ExportFacts facts, LatticeState there) {
    var desired = Objects.requireNonNull(Fixtures.translate(facts, claims).desired());
    return Planner.plan(
        new Slice(Fixtures.SETTINGS.identity(), facts.uid(), desired, there, Set.of(), Map.of()));
  }

  /** The audit's decision: nothing to do for any of them. */
  @Benchmark
  public void allSettled(Blackhole sink) {
    for (int i = 0; i < EXPORTS; i++) {
      sink.consume(decide(settled.get(i), observed.get(i)));
    }
  }

  /** One pod of each export replaced. */
  @Benchmark
  public void onePodOfEachReplaced(Blackhole sink) {
    for (int i = 0; i < EXPORTS; i++) {
      sink.consume(decide(changed.get(i), observed.get(i)));
    }
  }

  /** The same 10,000 addresses compared, without any of the rules. */
  @Benchmark
  public void bareComparison(Blackhole sink) {
    for (int i = 0; i < EXPORTS; i++) {
      var missing = new TreeMap<String, Boolean>();
      registered.get(i).forEach(address -> missing.put(address, true));
      wanted.get(i).forEach(missing::remove);
      sink.consume(missing);
    }
  }
}

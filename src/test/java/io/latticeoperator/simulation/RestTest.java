package io.latticeoperator.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Reading;
import io.latticeoperator.control.ApiClass;
import io.latticeoperator.control.Budget;
import io.latticeoperator.control.Caller;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.control.Lane;
import io.latticeoperator.control.Loop;
import io.latticeoperator.control.Observer;
import io.latticeoperator.control.Outbox;
import io.latticeoperator.engine.Report;
import io.latticeoperator.model.Owner;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.direct.DirectCloud;
import io.latticeoperator.simulator.lattice.Call;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.server.AwsServices;
import io.latticeoperator.time.VirtualTimeline;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.Facts;
import io.latticeoperator.translate.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** As many target groups as a Region may have, at rest: what reading their health takes. */
class RestTest {
  private static final int EXPORTS = 500;

  private final VirtualTimeline time = new VirtualTimeline(Fixtures.START);
  private final Map<Owner, Facts> exports = new TreeMap<>();
  private final Map<String, Instant> read = new HashMap<>();
  private Duration longest = Duration.ZERO;
  private int health;
  private int other;

  /** A cluster in which nothing happens. */
  private final class Calm implements FactSource, Outbox {
    @Override
    public boolean synced() {
      return true;
    }

    @Override
    public Optional<Facts> facts(Owner owner) {
      return Optional.ofNullable(exports.get(owner));
    }

    @Override
    public Collection<Facts> all() {
      return exports.values();
    }

    @Override
    public void report(Report report) {}

    @Override
    public void event(Owner owner, EventType type, String reason, String message) {}

    @Override
    public void evidenceWanted(ExportFacts facts) {}
  }

  private final class Counting implements Observer {
    @Override
    public void read(ApiClass api, Lane lane, Reading reading, Duration took) {
      if (reading.read() instanceof Read.Targets targets) {
        health += reading.calls();
        var before = read.put(targets.groupId(), time.now());
        var apart = before == null ? Duration.ZERO : Duration.between(before, time.now());
        longest = apart.compareTo(longest) > 0 ? apart : longest;
      } else {
        other += reading.calls();
      }
    }
  }

  private static Facts export(int number) {
    var name = "e" + number;
    return new ExportFacts(
        Owner.export("shop", name),
        "uid-" + number,
        1,
        Fixtures.START,
        false,
        ExportSpec.of(name),
        Fixtures.service(),
        List.of(
            Fixtures.slice(
                name + "-abcde",
                8080,
                Fixtures.ready("10.1." + number / 200 + "." + (1 + number % 200)))),
        Map.of(),
        Map.of());
  }

  private final io.latticeoperator.simulator.aws.Caller operator =
      new io.latticeoperator.simulator.aws.Caller("111122223333", "eu-west-1", "AKIA");

  private final LatticeSimulator lattice =
      new LatticeSimulator(
          Environment.of(
              time,
              World.of(
                  Vpc.of(
                      Fixtures.SETTINGS.vpcId(),
                      operator.account(),
                      operator.region(),
                      "10.1.0.0/16")),
              operator.account(),
              1),
          Settings.quick(),
          HealthProbe.alwaysHealthy());

  /** An operator that sees everything settle. */
  private Loop settled(int count) {
    lattice.call(new Call(operator, "CreateServiceNetwork", Simulation.json().put("name", "main")));
    for (int i = 0; i < count; i++) {
      var facts = export(i);
      exports.put(facts.owner(), facts);
    }
    var loop = operator(new Counting());
    time.advance(Duration.ofMinutes(40));
    assertEquals(count, lattice.view().targetGroups().size());
    return loop;
  }

  private Loop operator(Observer observer) {
    var calm = new Calm();
    var loop =
        new Loop(
            time,
            calm,
            calm,
            new DirectCloud(AwsServices.around(lattice), operator),
            Caller.delayed(time, Duration.ofMillis(10), Duration.ofMillis(10)),
            Fixtures.SETTINGS,
            new Loop.Settings(
                false, Duration.ofMinutes(1), Duration.ZERO, 10, new Budget.Rate(10, 40)),
            observer);
    loop.dirtyAll();
    return loop;
  }

  @Test
  void fiveHundredGroupsAreReadWithinTheShare() {
    settled(EXPORTS);

    health = 0;
    other = 0;
    longest = Duration.ZERO;
    time.advance(Duration.ofHours(1));

    // 10 % of 10 calls a second
    assertTrue(health <= 3600, health + " calls in an hour");
    assertEquals(EXPORTS, read.size());
    assertTrue(health > 2500, health + " calls in an hour leave the share unused");
    assertTrue(longest.compareTo(Duration.ofMinutes(10)) <= 0, "one was not read for " + longest);
    assertEquals(0, other);
  }

  @Test
  void afterARestartExportsBecomeKnownOneByOne() {
    int count = 100;
    settled(count).stop();
    var known = new LinkedHashMap<Owner, Duration>();
    var restart = time.now();
    operator(
        new Observer() {
          @Override
          public void reported(Report report) {
            if (report.condition(Report.Type.PROGRAMMED).status() != Report.Truth.UNKNOWN) {
              known.putIfAbsent(report.owner(), Duration.between(restart, time.now()));
            }
          }
        });
    time.advance(Duration.ofMinutes(5));
    var times = List.copyOf(known.values());
    assertEquals(count, times.size());
    assertTrue(times.getFirst().toSeconds() < 5, () -> "first: " + times.getFirst());
    var half = times.get(count / 2);
    assertTrue(half.multipliedBy(10).compareTo(times.getLast().multipliedBy(6)) < 0, "" + times);
  }
}

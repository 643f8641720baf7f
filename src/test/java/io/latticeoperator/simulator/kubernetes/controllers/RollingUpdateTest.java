package io.latticeoperator.simulator.kubernetes.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.latticeoperator.simulator.kubernetes.controllers.RollingUpdate.Generation;
import io.latticeoperator.simulator.kubernetes.controllers.RollingUpdate.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollingUpdateTest {
  @ParameterizedTest(name = "{0} pods, surge {1}, unavailable {2}")
  @CsvSource({
    "4, 25%, 25%, 1, 1",
    "3, 25%, 25%, 1, 0",
    "10, 25%, 25%, 3, 2",
    "10, 2, 0, 2, 0",
    "10, 0, 0, 0, 1",
    "3, 100%, 50%, 3, 1",
    "2, 0, 5, 0, 2",
    "0, 25%, 25%, 0, 1",
  })
  void readsNumbersAndPercentages(
      int replicas, String surge, String unavailable, int maxSurge, int maxUnavailable) {
    var deployment =
        new DeploymentBuilder()
            .withNewSpec()
            .withReplicas(replicas)
            .withNewStrategy()
            .withNewRollingUpdate()
            .withMaxSurge(limit(surge))
            .withMaxUnavailable(limit(unavailable))
            .endRollingUpdate()
            .endStrategy()
            .endSpec()
            .build();
    var rollout = RollingUpdate.of(deployment);
    assertEquals(maxSurge, rollout.maxSurge());
    assertEquals(maxUnavailable, rollout.maxUnavailable());
  }

  /** Sets are written as wanted/available, the newest first and then the older from the oldest. */
  @ParameterizedTest(name = "{0} +{1} -{2}: {3} {4} -> {5}")
  @CsvSource({
    // surge first, then wait for the new pod, then let an old one go
    "3, 1, 0, 0/0, 3/3, new=1",
    "3, 1, 0, 1/0, 3/3, ''",
    "3, 1, 0, 1/1, 3/3, a=2",
    "3, 1, 0, 1/1, 2/3, new=2",
    "3, 1, 0, 2/1, 2/3, ''",
    "3, 1, 0, 2/1, 2/2, ''",
    "3, 1, 0, 3/3, 1/1, a=0",
    "3, 1, 0, 3/3, 0/0, ''",
    // without surge an old one goes first
    "3, 0, 1, 0/0, 3/3, a=2",
    "3, 0, 1, 0/0, 2/2, new=1",
    "3, 0, 1, 1/0, 2/2, ''",
    // old pods that are not available go before those that are
    "4, 1, 0, 2/2, 1/0 2/2, a=0",
    "4, 0, 1, 1/1, 2/0 1/1, a=1",
    "4, 1, 1, 2/2, 2/1 1/1, a=0",
    // the oldest goes first
    "4, 0, 2, 2/2, 1/1 1/1, a=0 b=0",
    "4, 2, 0, 4/4, 1/1 1/1, a=0 b=0",
    // scaling
    "6, 1, 0, 3/3, '', new=6",
    "2, 1, 0, 5/5, '', new=2",
    "0, 1, 0, 3/3, 2/2, new=0",
    "0, 0, 0, 0/0, 2/2, a=0",
  })
  void plansOneStepAtATime(
      int replicas, int surge, int unavailable, String newest, String older, String expected) {
    var rollout = new RollingUpdate(replicas, surge, unavailable);
    var plan = rollout.plan(generations("new", newest).getFirst(), generations("a", older));
    assertEquals(expected, text(plan));
  }

  @Test
  void staysWithinItsLimitsOnEveryWay() {
    for (int replicas = 1; replicas <= 6; replicas++) {
      for (int surge = 0; surge <= 3; surge++) {
        for (int unavailable = surge == 0 ? 1 : 0; unavailable <= replicas; unavailable++) {
          rollOut(new RollingUpdate(replicas, surge, unavailable));
        }
      }
    }
  }

  /** Every new pod becomes available one step after it is wanted. */
  private static void rollOut(RollingUpdate rollout) {
    int total = rollout.replicas();
    var newest = new Generation("new", 0, 0);
    var old = new Generation("a", total, total);
    for (int step = 0; step < 100 && (newest.available() < total || old.wanted() > 0); step++) {
      for (var scale : rollout.plan(newest, List.of(old))) {
        if (scale.name().equals("new")) {
          newest = new Generation("new", scale.replicas(), newest.available());
        } else {
          old = new Generation("a", scale.replicas(), scale.replicas());
        }
      }
      assertTrue(newest.wanted() + old.wanted() <= total + rollout.maxSurge());
      assertTrue(newest.available() + old.available() >= total - rollout.maxUnavailable());
      newest = new Generation("new", newest.wanted(), newest.wanted());
    }
    assertEquals(total, newest.available());
    assertEquals(0, old.wanted());
  }

  private static List<Generation> generations(String first, String text) {
    var sets = new ArrayList<Generation>();
    for (var set : text.isBlank() ? new String[0] : text.split(" ")) {
      var counts = set.split("/");
      var name = first.equals("a") ? String.valueOf((char) ('a' + sets.size())) : first;
      sets.add(new Generation(name, Integer.parseInt(counts[0]), Integer.parseInt(counts[1])));
    }
    return sets;
  }

  private static String text(List<Scale> plan) {
    return plan.stream()
        .map(scale -> scale.name() + "=" + scale.replicas())
        .collect(Collectors.joining(" "));
  }

  private static IntOrString limit(String text) {
    return text.endsWith("%") ? new IntOrString(text) : new IntOrString(Integer.parseInt(text));
  }
}

package io.latticeoperator.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.policy.Statement.Effect;
import io.latticeoperator.simulator.iam.Decision;
import io.latticeoperator.simulator.iam.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What statements mean, worked out from their own words, against what IAM makes of the documents
 * that they become.
 */
class PolicyMeaningTest {
  private static final int POLICIES = 1_500;
  private static final int REQUESTS = 40;

  @Test
  void aCompiledPolicyAllowsExactlyWhatItsStatementsSay() {
    int written = 0;
    int allowed = 0;
    for (int seed = 0; seed < POLICIES; seed++) {
      var world = new World(seed);
      var spec = world.policy();
      var compilation = Policies.compile(spec);
      if (compilation.document() == null) {
        assertTrue(
            spec.statements().stream().anyMatch(s -> s.effect() == Effect.DENY),
            "seed " + seed + ": only a deny is too much to leave out: " + compilation);
        continue;
      }
      written++;
      var policy = Policy.parse(compilation.document(), Policy.Kind.RESOURCE);
      for (int i = 0; i < REQUESTS; i++) {
        var call = world.call();
        boolean means = Meaning.allows(spec, call, Policies.REFERENCES);
        assertEquals(
            means,
            policy.decide(call.context()) == Decision.ALLOWED,
            "seed " + seed + ": " + call + "\n" + spec + "\n" + compilation.document());
        assertTrue(
            compilation.admits() || !means,
            "seed " + seed + ": somebody may call by " + compilation.document());
        allowed += means ? 1 : 0;
      }
    }
    assertTrue(written > POLICIES / 2, written + " of " + POLICIES + " were written");
    assertTrue(allowed > written, allowed + " calls were allowed");
  }

  @Test
  void fewerReferencesNeverLetMoreIn() {
    int compared = 0;
    for (int seed = 0; seed < POLICIES; seed++) {
      var world = new World(seed);
      var spec = world.policy();
      var known = PolicyCompiler.compile(spec, Policies.FIELD, true, 0, World.ALL_KNOWN);
      var fewer = PolicyCompiler.compile(spec, Policies.FIELD, true, 0, world.someKnown());
      if (fewer.document() == null) {
        continue;
      }
      var wide = Policy.parse(Objects.requireNonNull(known.document()), Policy.Kind.RESOURCE);
      var narrow = Policy.parse(fewer.document(), Policy.Kind.RESOURCE);
      for (int i = 0; i < REQUESTS; i++) {
        var call = world.call();
        if (narrow.decide(call.context()) == Decision.ALLOWED) {
          compared++;
          assertEquals(
              Decision.ALLOWED,
              wide.decide(call.context()),
              "seed " + seed + ": " + call + "\n" + known.document() + "\n" + fewer.document());
        }
      }
    }
    assertTrue(compared > POLICIES, compared + " calls were allowed");
  }

  @Test
  void theShortestPolicyIsNoLongerThanThePlainOneAndMeansTheSame() {
    long saved = 0;
    for (int seed = 0; seed < POLICIES; seed++) {
      var world = new World(seed);
      var reader = new StatementReader(Policies.FIELD, true, World.ALL_KNOWN);
      reader.read(world.policy().statements());
      var plain = PolicyText.of(reader.clauses());
      var shortest = PolicyText.of(Minimum.of(reader.clauses()));
      assertTrue(shortest.length() <= plain.length(), shortest + "\n" + plain);
      saved += plain.length() - shortest.length();
      var one = Policy.parse(shortest, Policy.Kind.RESOURCE);
      var other = Policy.parse(plain, Policy.Kind.RESOURCE);
      for (int i = 0; i < REQUESTS; i++) {
        var call = world.call();
        assertEquals(
            other.decide(call.context()) == Decision.ALLOWED,
            one.decide(call.context()) == Decision.ALLOWED,
            "seed " + seed + ": " + call + "\n" + shortest + "\n" + plain);
      }
    }
    assertTrue(saved > POLICIES, saved + " bytes saved");
  }

  @Test
  void whatIsWrittenDoesNotDependOnTheOrderOfAnything() {
    for (int seed = 0; seed < POLICIES; seed++) {
      var spec = new World(seed).policy();
      var random = new Random(seed);
      var shuffled =
          shuffled(spec.statements(), random).stream()
              .map(
                  s ->
                      new Statement(
                          s.effect(),
                          shuffled(s.principals(), random),
                          shuffled(s.methods(), random),
                          shuffled(s.paths(), random),
                          shuffled(s.headers(), random),
                          shuffled(s.sourceVpcs(), random),
                          shuffled(s.exports(), random)))
              .toList();
      assertEquals(
          Policies.compile(spec).document(),
          Policies.compile(new PolicySpec(shuffled, null, false)).document(),
          "seed " + seed);
    }
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    var copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  @Test
  void aCompiledPolicyIsCanonicalAndItsMinimumIsItself() {
    for (int seed = 0; seed < POLICIES; seed++) {
      var reader = new StatementReader(Policies.FIELD, true, World.ALL_KNOWN);
      reader.read(new World(seed).policy().statements());
      var clauses = Minimum.of(reader.clauses());
      var document = PolicyText.of(clauses);
      assertEquals(document, CanonicalPolicy.of(document), "seed " + seed);
      assertEquals(clauses, Minimum.of(clauses), "seed " + seed);
    }
  }

  /** Two patterns of which one covers the other, against every text of a small world. */
  @Test
  void aPatternThatCoversAnotherMatchesAllThatThatMatches() {
    var letters = List.of("", "a", "b", "*", "?");
    var patterns = new ArrayList<String>();
    for (var one : letters) {
      for (var two : letters) {
        for (var three : letters) {
          patterns.add(one + two + three);
        }
      }
    }
    var texts = patterns.stream().filter(text -> !Wildcards.present(text)).distinct().toList();
    int covered = 0;
    for (var wide : patterns) {
      for (var narrow : patterns) {
        if (Wildcards.covers(wide, narrow)) {
          covered++;
          for (var text : texts) {
            assertTrue(
                !Meaning.fits(narrow, text) || Meaning.fits(wide, text),
                wide + " does not cover " + narrow + ": " + text);
          }
        }
      }
    }
    assertTrue(covered > 1_000, covered + " pairs");
    assertEquals(
        Map.of(true, true, false, false),
        Map.of(Wildcards.covers("/a*", "/a/*"), true, Wildcards.covers("/a/*", "/a*"), false));
  }
}

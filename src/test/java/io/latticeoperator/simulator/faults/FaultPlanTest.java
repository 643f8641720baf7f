package io.latticeoperator.simulator.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
  private static final String EVERYTHING =
      """
      {"seed": 7, "rules": [
        {"name": "slow", "operations": ["Create*", "*Rule"], "caller": "AKIA*", "rate": 0.25,
         "latency": {"lognormal": {"p50": "20ms", "p99": "1.5s"}}},
        {"latency": {"fixed": "PT0.2S"}}, {"latency": {"uniform": {"from": "1ms", "to": "1m"}}},
        {"first": 3, "error": {"code": "ThrottlingException", "retryAfter": "2s"}},
        {"service": "ec2", "every": 2, "error": {"code": "RequestLimitExceeded", "status": 503}},
        {"fromSequence": 10, "toSequence": 20, "lost": {"effect": false}},
        {"from": "10s", "until": "2026-01-01T01:00:00Z", "blackHole": {"effect": true}},
        {"operations": "RegisterTargets", "unsuccessful": {"share": 0.5, "failureCode": "Busy"}},
        {"operations": "List*", "lag": {"lists": "5s", "tags": "3s"}},
        {"kinds": "SERVICE", "slow": {"factor": 10}}, {"slow": {"duration": "2h"}},
        {"during": ["CREATE", "DELETE"], "fails": {"failureCode": "X", "failureMessage": "y"}}
      ]}""";

  @Test
  void whatIsWrittenCanBeReadAgain() {
    var plan = FaultPlan.parse(EVERYTHING);
    assertEquals(12, plan.rules().size());
    assertEquals(plan, FaultPlan.parse(plan.json().toString()));
    assertEquals(FaultPlan.NONE, FaultPlan.parse("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rules': 1}                           | rules must be a list, but is 1",
        "[]                                     | must be an object, but is []",
        "{'seeds': 1}                           | seeds is not known; known are rules, seed",
        "{'rules':[{}]}                         | rules[0] must have exactly one of latency, error,",
        "{'rules':[{'lost':{},'slow':{}}]}      | but has lost, slow",
        "{'rules':[{'lost':{},'rate':1.5}]}     | rules[0].rate must be a number from 0.0 to 1.0, but is 1.5",
        "{'rules':[{'lost':{'effect':'no'}}]}   | rules[0].lost.effect must be true or false, but is \"no\"",
        "{'rules':[{'lost':{},'every':0}]}      | rules[0].every must be an integer from 1, but is 0",
        "{'rules':[{'error':{'code':'Boom'}}]}  | rules[0].error.code must be one of ValidationException,",
        "{'rules':[{'latency':{'fixed':'fast'}}]} | rules[0].latency.fixed must be a duration such as 250ms",
        "{'rules':[{'latency':{'fixed':'PT-1S'}}]} | rules[0].latency.fixed must be a duration",
        "{'rules':[{'latency':{}}]}             | rules[0].latency must have exactly one of fixed, uniform,",
        "{'rules':[{'latency':{'uniform':{'from':'2s','to':'1s'}}}]} | rules[0].latency.uniform.to must not be shorter",
        "{'rules':[{'latency':{'lognormal':{'p99':'1s'}}}]} | rules[0].latency.lognormal.p50 must be longer than nothing",
        "{'rules':[{'lost':{},'from':'soon'}]}  | rules[0].from must be a duration such as 30s or PT1M, or an instant",
        "{'rules':[{'lost':{},'operations':'CreateServise'}]} | rules[0].operations has CreateServise, which is none of vpc-lattice",
        "{'rules':[{'slow':{'factor':2},'operations':'*'}]} | rules[0].operations is not known",
        "{'rules':[{'lost':{},'kinds':['SERVICE']}]} | rules[0].kinds is not known",
        "{'rules':[{'slow':{'factor':2},'kinds':['SERVISE']}]} | rules[0].kinds must be of SERVICE, TARGET_GROUP,",
        "{'rules':[{'slow':{}}]}                | rules[0].slow must have exactly one of factor and duration",
        "{'rules':[{'service':'ec2','lag':{}}]} | rules[0].lag is for service vpc-lattice only",
        "{'rules':                              | line 1:",
        "{'seed':1,'seed':2}                    | Duplicate field 'seed'",
        "{} {}                                  | Trailing token",
      })
  void whatIsWrongIsNamedWithItsPath(String json, String problem) {
    var text = json.replace('\'', '"');
    var malformed = assertThrows(MalformedPlan.class, () -> FaultPlan.parse(text));
    assertTrue(malformed.getMessage().contains(problem), malformed.getMessage());
  }

  @Test
  void thePlanInTheDocumentationIsOne() throws IOException {
    var page = Files.readString(Path.of("docs/simulator.md"));
    var section = page.substring(page.indexOf("## Faults"));
    int begin = section.indexOf("```json") + "```json".length();
    assertEquals(
        4, FaultPlan.parse(section.substring(begin, section.indexOf("```", begin))).rules().size());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var malformed =
        assertThrows(
            MalformedPlan.class,
            () -> FaultPlan.parse("{\"rules\":[{\"rate\":2,\"lost\":{}},{\"lost\":{\"a\":1}}]}"));
    assertEquals(
        List.of(
            "rules[0].rate must be a number from 0.0 to 1.0, but is 2",
            "rules[1].lost.a is not known; known are effect"),
        malformed.problems());
  }

  @ParameterizedTest
  @CsvSource({
    "*,anything,true",
    "Create*,CreateService,true",
    "Create*,GetService,false",
    "*Rule,CreateRule,true",
    "*Rule,CreateRules,false",
    "C*S*e,CreateService,true",
    "a*a,a,false",
    "a*b*a,aba,true",
    "a*bb*ba,abba,false",
    "GetRule,GetRule,true",
    "GetRule,GetRul,false",
  })
  void anAsteriskStandsForAnyText(String glob, String value, boolean matches) {
    assertEquals(matches, new Wildcard(glob).matches(value));
  }

  @Test
  void aLogNormalLatencyHasThePercentilesThatItIsGiven() {
    var distribution = new Distribution.LogNormal(Duration.ofMillis(20), Duration.ofMillis(400));
    var random = new SplittableRandom(1);
    var values = Stream.generate(() -> distribution.next(random)).limit(20_000).sorted().toList();
    assertEquals(20, values.get(10_000).toMillis(), 1);
    assertEquals(400, values.get(19_800).toMillis(), 40);
    assertFalse(values.getFirst().isNegative());
  }

  @Test
  void aUniformLatencyStaysBetweenItsEnds() {
    var from = Duration.ofMillis(10);
    var to = Duration.ofMillis(30);
    var random = new SplittableRandom(1);
    var distribution = new Distribution.Uniform(from, to);
    var values = Stream.generate(() -> distribution.next(random)).limit(10_000).sorted().toList();
    assertTrue(values.getFirst().compareTo(from) >= 0 && values.getLast().compareTo(to) <= 0);
    assertEquals(20, values.get(5_000).toMillis(), 1);
  }
}

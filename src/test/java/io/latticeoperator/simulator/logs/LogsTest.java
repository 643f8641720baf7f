package io.latticeoperator.simulator.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.contract.JsonClient;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long NOW = START.toEpochMilli();

  private final VirtualTimeline time = new VirtualTimeline(START);
  private final List<String> asked = new ArrayList<>();
  private final Environment environment =
      Environment.of(time, World.of(), "111122223333", 1)
          .authorizedBy(
              (caller, access) -> {
                asked.add(access.action() + " " + access.resource());
                return Optional.empty();
              });
  private final Logs service = new Logs(environment);
  private final JsonClient client = JsonClient.logs(service);

  private void makeStream() {
    client.ok("CreateLogGroup", "{'logGroupName':'/shop'}");
    client.ok("CreateLogStream", "{'logGroupName':'/shop','logStreamName':'one'}");
  }

  private JsonNode put(long... times) {
    var events = new ArrayList<String>();
    for (long at : times) {
      events.add("{'timestamp':%d,'message':'%d'}".formatted(at, at - NOW));
    }
    return client.ok(
        "PutLogEvents",
        "{'logGroupName':'/shop','logStreamName':'one','logEvents':[%s]}",
        String.join(",", events));
  }

  private int count() {
    return client.ok("FilterLogEvents", "{'logGroupName':'/shop'}").get("events").size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a*", "aws/x", "ä"})
  void aNameThatIsNoneIsRefused(String name) {
    assertEquals(
        "InvalidParameterException",
        client.refused("CreateLogGroup", "{'logGroupName':'%s'}", name));
  }

  @Test
  void aNameHas512CharactersAtMost() {
    client.ok("CreateLogGroup", "{'logGroupName':'%s'}", "a".repeat(512));
    assertEquals(
        "InvalidParameterException",
        client.refused("CreateLogGroup", "{'logGroupName':'%s'}", "a".repeat(513)));
  }

  @Test
  void whatIsTooOldOrTooNewIsRejectedAndTheRestIsTaken() {
    makeStream();
    long day = Duration.ofDays(1).toMillis();
    assertTrue(put(NOW - 1, NOW).path("rejectedLogEventsInfo").isMissingNode());
    assertEquals(
        2,
        put(NOW - 15 * day, NOW - 15 * day)
            .at("/rejectedLogEventsInfo/tooOldLogEventEndIndex")
            .asInt());
    long hours = Duration.ofHours(3).toMillis();
    assertEquals(
        1, put(NOW, NOW + hours).at("/rejectedLogEventsInfo/tooNewLogEventStartIndex").asInt());
    assertEquals(3, count());
  }

  @Test
  void retentionForgetsWithTime() {
    makeStream();
    put(NOW);
    client.ok("PutRetentionPolicy", "{'logGroupName':'/shop','retentionInDays':1}");
    time.advance(Duration.ofHours(23));
    assertEquals(1, count());
    time.advance(Duration.ofHours(2));
    assertEquals(0, count());
    assertEquals(1, put(NOW).at("/rejectedLogEventsInfo/expiredLogEventEndIndex").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                     | GET /cart 200 | true",
        "GET 200                              | GET /cart 200 | true",
        "GET 500                              | GET /cart 200 | false",
        "?GET ?POST                           | POST /cart    | true",
        "GET -500                             | GET /cart 500 | false",
        "\"/cart 200\"                        | GET /cart 200 | true",
        "{ $.a = \"x\" }                      | {\"a\":\"x\"} | true",
        "{ $.a = x* }                         | {\"a\":\"xyz\"} | true",
        "{ $.a != x }                         | {\"a\":\"x\"} | false",
        "{ $.a.b[1] >= 5 }                    | {\"a\":{\"b\":[1,5]}} | true",
        "{ $.a > 5 && $.b = y }               | {\"a\":6,\"b\":\"y\"} | true",
        "`{ ($.a > 5 || $.b = y) && $.c = z }` | {\"a\":6,\"c\":\"w\"} | false",
        "{ $.a NOT EXISTS }                   | {\"b\":1} | true",
        "{ $.a IS NULL }                      | {\"a\":null} | true",
        "{ $.a = 1 }                          | no json | false",
        "{ $.a = 404 }                        | {\"a\":404} | true",
      })
  void patternsFindWhatTheyDescribe(String pattern, String message, boolean isFound) {
    var parsed = FilterPattern.parse(pattern == null ? "" : pattern);
    assertEquals(isFound, parsed.matches(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ $.a }", "{ a = 1 }", "{ $.a = ", "{ $.a > x }", "[ip, user]", "{}"})
  void patternsThatAreNoneAreRefused(String pattern) {
    makeStream();
    assertEquals(
        "InvalidParameterException",
        client.refused(
            "FilterLogEvents", "{'logGroupName':'/shop','filterPattern':'%s'}", pattern));
  }

  @Test
  void filteredEventsComeInPagesInTheOrderOfTheirTimes() {
    makeStream();
    client.ok("CreateLogStream", "{'logGroupName':'/shop','logStreamName':'two'}");
    put(NOW - 3, NOW - 1);
    client.ok(
        "PutLogEvents",
        "{'logGroupName':'/shop','logStreamName':'two','logEvents':"
            + "[{'timestamp':%d,'message':'between'}]}",
        NOW - 2);
    var first = client.ok("FilterLogEvents", "{'logGroupName':'/shop','limit':2}");
    assertEquals("between", first.at("/events/1/message").asText());
    var second =
        client.ok(
            "FilterLogEvents",
            "{'logGroupName':'/shop','limit':2,'nextToken':'%s'}",
            first.get("nextToken").asText());
    assertEquals(NOW - 1, second.at("/events/0/timestamp").asLong());
    assertTrue(second.path("nextToken").isMissingNode());
    var range =
        client.ok(
            "FilterLogEvents",
            "{'logGroupName':'/shop','startTime':%d,'endTime':%d}",
            NOW - 2,
            NOW - 1);
    assertEquals(2, range.get("events").size());
    assertEquals(
        0,
        client
            .ok("FilterLogEvents", "{'logGroupName':'/shop','startTime':5,'endTime':1}")
            .get("events")
            .size());
  }

  @Test
  void permissionsAreAskedForTheGroupAndTheStream() {
    makeStream();
    put(NOW);
    var group = "arn:aws:logs:eu-central-1:111122223333:log-group:/shop:log-stream:";
    assertEquals("logs:CreateLogGroup " + group, asked.getFirst());
    assertEquals("logs:PutLogEvents " + group + "one", asked.getLast());
    client.ok("CreateLogGroup", "{'logGroupName':'/tagged','tags':{'team':'a'}}");
    assertEquals(
        "logs:TagResource arn:aws:logs:eu-central-1:111122223333:log-group:/tagged:log-stream:",
        asked.getLast());
  }

  @Test
  void whatIsSavedIsThereAgainAfterARestart() {
    client.ok("CreateLogGroup", "{'logGroupName':'/shop','tags':{'team':'a','area':'b'}}");
    client.ok("CreateLogStream", "{'logGroupName':'/shop','logStreamName':'one'}");
    client.ok("PutRetentionPolicy", "{'logGroupName':'/shop','retentionInDays':7}");
    client.ok("PutResourcePolicy", "{'policyName':'p','policyDocument':'{\\'Statement\\':[{}]}'}");
    put(NOW - 1, NOW);
    var restarted = new Logs(environment);
    restarted.restore(service.save());
    assertEquals(service.save(), restarted.save());
    var again = JsonClient.logs(restarted);
    assertEquals(client.ok("DescribeLogGroups", "{}"), again.ok("DescribeLogGroups", "{}"));
    assertEquals(
        client.ok("FilterLogEvents", "{'logGroupName':'/shop'}"),
        again.ok("FilterLogEvents", "{'logGroupName':'/shop'}"));
  }

  @Test
  void aGroupIsFoundByItsArn() {
    makeStream();
    var arn = "arn:aws:logs:eu-central-1:111122223333:log-group:/shop";
    assertTrue(service.exists(arn));
    assertTrue(service.exists(arn + ":*"));
    assertFalse(service.exists(arn + "ping"));
    assertFalse(service.exists("arn:aws:logs:eu-west-1:111122223333:log-group:/shop"));
    assertTrue(service.exists("arn:aws:s3:::bucket"));
  }

  @Test
  void atMostTenResourcePoliciesAreKept() {
    for (int index = 0; index < 10; index++) {
      client.ok(
          "PutResourcePolicy",
          "{'policyName':'p%d','policyDocument':'{\\'Statement\\':[{}]}'}",
          index);
    }
    assertEquals(
        "LimitExceededException",
        client.refused(
            "PutResourcePolicy",
            "{'policyName':'more','policyDocument':'{\\'Statement\\':[{}]}'}"));
    assertEquals(
        "InvalidParameterException",
        client.refused("PutResourcePolicy", "{'policyName':'p1','policyDocument':'x'}"));
  }
}

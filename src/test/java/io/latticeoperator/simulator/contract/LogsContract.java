package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.aws.Aws;
import io.latticeoperator.aws.TestAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** CloudWatch Logs by the AWS SDK for Java. */
// The SDK takes any number of changes of a generic type.
@SuppressWarnings("unchecked")
abstract class LogsContract {
  private final TestAccount account;
  private final CloudWatchLogsClient client;
  private final String group;
  private final long start = Instant.now().toEpochMilli() - 60_000;

  LogsContract(Aws aws) {
    account = aws.open();
    client = account.client(CloudWatchLogsClient.builder());
    group = "/" + account.prefix() + "/access";
  }

  @BeforeEach
  void makeAGroup() {
    client.createLogGroup(request -> request.logGroupName(group).tags(Map.of("team", "a")));
  }

  @AfterEach
  void close() {
    client.close();
    account.close();
  }

  private void write(String stream, String... messages) {
    client.createLogStream(request -> request.logGroupName(group).logStreamName(stream));
    var events =
        IntStream.range(0, messages.length)
            .mapToObj(
                index ->
                    InputLogEvent.builder()
                        .timestamp(start + index)
                        .message(messages[index])
                        .build())
            .toList();
    client.putLogEvents(
        request -> request.logGroupName(group).logStreamName(stream).logEvents(events));
  }

  private List<String> filtered(String pattern) {
    return client
        .filterLogEvents(request -> request.logGroupName(group).filterPattern(pattern))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .toList();
  }

  @Test
  void aGroupIsDescribedWithItsRetentionAndTags() {
    client.putRetentionPolicy(request -> request.logGroupName(group).retentionInDays(7));
    var described =
        client
            .describeLogGroups(request -> request.logGroupNamePrefix(group))
            .logGroups()
            .getFirst();
    assertEquals(group, described.logGroupName());
    assertEquals(7, described.retentionInDays());
    assertTrue(described.arn().endsWith(":log-group:" + group + ":*"), described.arn());
    assertTrue(described.creationTime() <= System.currentTimeMillis() + 1000);
    var arn = described.arn().substring(0, described.arn().length() - 2);
    assertEquals(
        Map.of("team", "a"),
        client.listTagsForResource(request -> request.resourceArn(arn)).tags());
    client.tagResource(request -> request.resourceArn(arn).tags(Map.of("owner", "b")));
    client.untagResource(request -> request.resourceArn(arn).tagKeys("team"));
    assertEquals(
        Map.of("owner", "b"),
        client.listTagsForResource(request -> request.resourceArn(arn)).tags());
    client.deleteRetentionPolicy(request -> request.logGroupName(group));
    assertNull(
        client
            .describeLogGroups(request -> request.logGroupNamePrefix(group))
            .logGroups()
            .getFirst()
            .retentionInDays());
  }

  @Test
  void groupsComeInPages() {
    account.assumeNot(Aws.LOCALSTACK, "it takes no notice of the limit of a page");
    client.createLogGroup(request -> request.logGroupName(group + "-b"));
    client.createLogGroup(request -> request.logGroupName(group + "-c"));
    var first = client.describeLogGroups(request -> request.logGroupNamePrefix(group).limit(2));
    assertEquals(2, first.logGroups().size());
    var second =
        client.describeLogGroups(
            request -> request.logGroupNamePrefix(group).limit(2).nextToken(first.nextToken()));
    assertEquals(group + "-c", second.logGroups().getFirst().logGroupName());
    assertNull(second.nextToken());
  }

  @Test
  void whatIsThereCannotBeMadeAndWhatIsNotCannotBeFound() {
    assertThrows(
        ResourceAlreadyExistsException.class,
        () -> client.createLogGroup(request -> request.logGroupName(group)));
    assertThrows(
        ResourceNotFoundException.class,
        () -> client.deleteLogGroup(request -> request.logGroupName(group + "-none")));
    write("one", "hello");
    assertThrows(
        ResourceAlreadyExistsException.class,
        () -> client.createLogStream(req -> req.logGroupName(group).logStreamName("one")));
    assertThrows(
        ResourceNotFoundException.class,
        () ->
            client.putLogEvents(
                request ->
                    request
                        .logGroupName(group)
                        .logStreamName("none")
                        .logEvents(event -> event.timestamp(start).message("hello"))));
  }

  @Test
  void aRetentionThatIsNotOnTheListIsRefused() {
    account.assumeNot(Aws.LOCALSTACK, "it takes any number of days");
    assertThrows(
        InvalidParameterException.class,
        () -> client.putRetentionPolicy(request -> request.logGroupName(group).retentionInDays(2)));
  }

  @Test
  void eventsAreReadForwardsAndTheTokenStaysAtTheEnd() {
    write("one", "a", "b", "c");
    var first =
        client.getLogEvents(
            request ->
                request.logGroupName(group).logStreamName("one").startFromHead(true).limit(2));
    assertEquals(List.of("a", "b"), messages(first.events()));
    assertEquals(start, first.events().getFirst().timestamp());
    var second = next(first.nextForwardToken());
    assertEquals(List.of("c"), messages(second.events()));
    var third = next(second.nextForwardToken());
    assertEquals(List.of(), third.events());
    assertEquals(second.nextForwardToken(), third.nextForwardToken());
    var newest =
        client.getLogEvents(request -> request.logGroupName(group).logStreamName("one").limit(1));
    assertEquals(List.of("c"), messages(newest.events()));
  }

  private GetLogEventsResponse next(String token) {
    return client.getLogEvents(
        request ->
            request
                .logGroupName(group)
                .logStreamName("one")
                .startFromHead(true)
                .limit(2)
                .nextToken(token));
  }

  private static List<String> messages(List<OutputLogEvent> events) {
    return events.stream().map(OutputLogEvent::message).toList();
  }

  @Test
  void eventsOfAllStreamsAreFound() {
    write("one", "GET /cart 200", "GET /cart 500");
    write("two", "{\"responseCode\":503,\"requestPath\":\"/cart\"}");
    assertEquals(3, filtered("").size());
    assertEquals(
        1,
        client.filterLogEvents(r -> r.logGroupName(group).logStreamNames("two")).events().size());
  }

  @Test
  void aPatternChoosesEvents() {
    account.assumeNot(Aws.LOCALSTACK, "it takes no notice of patterns");
    write("one", "GET /cart 200", "GET /cart 500");
    write("two", "{\"responseCode\":503,\"requestPath\":\"/cart\"}");
    assertEquals(List.of("GET /cart 500"), filtered("GET 500"));
    assertEquals(List.of(), filtered("POST"));
    assertEquals(1, filtered("{ $.responseCode = 503 }").size());
    assertEquals(List.of(), filtered("{ $.responseCode = 200 }"));
  }

  @Test
  void eventsHaveToBeInTheOrderOfTheirTimes() {
    client.createLogStream(request -> request.logGroupName(group).logStreamName("one"));
    assertThrows(
        InvalidParameterException.class,
        () ->
            client.putLogEvents(
                request ->
                    request
                        .logGroupName(group)
                        .logStreamName("one")
                        .logEvents(
                            event -> event.timestamp(start).message("b"),
                            event -> event.timestamp(start - 1).message("a"))));
  }

  @Test
  void streamsAreSortedByNameOrByTheirLastEvent() {
    write("b", "first");
    write("a", "second", "third");
    assertEquals(
        List.of("a", "b"),
        names(client.describeLogStreams(request -> request.logGroupName(group)).logStreams()));
    assertEquals(
        List.of("a", "b"),
        names(
            client
                .describeLogStreams(
                    request ->
                        request.logGroupName(group).orderBy("LastEventTime").descending(true))
                .logStreams()));
    assertThrows(
        InvalidParameterException.class,
        () ->
            client.describeLogStreams(
                request ->
                    request.logGroupName(group).orderBy("LastEventTime").logStreamNamePrefix("a")));
  }

  private static List<String> names(List<LogStream> streams) {
    return streams.stream().map(LogStream::logStreamName).toList();
  }

  @Test
  void aResourcePolicyIsKeptAndDeleted() {
    var name = account.prefix() + "-delivery";
    var document =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"delivery.logs.amazonaws.com\"},\"Action\":\"logs:PutLogEvents\","
            + "\"Resource\":\"*\"}]}";
    client.putResourcePolicy(request -> request.policyName(name).policyDocument(document));
    assertTrue(
        client.describeResourcePolicies().resourcePolicies().stream()
            .anyMatch(policy -> policy.policyName().equals(name)));
    client.deleteResourcePolicy(request -> request.policyName(name));
    assertThrows(
        ResourceNotFoundException.class,
        () -> client.deleteResourcePolicy(request -> request.policyName(name)));
  }
}

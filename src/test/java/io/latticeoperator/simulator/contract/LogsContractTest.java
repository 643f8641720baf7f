package io.latticeoperator.simulator.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * CloudWatch Logs by the AWS SDK for Java. Runs against the simulator, and against LocalStack too
 * when {@code LATTICE_LOCALSTACK_ENDPOINT} names it, such as {@code http://127.0.0.1:4566}.
 */
// The SDK takes any number of changes of a generic type.
@SuppressWarnings("unchecked")
@ParameterizedClass
@MethodSource("claimants")
class LogsContractTest {
  private final Endpoint endpoint;
  private final CloudWatchLogsClient client;
  private final String group = "/lattice/" + UUID.randomUUID();
  private final long start = Instant.now().toEpochMilli() - 60_000;

  LogsContractTest(Endpoint.Claimant claimant) {
    endpoint = claimant.open();
    client =
        CloudWatchLogsClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.EU_CENTRAL_1)
            .httpClientBuilder(ApacheHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
    client.createLogGroup(request -> request.logGroupName(group).tags(Map.of("team", "a")));
  }

  static Stream<Endpoint.Claimant> claimants() {
    return Endpoint.Claimant.present();
  }

  @AfterEach
  void close() {
    client
        .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(group))
        .logGroups()
        .stream()
        .map(LogGroup::logGroupName)
        .forEach(name -> client.deleteLogGroup(request -> request.logGroupName(name)));
    client.close();
    endpoint.close();
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
    endpoint.assumeExact();
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
    endpoint.assumeExact();
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
  void eventsOfAllStreamsAreFiltered() {
    write("one", "GET /cart 200", "GET /cart 500");
    write("two", "{\"responseCode\":503,\"requestPath\":\"/cart\"}");
    assertEquals(3, filtered("").size());
    assertEquals(
        1,
        client.filterLogEvents(r -> r.logGroupName(group).logStreamNames("two")).events().size());
    endpoint.assumeExact();
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
    var name = "delivery-" + UUID.randomUUID();
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

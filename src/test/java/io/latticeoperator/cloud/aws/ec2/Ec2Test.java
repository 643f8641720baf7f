package io.latticeoperator.cloud.aws.ec2;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Our EC2 against the SDK's: the same on the wire, and the same exceptions. */
class Ec2Test {
  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIA", "secret", "session"));
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Map<String, String> TAG = Map.of("a/b c", "ü&=+*~");
  private static final Permission PERMISSION =
      new Permission(8080, 8081, "pl-1", "to pods of shop & co");

  private final FormServer server = new FormServer();
  private final SdkHttpClient http = ApacheHttpClient.builder().build();

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  private Ec2 ec2(AwsCredentialsProvider credentials, Duration attempt, Duration total) {
    return new Ec2(
        new QueryClient(
            http,
            credentials,
            new QueryClient.Settings(
                server.uri(), "eu-central-1", attempt, total, "lattice-operator/test")));
  }

  private Ec2 ec2() {
    return ec2(CREDENTIALS, LONG, LONG);
  }

  private Ec2Client sdks() {
    return Ec2Client.builder()
        .endpointOverride(server.uri())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(CREDENTIALS)
        .httpClient(http)
        .build();
  }

  private static Arguments call(String name, Consumer<Ec2> ours, Consumer<Ec2Client> theirs) {
    return Arguments.argumentSet(name, name, ours, theirs);
  }

  private static List<Filter> filters() {
    return List.of(Filter.exactly("tag:x", "a*b?c\\d"), Filter.anyOf("id", List.of("1", "2")));
  }

  private static software.amazon.awssdk.services.ec2.model.Filter[] theirFilters() {
    return new software.amazon.awssdk.services.ec2.model.Filter[] {
      software.amazon.awssdk.services.ec2.model.Filter.builder()
          .name("tag:x")
          .values("a\\*b\\?c\\\\d")
          .build(),
      software.amazon.awssdk.services.ec2.model.Filter.builder().name("id").values("1", "2").build()
    };
  }

  private static Tag[] theirTags() {
    return TAG.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toArray(Tag[]::new);
  }

  @SuppressWarnings("unchecked") // of the SDK varargs
  static final List<Arguments> CALLS =
      List.of(
          call(
              "DescribeSecurityGroupRules",
              ours -> ours.describeSecurityGroupRules(filters(), "next"),
              theirs ->
                  theirs.describeSecurityGroupRules(
                      page -> page.filters(theirFilters()).nextToken("next"))),
          call(
              "DescribeManagedPrefixLists",
              ours -> ours.describeManagedPrefixLists(filters(), null),
              theirs -> theirs.describeManagedPrefixLists(page -> page.filters(theirFilters()))),
          call(
              "DescribeSecurityGroups",
              ours -> ours.describeSecurityGroups(filters(), null),
              theirs -> theirs.describeSecurityGroups(page -> page.filters(theirFilters()))),
          call(
              "DescribeVpcs",
              ours -> ours.describeVpcs(filters(), null),
              theirs -> theirs.describeVpcs(page -> page.filters(theirFilters()))),
          call(
              "DescribeSubnets",
              ours -> ours.describeSubnets(filters(), "t=/+"),
              theirs ->
                  theirs.describeSubnets(page -> page.filters(theirFilters()).nextToken("t=/+"))),
          call(
              "DescribeNetworkInterfaces",
              ours -> ours.describeNetworkInterfaces(filters(), null),
              theirs -> theirs.describeNetworkInterfaces(page -> page.filters(theirFilters()))),
          call(
              "AuthorizeSecurityGroupIngress",
              ours -> {
                assertThrows(
                    SdkClientException.class,
                    () -> ours.authorizeSecurityGroupIngress("sg-1", PERMISSION, TAG));
              },
              theirs ->
                  theirs.authorizeSecurityGroupIngress(
                      request ->
                          request
                              .groupId("sg-1")
                              .ipPermissions(
                                  to ->
                                      to.ipProtocol("tcp")
                                          .fromPort(8080)
                                          .toPort(8081)
                                          .prefixListIds(
                                              list ->
                                                  list.prefixListId("pl-1")
                                                      .description(PERMISSION.description())))
                              .tagSpecifications(
                                  tags ->
                                      tags.resourceType(ResourceType.SECURITY_GROUP_RULE)
                                          .tags(theirTags())))),
          call(
              "ModifySecurityGroupRules",
              ours -> ours.modifySecurityGroupRules("sg-1", "sgr-1", PERMISSION),
              theirs ->
                  theirs.modifySecurityGroupRules(
                      request ->
                          request
                              .groupId("sg-1")
                              .securityGroupRules(
                                  rule ->
                                      rule.securityGroupRuleId("sgr-1")
                                          .securityGroupRule(
                                              to ->
                                                  to.ipProtocol("tcp")
                                                      .fromPort(8080)
                                                      .toPort(8081)
                                                      .prefixListId("pl-1")
                                                      .description(PERMISSION.description()))))),
          call(
              "RevokeSecurityGroupIngress",
              ours -> ours.revokeSecurityGroupIngress("sg-1", "sgr-1"),
              theirs ->
                  theirs.revokeSecurityGroupIngress(
                      request -> request.groupId("sg-1").securityGroupRuleIds("sgr-1"))),
          call(
              "CreateTags",
              ours -> ours.createTags("sgr-1", TAG),
              theirs -> theirs.createTags(request -> request.resources("sgr-1").tags(theirTags()))),
          call(
              "DeleteTags",
              ours -> ours.deleteTags("sgr-1", Set.of("team")),
              theirs ->
                  theirs.deleteTags(
                      request -> request.resources("sgr-1").tags(tag -> tag.key("team")))));

  @ParameterizedTest
  @FieldSource("CALLS")
  void asksWhatTheSdkAsks(String action, Consumer<Ec2> ours, Consumer<Ec2Client> theirs) {
    ours.accept(ec2());
    try (var client = sdks()) {
      theirs.accept(client);
    }
    var requests = server.requests();
    assertEquals(2, requests.size());
    assertEquals(requests.getLast().form(), requests.getFirst().form());
    assertEquals(action, requests.getFirst().form().get("Action"));
    for (var header : List.of("Content-type", "X-amz-security-token")) {
      assertEquals(requests.getLast().header(header), requests.getFirst().header(header), header);
    }
    assertEquals(
        scope(requests.getLast()), scope(requests.getFirst()), "scope and names of what is signed");
    assertTrue(requests.getFirst().header("User-agent").startsWith("aws-sdk-java/2."));
    assertTrue(requests.getFirst().header("User-agent").endsWith(" lattice-operator/test"));
  }

  /** The SDK signs headers of its own besides, which count its tries. */
  private static String scope(FormServer.Request request) {
    return request
        .header("Authorization")
        .replaceFirst(", Signature=.*", "")
        .replace("amz-sdk-invocation-id;amz-sdk-request;", "");
  }

  /** Permissions are derived from the methods that are called. */
  @Test
  void everyMethodIsNamedAsItsOperation() {
    var operations =
        CALLS.stream()
            .map(each -> (String) each.get()[0])
            .collect(Collectors.toCollection(TreeSet::new));
    var methods =
        Arrays.stream(Ec2.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(method -> method.getName())
            .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(operations, methods);
  }

  @Test
  void readsAPageOfRules() {
    server.then(
        200,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <DescribeSecurityGroupRulesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <requestId>r</requestId>
          <securityGroupRuleSet>
            <item>
              <groupId>sg-1</groupId><securityGroupRuleId>sgr-1</securityGroupRuleId>
              <isEgress>false</isEgress><ipProtocol>tcp</ipProtocol>
              <fromPort>80</fromPort><toPort>90</toPort><prefixListId>pl-1</prefixListId>
              <securityGroupRuleArn>arn:1</securityGroupRuleArn>
              <tagSet><item><key>team</key><value>a &amp; b</value></item>
                <item><key>empty</key><value/></item></tagSet>
            </item>
            <item>
              <groupId>sg-1</groupId><securityGroupRuleId>sgr-2</securityGroupRuleId>
              <isEgress>true</isEgress><ipProtocol>-1</ipProtocol><tagSet/>
              <referencedGroupInfo><groupId>sg-2</groupId></referencedGroupInfo>
            </item>
          </securityGroupRuleSet>
          <nextToken>more</nextToken>
        </DescribeSecurityGroupRulesResponse>
        """);
    var tags = Map.of("team", "a & b", "empty", "");
    assertEquals(
        new Page<>(
            List.of(
                new Rule("sgr-1", "arn:1", "sg-1", false, "tcp", 80, 90, "pl-1", "", "", "", tags),
                new Rule("sgr-2", "", "sg-1", true, "-1", -1, -1, "", "", "", "sg-2", Map.of())),
            "more"),
        ec2().describeSecurityGroupRules(List.of(), null));
  }

  @Test
  void readsAddressesOfBothFamilies() {
    server.then(
        200,
        """
        <DescribeSubnetsResponse><subnetSet><item>
          <subnetId>subnet-1</subnetId><cidrBlock>10.0.0.0/24</cidrBlock>
          <availabilityZone>eu-central-1a</availabilityZone>
          <ipv6CidrBlockAssociationSet><item><ipv6CidrBlock>fd00::/64</ipv6CidrBlock></item>
          </ipv6CidrBlockAssociationSet></item></subnetSet></DescribeSubnetsResponse>
        """);
    assertEquals(
        new Page<>(
            List.of(
                new Ec2.Subnet("subnet-1", List.of("10.0.0.0/24", "fd00::/64"), "eu-central-1a")),
            null),
        ec2().describeSubnets(List.of(), null));
  }

  @Test
  void anErrorHasCodeMessageAndStatusAndIsNotTriedAgain() {
    server.then(
        503,
        "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow down</Message>"
            + "</Error></Errors><RequestID>r-1</RequestID></Response>");
    var refused = assertThrows(AwsServiceException.class, this::vpcs);
    assertEquals("RequestLimitExceeded", refused.awsErrorDetails().errorCode());
    assertEquals("slow down", refused.awsErrorDetails().errorMessage());
    assertEquals(503, refused.statusCode());
    assertEquals("r-1", refused.requestId());
    assertTrue(refused.isThrottlingException());
    assertEquals(1, server.requests().size());
  }

  @Test
  void aRefusalNamesTheAction() {
    server.then(
        403,
        "<Response><Errors><Error><Code>UnauthorizedOperation</Code>"
            + "<Message>You are not authorized.</Message></Error></Errors></Response>");
    var refused = assertThrows(AwsServiceException.class, this::vpcs);
    assertEquals(
        "You are not authorized. (ec2:DescribeVpcs)", refused.awsErrorDetails().errorMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Bad gateway", "{}"})
  void whatIsNoAnswerOfAwsHasAStatusAndNoCode(String body) {
    server.then(502, body);
    var refused = assertThrows(AwsServiceException.class, this::vpcs);
    assertEquals(502, refused.statusCode());
    assertEquals(null, refused.awsErrorDetails().errorCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Welcome", "<a><vpcSet><item/></vpcSet></a>"})
  void whatIsNotUnderstoodIsALostAnswer(String body) {
    server.then(200, body);
    assertThrows(SdkClientException.class, this::vpcs);
  }

  @Test
  void aBrokenConnectionIsALostAnswer() {
    server.then(0, "");
    var lost = assertThrows(SdkClientException.class, this::vpcs);
    assertTrue(lost.getMessage().startsWith("Unable to execute HTTP request: "), lost.getMessage());
  }

  @Test
  void anAnswerThatNeverComesIsGivenUp() {
    server.then(-1, "");
    var ec2 = ec2(CREDENTIALS, SHORT, LONG);
    assertThrows(SdkClientException.class, () -> ec2.describeVpcs(List.of(), null));
  }

  @Test
  void credentialsThatNeverComeAreGivenUp() {
    var asked = Thread.ofVirtual().unstarted(() -> {});
    AwsCredentialsProvider never =
        () -> {
          try {
            asked.join();
            Thread.currentThread().join();
          } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
          }
          return null;
        };
    var ec2 = ec2(never, SHORT, SHORT);
    assertThrows(ApiCallTimeoutException.class, () -> ec2.describeVpcs(List.of(), null));
    assertEquals(List.of(), server.requests());
  }

  @Test
  void whatTheCredentialsSayComesThrough() {
    var none = SdkClientException.create("no credentials");
    AwsCredentialsProvider absent =
        () -> {
          throw none;
        };
    var thrown =
        assertThrows(
            SdkClientException.class, () -> ec2(absent, LONG, LONG).describeVpcs(List.of(), null));
    assertEquals(none, thrown);
  }

  @Test
  void anInterruptEndsTheWait() throws InterruptedException {
    server.then(-1, "");
    var thrown = new AtomicReference<Throwable>();
    var caller = Thread.ofVirtual().unstarted(this::vpcs);
    caller.setUncaughtExceptionHandler((thread, failure) -> thrown.set(failure));
    caller.start();
    await().until(() -> server.requests().size() == 1);
    caller.interrupt();
    caller.join();
    assertInstanceOf(SdkClientException.class, thrown.get());
  }

  private void vpcs() {
    ec2().describeVpcs(List.of(), null);
  }
}

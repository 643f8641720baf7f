package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of everything that can go wrong on the way to AWS and back. */
class FaultsTest {
  private static final String SERVICE_ID = "svc-0123456789abcdef0";
  private static final String SERVICE_ARN =
      "arn:aws:vpc-lattice:eu-central-1:111122223333:service/" + SERVICE_ID;
  private static final Key KEY =
      new Key(new Place("", "eu-central-1"), Owner.export("shop", "checkout"), Role.service());
  private static final Change CREATE =
      new Change.Create(KEY, new LatticeService("checkout", null), Map.of(), Map.of(), "test");
  private static final Change DELETE =
      new Change.Delete(
          KEY,
          new Physical(SERVICE_ID, SERVICE_ARN, ResourceStatus.ACTIVE, null, null, null),
          new LatticeService("checkout", null),
          Map.of(),
          "test");

  private final CannedServer server = new CannedServer();

  @AfterEach
  void close() {
    server.close();
  }

  private static Fault fault(Receipt receipt) {
    return assertInstanceOf(Receipt.Failed.class, receipt.outcome()).fault();
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, INVALID",
    "400, ExpiredTokenException, DENIED",
    "400, ThrottlingException, THROTTLED",
    "401, Unauthorized, DENIED",
    "402, ServiceQuotaExceededException, QUOTA",
    "403, AccessDeniedException, DENIED",
    "403, UnrecognizedClientException, DENIED",
    "403, InvalidSignatureException, DENIED",
    "404, ResourceNotFoundException, MISSING",
    "404, UnknownOperationException, INVALID",
    "408, RequestTimeout, LOST_ANSWER",
    "409, ConflictException, CONFLICT",
    "418, SomethingNew, INVALID",
    "429, ThrottlingException, THROTTLED",
    "429, SomethingNew, THROTTLED",
    "500, InternalServerException, LOST_ANSWER",
    "503, SomethingNew, LOST_ANSWER",
  })
  void classifiesByCodeAndStatusAndNeverRetries(int status, String code, Fault.Kind kind) {
    server.refusal(status, code, "said by AWS");
    var receipt = server.cloud().apply(CREATE);
    assertEquals(kind, fault(receipt).kind());
    assertTrue(fault(receipt).message().startsWith("said by AWS"), fault(receipt)::message);
    assertNull(fault(receipt).retryAfter());
    assertEquals(1, receipt.calls());
    assertEquals(1, server.requests().size());
  }

  @Test
  void keepsTheActionThatWasDenied() {
    var words =
        "User: arn:aws:iam::1:user/u is not authorized to perform: vpc-lattice:CreateService";
    server.refusal(403, "AccessDeniedException", words);
    assertEquals(words, fault(server.cloud().apply(CREATE)).message());
  }

  @Test
  void namesTheActionThatWasDeniedWhereAwsDoesNot() {
    server.refusal(403, "AccessDeniedException", "You may not.");
    assertEquals(
        "You may not. (vpc-lattice:CreateService)", fault(server.cloud().apply(CREATE)).message());
  }

  @Test
  void saysWhichFieldsAreInvalid() {
    server.then(
        400,
        Map.of("x-amzn-ErrorType", "ValidationException"),
        """
        {"message": "1 error", "reason": "fieldValidationFailed",
         "fieldList": [{"name": "name", "message": "too long"}]}
        """);
    assertEquals("1 error (name: too long)", fault(server.cloud().apply(CREATE)).message());
  }

  @Test
  void passesOnHowLongAwsAsksToWait() {
    server.then(
        429,
        Map.of("x-amzn-ErrorType", "ThrottlingException", "Retry-After", "7"),
        "{\"message\": \"slow down\"}");
    assertEquals(
        new Fault(Fault.Kind.THROTTLED, "slow down", Duration.ofSeconds(7)),
        fault(server.cloud().apply(CREATE)));
  }

  @Test
  void namesCodeOrStatusWhenAwsHasNoWords() {
    server.then(500, "");
    assertTrue(fault(server.cloud().apply(CREATE)).message().contains("500"));
  }

  @Test
  void countsAResourceThatIsGoneAsDeleted() {
    server.refusal(404, "ResourceNotFoundException", "not found");
    var receipt = server.cloud().apply(DELETE);
    assertEquals(new Receipt.Done(null, Map.of()), receipt.outcome());
    assertEquals(1, receipt.calls());
  }

  @Test
  void doesNotTakeAStrangersNotFoundForADeletion() {
    server.then(404, "<html>no such page</html>");
    assertEquals(Fault.Kind.INVALID, fault(server.cloud().apply(DELETE)).kind());
  }

  @Test
  void doesNotTakeAStrangersNotFoundForAnAbsence() {
    server.then(404, "<html>no such page</html>");
    var result = server.cloud().read(new Read.Status(Node.Kind.SERVICE, SERVICE_ID)).result();
    assertInstanceOf(Result.Failed.class, result);
  }

  @Test
  void tellsAnAbsentResourceFromAFault() {
    server.refusal(404, "ResourceNotFoundException", "not found");
    var reading = server.cloud().read(new Read.Details(Node.Kind.SERVICE, SERVICE_ID));
    assertNull(assertInstanceOf(Result.Described.class, reading.result()).resource());
  }

  @Test
  void losesTheAnswerWhenTheConnectionBreaks() {
    server.then(0, "");
    var receipt = server.cloud().apply(CREATE);
    assertEquals(Fault.Kind.LOST_ANSWER, fault(receipt).kind());
    assertEquals(1, server.requests().size());
  }

  @Test
  void losesTheAnswerWhenItIsNoJson() {
    server.then(201, "<html>");
    assertEquals(Fault.Kind.LOST_ANSWER, fault(server.cloud().apply(CREATE)).kind());
  }

  @Test
  void losesTheAnswerWhenNobodyListens() {
    var cloud = server.cloud();
    server.close();
    var receipt = cloud.apply(CREATE);
    assertEquals(Fault.Kind.LOST_ANSWER, fault(receipt).kind());
    assertEquals(1, receipt.calls());
  }

  /** As when DNS is away. */
  @Test
  void losesTheAnswerWhenTheNameIsNotKnown() {
    var clients =
        AwsClients.at(
            URI.create("http://vpc-lattice.eu-central-1.invalid"),
            "eu-central-1",
            server.credentials(),
            Timeouts.STANDARD,
            "test");
    assertEquals(Fault.Kind.LOST_ANSWER, fault(new AwsCloud(clients).apply(CREATE)).kind());
  }

  @Test
  void losesTheAnswerWhenItTakesTooLong() throws IOException {
    var patience = Duration.ofMillis(200);
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var clients =
          AwsClients.at(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              "eu-central-1",
              server.credentials(),
              new Timeouts(patience, patience.multipliedBy(2)),
              "test");
      assertEquals(Fault.Kind.LOST_ANSWER, fault(new AwsCloud(clients).apply(CREATE)).kind());
    }
  }

  @Test
  void isDeniedAndSendsNothingWithoutCredentials() {
    var clients =
        AwsClients.at(
            server.uri(),
            "eu-central-1",
            () -> {
              throw new CredentialsUnavailable("no key", new IllegalStateException("none"));
            },
            Timeouts.STANDARD,
            "test");
    var receipt = new AwsCloud(clients).apply(CREATE);
    assertEquals(Fault.of(Fault.Kind.DENIED, "no key"), fault(receipt));
    assertEquals(0, receipt.calls());
    assertEquals(0, server.requests().size());
  }
}

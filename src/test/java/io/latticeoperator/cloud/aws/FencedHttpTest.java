package io.latticeoperator.cloud.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.cloud.Permit;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;

/** No request of a change leaves the process once the permit is gone, however late that is seen. */
class FencedHttpTest {
  private static final String ID = "svc-0123456789abcdef0";
  private static final Key KEY =
      new Key(new Place("", "eu-central-1"), Owner.export("shop", "checkout"), Role.service());
  private static final LatticeService SERVICE = new LatticeService("checkout", null);
  private static final Change CREATE = new Change.Create(KEY, SERVICE, Map.of(), Map.of(), "test");
  private static final Change DELETE =
      new Change.Delete(
          KEY,
          new Physical(ID, "arn:" + ID, ResourceStatus.ACTIVE, null, null, null),
          SERVICE,
          Map.of(),
          "test");
  private static final String CREATED =
      "{\"id\": \"%s\", \"arn\": \"arn:%s\", \"status\": \"ACTIVE\"}".formatted(ID, ID);

  private final CannedServer server = new CannedServer();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() {
    server.close();
  }

  private AwsClients clients() {
    return AwsClients.at(
        server.uri(),
        "eu-central-1",
        server.credentials(),
        Timeouts.STANDARD,
        "lattice-operator/test");
  }

  /** Grants the first few times, as if the process had been paused after them. */
  private Permit times(int granted) {
    return () -> asked.incrementAndGet() <= granted;
  }

  private static Fault fault(Receipt receipt) {
    return assertInstanceOf(Receipt.Failed.class, receipt.outcome()).fault();
  }

  @Test
  void withAPermitEverythingIsSent() {
    try (var clients = clients()) {
      server.then(200, CREATED);
      var receipt = new AwsCloud(clients, Permit.ALWAYS).apply(CREATE);
      assertInstanceOf(Receipt.Done.class, receipt.outcome());
      assertEquals("checkout", server.only().body().get("name").asText());
    }
  }

  @Test
  void withoutNothingIsSentAndItIsNobodysMistake() {
    try (var clients = clients()) {
      for (var change : List.of(CREATE, DELETE)) {
        var receipt = new AwsCloud(clients, () -> false).apply(change);
        assertEquals(Fault.Kind.WITHHELD, fault(receipt).kind());
        assertEquals(0, receipt.calls());
      }
      assertTrue(server.requests().isEmpty());
    }
  }

  @Test
  void aRequestThatIsHeldUpBeforeItsBodyIsSentIsNotCompleted() {
    try (var clients = clients()) {
      server.then(200, CREATED);
      var receipt = new AwsCloud(clients, times(1)).apply(CREATE);
      assertEquals(Fault.Kind.WITHHELD, fault(receipt).kind());
      assertTrue(asked.get() > 1, "it must be asked again for the body");
      assertTrue(server.requests().isEmpty(), server.requests()::toString);
    }
  }

  @Test
  void readingNeedsNoPermit() {
    try (var clients = clients()) {
      server.then(200, "{\"items\": []}");
      var reading = new AwsCloud(clients, () -> false).read(new Read.Index(Node.Kind.SERVICE));
      assertInstanceOf(Result.Index.class, reading.result());
    }
  }

  @Test
  void eachRequestOfAChangeIsAskedFor() {
    try (var clients = clients()) {
      server.then(200, CREATED);
      var lattice = clients.lattice();
      var calls = new Calls();
      var permit = new Permit[] {Permit.ALWAYS};
      var outcome =
          FencedHttp.under(
              () -> permit[0].granted(),
              () -> {
                calls.call(() -> create(lattice));
                permit[0] = () -> false;
                try {
                  calls.call(() -> create(lattice));
                  return null;
                } catch (SdkException expected) {
                  return calls.ofChange(Faults.of(expected));
                }
              });
      assertEquals(1, server.requests().size());
      assertEquals(Fault.Kind.LOST_ANSWER, outcome.kind(), "there is something to be read");
      assertEquals(1, calls.made());
    }
  }

  private static String create(VpcLatticeClient lattice) {
    return lattice.createService(request -> request.name("checkout")).id();
  }
}

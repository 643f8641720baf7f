package io.latticeoperator.cloud;

import static io.latticeoperator.cloud.Stage.SERVICE;
import static io.latticeoperator.cloud.Stage.failed;
import static io.latticeoperator.cloud.Stage.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.simulator.lattice.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every cloud answers to readings, and when things go wrong. */
public interface ReadingContract {
  /** Where the test plays: the same one all through a test. */
  Stage stage();

  @Test
  default void listsEveryPage() {
    for (int number = 0; number < 130; number++) {
      stage().call("CreateService", "{\"name\": \"service-%d\"}".formatted(number));
    }
    var reading = stage().read(new Read.Index(Kind.SERVICE));
    assertEquals(2, reading.calls());
    var items = items(reading);
    assertEquals(130, items.size());
    assertEquals(130, items.stream().map(Result.Item::name).distinct().count());
    assertEquals(ResourceStatus.CREATE_IN_PROGRESS, items.getLast().status());
  }

  @Test
  default void listsGroupsAndNetworks() {
    var group = stage().group(Stage.group());
    var network = stage().network();
    assertEquals(
        List.of(new Result.Item(group.id(), group.arn(), "checkout-g1", ResourceStatus.ACTIVE)),
        items(stage().read(new Read.Index(Kind.TARGET_GROUP))));
    var networks = items(stage().read(new Read.Index(Kind.SERVICE_NETWORK)));
    assertEquals(network.id(), networks.getFirst().id());
    assertEquals(ResourceStatus.ACTIVE, networks.getFirst().status());
  }

  @Test
  default void readsAStatusInOneCallAndDetailsInTwo() {
    var service = stage().service("checkout");
    var status = stage().read(new Read.Status(Kind.SERVICE, service.id()));
    assertEquals(1, status.calls());
    var expected =
        new Resource(
            new LatticeService("checkout", AuthType.NONE),
            service.withStatus(ResourceStatus.ACTIVE).withTags(null));
    assertEquals(new Result.Described(expected), status.result());
    assertEquals(2, stage().read(new Read.Details(Kind.SERVICE, service.id())).calls());
  }

  @Test
  default void findsNothingWhereNothingIs() {
    var id = stage().service("checkout").id();
    stage().call("DeleteService", "{\"serviceIdentifier\": \"%s\"}".formatted(id));
    stage().settle();
    var group = "tg-0123456789abcdef0";
    assertEquals(
        new Result.Described(null), stage().read(new Read.Details(Kind.SERVICE, id)).result());
    assertEquals(
        new Result.Described(null),
        stage().read(new Read.Status(Kind.TARGET_GROUP, group)).result());
    assertEquals(new Result.Children(null), stage().read(new Read.Children(id)).result());
    assertEquals(new Result.Health(null), stage().read(new Read.Targets(group)).result());
  }

  @Test
  default void takesAQuestionThatAwsDoesNotKnowForABug() {
    assertThrows(IllegalArgumentException.class, () -> stage().read(new Read.Index(Kind.LISTENER)));
    assertThrows(
        IllegalArgumentException.class,
        () -> stage().read(new Read.Status(Kind.SERVICE_NETWORK, "sn-0123456789abcdef0")));
  }

  @Test
  default void passesOnThatItWasTooOften() {
    inject(new Faults.Fault.Throttled(Duration.ofMillis(1500)));
    var receipt = stage().create(SERVICE, new LatticeService("checkout", null), Map.of());
    failed(Fault.Kind.THROTTLED, receipt);
    assertEquals(Duration.ofSeconds(2), fault(receipt).retryAfter());
  }

  @Test
  default void losesTheAnswerToAServerError() {
    inject(new Faults.Fault.FailedBefore());
    failed(
        Fault.Kind.LOST_ANSWER,
        stage().create(SERVICE, new LatticeService("checkout", null), Map.of()));
  }

  @Test
  default void losesAnAnswerAndDoesNotAskAgain() {
    inject(new Faults.Fault.AnswerLost());
    var receipt = stage().create(SERVICE, new LatticeService("checkout", null), Map.of());
    failed(Fault.Kind.LOST_ANSWER, receipt);
    assertNull(fault(receipt).retryAfter());
    assertEquals(1, stage().lattice().journal().writes(1));
    stage().lattice().inject(Faults.NONE);
    assertEquals("checkout", items(stage().read(new Read.Index(Kind.SERVICE))).getFirst().name());
  }

  @Test
  default void usesNothingOfAReadingThatFailedHalfway() {
    var service = stage().service("checkout");
    stage()
        .lattice()
        .inject(
            (sequence, call) ->
                call.operation().equals("ListTagsForResource")
                    ? Optional.of(new Faults.Fault.FailedBefore())
                    : Optional.empty());
    var reading = stage().read(new Read.Details(Kind.SERVICE, service.id()));
    assertEquals(2, reading.calls());
    var failure = assertInstanceOf(Result.Failed.class, reading.result());
    assertEquals(Fault.Kind.LOST_ANSWER, failure.fault().kind());
  }

  private void inject(Faults.Fault fault) {
    stage().lattice().inject((sequence, call) -> Optional.of(fault));
  }

  private static List<Result.Item> items(Reading reading) {
    return assertInstanceOf(Result.Index.class, reading.result()).items();
  }
}

package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class AccessLogSubscriptionsTest {
  private static final String LOGS = "arn:aws:logs:eu-central-1:111122223333:log-group:/lattice";
  private static final String BUCKET = "arn:aws:s3:::lattice-logs";
  private static final String STREAM =
      "arn:aws:firehose:eu-central-1:111122223333:deliverystream/lattice";
  private static final String CREATE = "{'resourceIdentifier':'%s','destinationArn':'%s'}";
  private static final String ONE = "{'accessLogSubscriptionIdentifier':'%s'}";

  private final Bench bench = new Bench();

  private ObjectNode subscribe(String resource, String destination) {
    return bench.ok("CreateAccessLogSubscription", CREATE, resource, destination);
  }

  @Test
  void aLogGroupComesBackWithAllItsStreams() {
    var network = bench.network("shop");
    var created = subscribe(network, LOGS);
    assertEquals(LOGS + ":*", created.get("destinationArn").asText());
    assertEquals(network, created.get("resourceId").asText());
    assertEquals("SERVICE", created.get("serviceNetworkLogType").asText());
    var arn = created.get("arn").asText();
    assertEquals(arn, bench.ok("GetAccessLogSubscription", ONE, arn).get("arn").asText());
    var service = bench.service("shop");
    var other = subscribe(service, LOGS + ":*");
    assertEquals(LOGS + ":*", other.get("destinationArn").asText());
    assertFalse(other.has("serviceNetworkLogType"), "only networks have a type");
  }

  @Test
  void aResourceHasOneOfEachKind() {
    var network = bench.network("shop");
    var first = subscribe(network, LOGS).get("id").asText();
    subscribe(network, BUCKET);
    subscribe(network, STREAM);
    var refusal =
        bench.refused(CONFLICT, "CreateAccessLogSubscription", CREATE, network, LOGS + "2");
    assertEquals(first, refusal.extra().get("resourceId").asText());
    subscribe(bench.network("other"), LOGS);
    var list = "{'resourceIdentifier':'%s'}";
    assertEquals(3, bench.ok("ListAccessLogSubscriptions", list, network).get("items").size());
    bench.ok("DeleteAccessLogSubscription", ONE, first);
    bench.refused(RESOURCE_NOT_FOUND, "GetAccessLogSubscription", ONE, first);
    subscribe(network, LOGS);
  }

  @Test
  void anUpdateKeepsTheKind() {
    var id = subscribe(bench.network("shop"), LOGS).get("id").asText();
    var update = "{'accessLogSubscriptionIdentifier':'%s','destinationArn':'%s'}";
    bench.refused(CONFLICT, "UpdateAccessLogSubscription", update, id, BUCKET);
    bench.ok("UpdateAccessLogSubscription", update, id, LOGS + "2");
    var got = bench.ok("GetAccessLogSubscription", ONE, id);
    assertEquals(LOGS + "2:*", got.get("destinationArn").asText());
  }

  @Test
  void whatCannotTakeLogsIsRefused() {
    var network = bench.network("shop");
    var queue = "arn:aws:sqs:eu-central-1:111122223333:lattice";
    bench.refused(VALIDATION, "CreateAccessLogSubscription", CREATE, network, queue);
    bench.refused(
        VALIDATION,
        "CreateAccessLogSubscription",
        CREATE.replace("}", ",'serviceNetworkLogType':'RESOURCE'}"),
        bench.service("shop"),
        LOGS);
  }

  @Test
  void theTypeOfAMissingResourceTellsSourceFromDestination() {
    var strict = new Bench(Settings.quick(), x -> x.loggingTo(arn -> arn.equals(LOGS)));
    var network = strict.network("shop");
    strict.ok("CreateAccessLogSubscription", CREATE, network, LOGS + ":*");
    var destination =
        strict.refused(RESOURCE_NOT_FOUND, "CreateAccessLogSubscription", CREATE, network, BUCKET);
    assertEquals("BUCKET", destination.extra().get("resourceType").asText());
    assertEquals(BUCKET, destination.extra().get("resourceId").asText());
    var source =
        strict.refused(
            RESOURCE_NOT_FOUND,
            "CreateAccessLogSubscription",
            CREATE,
            "svc-0123456789abcdef0",
            LOGS);
    assertEquals("SERVICE", source.extra().get("resourceType").asText());
  }

  @Test
  void subscriptionsGoWithWhatIsLogged() {
    var network = bench.network("shop");
    var service = bench.service("shop");
    subscribe(network, LOGS);
    subscribe(service, LOGS);
    assertEquals(2, bench.lattice.view().accessLogSubscriptions().size());
    assertEquals(2, bench.lattice.snapshot().get("accessLogSubscriptions").size());
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    bench.ok("DeleteService", "{'serviceIdentifier':'%s'}", service);
    bench.settle();
    assertTrue(bench.lattice.snapshot().isEmpty());
  }
}

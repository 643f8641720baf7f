package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.latticeoperator.kubernetes.MortalApi;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the operator when its API server, or the way to it, fails: it acts on nothing
 * that it does not know, and within a minute it knows again.
 */
abstract class WatchHealthContract {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Longer than a client waits for the answer to a ping. */
  private static final Duration BROKEN = Duration.ofSeconds(35);

  private final Supplier<MortalApi> apis;
  private MortalApi api;
  private WatchedShop shop;

  WatchHealthContract(Supplier<MortalApi> apis) {
    this.apis = apis;
  }

  @BeforeEach
  void calm() throws InterruptedException {
    api = apis.get();
    shop = new WatchedShop(api);
    shop.service("checkout");
    for (int i = 1; i <= 4; i++) {
      shop.pod("checkout", "10.1.0." + i);
    }
    WatchedShop.within(BOUND).until(() -> shop.registered().size() == 4);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** What happens in the cluster while the operator may not be told. */
  private void life() {
    shop.pod("checkout", "10.1.0.9");
    shop.ends("checkout", "10.1.0.1");
    shop.service("orders");
    shop.pod("orders", "10.1.1.1");
  }

  /** All of it is known and done within the bound, and nothing else was done at any time. */
  private void isCaughtUpWith() {
    var wanted = Set.of("10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.9", "10.1.1.1");
    WatchedShop.within(BOUND).until(() -> shop.registered().equals(wanted));
    assertEquals(List.of("10.1.0.1"), shop.deregistered());
    assertTrue(shop.alwaysSynced());
  }

  @Test
  void anApiServerThatIsStartedAgain() {
    api.crash();
    nothingHappensFor(Duration.ofSeconds(5));
    api.startAgain();
    life();
    isCaughtUpWith();
  }

  @Test
  void aHistoryThatIsGone() {
    api.wire().refuse();
    life();
    api.crash();
    api.compact();
    api.startAgain();
    nothingHappensFor(Duration.ofSeconds(5));
    api.wire().good();
    isCaughtUpWith();
  }

  @Test
  void connectionsThatAreReset() {
    api.wire().reset();
    life();
    isCaughtUpWith();
  }

  @Test
  void aWayThatIsSlow() {
    api.wire().slow(Duration.ofMillis(500));
    life();
    isCaughtUpWith();
  }

  @Test
  void anApiServerThatRefusesConnections() {
    api.wire().refuse();
    life();
    nothingHappensFor(Duration.ofSeconds(20));
    api.wire().good();
    isCaughtUpWith();
  }

  /** A firewall that has lost its state: nobody is told, and nothing comes any more. */
  @Test
  @Tag("slow")
  void connectionsThatAreForgotten() {
    api.wire().forget();
    life();
    isCaughtUpWith();
  }

  @Test
  @Tag("slow")
  void aWayOnWhichNothingPassesForAWhile() {
    api.wire().silent();
    life();
    nothingHappensFor(BROKEN);
    api.wire().good();
    isCaughtUpWith();
  }

  @Test
  @Tag("slow")
  void anApiServerThatIsFrozen() {
    int before = api.wire().connections();
    api.freeze();
    nothingHappensFor(Duration.ofSeconds(60));
    api.thaw();
    life();
    isCaughtUpWith();
    // what was tried meanwhile must not come alive now
    WatchedShop.within(BOUND).until(() -> api.wire().connections() <= before + 4);
  }

  @Test
  void anInquiryKnowsWhatAWatchShouldHaveTold() {
    var everywhere = new Inquiry(shop.client(), EndpointSlice.class, "");
    var here = new Inquiry(shop.client(), EndpointSlice.class, "shop");
    var elsewhere = new Inquiry(shop.client(), EndpointSlice.class, "default");
    var revision = api.admin().resources(EndpointSlice.class).inAnyNamespace().list().getMetadata();
    var before = revision.getResourceVersion();
    assertEquals(new Inquiry.Answer.Nothing(), everywhere.changesSince(before));
    shop.pod("checkout", "10.1.0.9");
    assertEquals(new Inquiry.Answer.Changes(), everywhere.changesSince(before));
    assertEquals(new Inquiry.Answer.Changes(), here.changesSince(before));
    assertEquals(new Inquiry.Answer.Nothing(), elsewhere.changesSince(before));
    assertEquals(new Inquiry.Answer.Changes(), everywhere.changesSince("1"));
    api.wire().refuse();
    assertInstanceOf(Inquiry.Answer.Silence.class, everywhere.changesSince(before));
  }

  private void nothingHappensFor(Duration time) {
    WatchedShop.within(time.plusSeconds(10))
        .during(time)
        .until(() -> shop.deregistered().isEmpty() && shop.registered().size() == 4);
  }
}

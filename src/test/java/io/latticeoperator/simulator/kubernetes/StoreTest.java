package io.latticeoperator.simulator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoreTest {
  private final VirtualTimeline timeline =
      new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));
  private final Store store = new Store(timeline, new Random(1));

  private static ObjectNode named(String name) {
    var object = Json.object();
    Json.metadata(object).put("name", name).put("namespace", "default");
    return object;
  }

  private static ObjectNode pod(String name) {
    var pod = named(name);
    var spec = Json.child(pod, "spec").put("nodeName", "node");
    spec.putArray("containers").addObject().put("name", "web").put("image", "web:1");
    return pod;
  }

  private static void own(ObjectNode dependent, ObjectNode owner) {
    Json.metadata(dependent)
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", Json.text(owner, "apiVersion"))
        .put("kind", Json.text(owner, "kind"))
        .put("name", Json.name(owner))
        .put("uid", Json.text(owner, "metadata", "uid"))
        .put("blockOwnerDeletion", true);
  }

  private void settle() {
    timeline.advance(Duration.ofSeconds(1));
  }

  private boolean there(Kind kind, String name) {
    return store.get(kind, "default", name).isPresent();
  }

  @Test
  void beginsWithNamespacesAndTheirServiceAccounts() {
    assertEquals(
        List.of("default", "kube-system"),
        store.list(Kinds.NAMESPACE, "").stream().map(Json::name).toList());
    assertTrue(there(Kinds.SERVICE_ACCOUNT, "default"));
  }

  @Test
  void anUnchangedObjectMakesNoRevision() {
    var created = store.create(Kinds.CONFIG_MAP, named("a"));
    var version = store.history().number();
    assertEquals(created, store.replace(Kinds.CONFIG_MAP, created));
    assertEquals(version, store.history().number());
    Json.child(created, "data").put("x", "y");
    assertNotEquals(created, store.replace(Kinds.CONFIG_MAP, created));
    assertEquals(
        409, assertThrows(ApiFault.class, () -> store.replace(Kinds.CONFIG_MAP, created)).code());
  }

  @Test
  void handsOutCopies() {
    store.create(Kinds.CONFIG_MAP, named("a")).removeAll();
    assertTrue(there(Kinds.CONFIG_MAP, "a"));
    store.list(Kinds.CONFIG_MAP, "").getFirst().removeAll();
    assertEquals("a", Json.name(store.list(Kinds.CONFIG_MAP, "").getFirst()));
  }

  @Test
  void generatesNames() {
    var object = Json.object();
    Json.metadata(object).put("generateName", "web-").put("namespace", "default");
    assertTrue(Json.name(store.create(Kinds.CONFIG_MAP, object)).matches("web-[a-z0-9]{5}"));
  }

  @Test
  void refusesWhatHasNoNamespaceOrNoName() {
    var elsewhere = named("a");
    Json.metadata(elsewhere).put("namespace", "nowhere");
    assertEquals(
        404, assertThrows(ApiFault.class, () -> store.create(Kinds.CONFIG_MAP, elsewhere)).code());
    assertEquals(
        422, assertThrows(ApiFault.class, () -> store.create(Kinds.CONFIG_MAP, named("A"))).code());
    store.create(Kinds.CONFIG_MAP, named("a"));
    assertEquals(
        "AlreadyExists",
        assertThrows(ApiFault.class, () -> store.create(Kinds.CONFIG_MAP, named("a"))).reason());
  }

  @Test
  void aPodStaysForItsGracePeriod() {
    store.create(Kinds.POD, pod("p"));
    store.delete(Kinds.POD, "default", "p", OptionalLong.empty());
    var dying = store.get(Kinds.POD, "default", "p").orElseThrow();
    assertEquals("2026-01-01T00:00:30Z", Json.text(dying, "metadata", "deletionTimestamp"));
    assertEquals(30, dying.path("metadata").path("deletionGracePeriodSeconds").asInt());
    store.delete(Kinds.POD, "default", "p", OptionalLong.of(0));
    assertFalse(there(Kinds.POD, "p"));
  }

  @Test
  void aFinalizerHoldsADeletedObject() {
    var object = named("a");
    Json.metadata(object).putArray("finalizers").add("example.io/hold");
    store.create(Kinds.CONFIG_MAP, object);
    store.delete(Kinds.CONFIG_MAP, "default", "a", OptionalLong.empty());
    var held = store.get(Kinds.CONFIG_MAP, "default", "a").orElseThrow();
    assertTrue(Deletion.begun(held));
    Json.metadata(held).remove("finalizers");
    store.replace(Kinds.CONFIG_MAP, held);
    assertFalse(there(Kinds.CONFIG_MAP, "a"));
  }

  @Test
  void whatIsOwnedGoesAfterItsOwner() {
    var owner = store.create(Kinds.CONFIG_MAP, named("owner"));
    var owned = named("owned");
    own(owned, owner);
    store.create(Kinds.CONFIG_MAP, owned);
    settle();
    assertTrue(there(Kinds.CONFIG_MAP, "owned"));
    store.delete(Kinds.CONFIG_MAP, "default", "owner", OptionalLong.empty());
    settle();
    assertFalse(there(Kinds.CONFIG_MAP, "owned"));
  }

  @Test
  void foregroundDeletionWaitsForWhatIsOwned() {
    var owner = store.create(Kinds.CONFIG_MAP, named("owner"));
    var owned = pod("owned");
    own(owned, owner);
    store.create(Kinds.POD, owned);
    store.delete(
        Kinds.CONFIG_MAP,
        "default",
        "owner",
        new DeleteOptions(
            OptionalLong.empty(), DeleteOptions.Propagation.FOREGROUND, "", "", false));
    settle();
    assertTrue(there(Kinds.CONFIG_MAP, "owner"));
    store.delete(Kinds.POD, "default", "owned", OptionalLong.of(0));
    settle();
    assertFalse(there(Kinds.CONFIG_MAP, "owner"));
  }

  @Test
  void orphansLoseTheirOwnerAndStay() {
    var owner = store.create(Kinds.CONFIG_MAP, named("owner"));
    var owned = named("owned");
    own(owned, owner);
    store.create(Kinds.CONFIG_MAP, owned);
    store.delete(
        Kinds.CONFIG_MAP,
        "default",
        "owner",
        new DeleteOptions(OptionalLong.empty(), DeleteOptions.Propagation.ORPHAN, "", "", false));
    settle();
    assertFalse(there(Kinds.CONFIG_MAP, "owner"));
    var orphan = store.get(Kinds.CONFIG_MAP, "default", "owned").orElseThrow();
    assertTrue(orphan.path("metadata").path("ownerReferences").isEmpty());
  }

  @Test
  void aNamespaceGoesWithItsContent() {
    var namespace = Json.object();
    Json.metadata(namespace).put("name", "shop");
    store.create(Kinds.NAMESPACE, namespace);
    var content = named("a");
    Json.metadata(content).put("namespace", "shop");
    store.create(Kinds.CONFIG_MAP, content);
    store.delete(Kinds.NAMESPACE, "", "shop", OptionalLong.empty());
    var refused = assertThrows(ApiFault.class, () -> store.create(Kinds.SECRET, content));
    assertEquals(403, refused.code());
    assertEquals("NamespaceTerminating", refused.causes().getFirst().reason());
    settle();
    assertTrue(store.get(Kinds.NAMESPACE, "", "shop").isEmpty());
    assertTrue(store.list(Kinds.CONFIG_MAP, "shop").isEmpty());
  }

  @Test
  void observersSeeEveryChangeOnceInOrderAndNotWithinTheWrite() {
    var seen = new ArrayList<String>();
    store.create(Kinds.CONFIG_MAP, named("a"));
    var subscription =
        store.observe(
            Kinds.CONFIG_MAP, (change, object) -> seen.add(change + " " + Json.name(object)));
    var b = store.create(Kinds.CONFIG_MAP, named("b"));
    Json.child(b, "data").put("x", "y");
    store.replace(Kinds.CONFIG_MAP, b);
    store.delete(Kinds.CONFIG_MAP, "default", "a", OptionalLong.empty());
    assertEquals(List.of(), seen);
    settle();
    assertEquals(List.of("ADDED a", "ADDED b", "MODIFIED b", "DELETED a"), seen);
    subscription.close();
    store.create(Kinds.CONFIG_MAP, named("c"));
    settle();
    assertEquals(4, seen.size());
  }

  @Test
  void thePastCanBeListedUntilItIsCompacted() {
    store.create(Kinds.CONFIG_MAP, named("a"));
    long then = store.history().number();
    store.delete(Kinds.CONFIG_MAP, "default", "a", OptionalLong.empty());
    store.create(Kinds.CONFIG_MAP, named("b"));
    var past = store.history().list(key -> key.isOf(Kinds.CONFIG_MAP), then);
    assertEquals(List.of("a"), past.objects().stream().map(Json::name).toList());
    store.compact();
    assertEquals(410, assertThrows(ApiFault.class, () -> store.history().after(then)).code());
  }

  @Test
  void statusAndSpecAreWrittenApart() {
    var created = store.create(Kinds.POD, pod("p"));
    Json.child(created, "status").put("phase", "Running");
    assertEquals("Pending", Json.text(store.replace(Kinds.POD, created), "status", "phase"));
    var running = store.replaceStatus(Kinds.POD, created);
    assertEquals("Running", Json.text(running, "status", "phase"));
  }

  @Test
  void endpointSlicesRefuseAddressesThatOnlyTheNodeReaches() {
    var slice = named("s").put("addressType", "IPv4");
    slice.putArray("endpoints").addObject().putArray("addresses").add("127.0.0.1");
    var fault = assertThrows(ApiFault.class, () -> store.create(Kinds.ENDPOINT_SLICE, slice));
    assertEquals("endpoints[0].addresses[0]", fault.causes().getFirst().field());
  }

  @Test
  void aSelectorThatMissesItsTemplateIsRefused() {
    var deployment = named("d");
    var spec = Json.child(deployment, "spec");
    Json.child(Json.child(spec, "selector"), "matchLabels").put("app", "web");
    spec.set("template", pod("p"));
    var fault = assertThrows(ApiFault.class, () -> store.create(Kinds.DEPLOYMENT, deployment));
    assertEquals(422, fault.code());
    assertTrue(
        String.valueOf(fault.getMessage()).contains("`selector` does not match template `labels`"));
  }
}

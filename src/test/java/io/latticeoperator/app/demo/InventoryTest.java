package io.latticeoperator.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventoryTest {
  private static final String SNAPSHOT =
      """
      {"services": [
        {"arn": "arn:ours", "status": "ACTIVE", "tags": {"latticeoperator.io/cluster-uid": "1"}},
        {"arn": "arn:theirs", "status": "CREATE_IN_PROGRESS", "tags": {"team": "inventory"}}],
       "targetGroups": [
        {"id": "tg-1", "arn": "arn:group", "status": "ACTIVE",
         "tags": {"latticeoperator.io/cluster-uid": "1"},
         "targets": [
          {"id": "10.1.0.2", "port": 8080, "status": "HEALTHY"},
          {"id": "10.1.0.3", "port": 8080, "status": "INITIAL"},
          {"id": "10.1.0.4", "port": 8080, "status": "DRAINING"}]},
        {"id": "tg-2", "arn": "arn:foreign-group", "status": "ACTIVE", "tags": {},
         "targets": [{"id": "10.2.0.9", "port": 8080, "status": "UNUSED"}]}]}
      """;

  private final Inventory inventory = new Inventory(read(SNAPSHOT));

  @Test
  void tagsTellWhatIsOurs() {
    assertEquals(List.of("arn:ours", "arn:group"), inventory.ours());
    assertEquals(2, inventory.foreign().size());
    assertEquals("tg-1", inventory.targetGroup());
  }

  @Test
  void aDrainingTargetIsNotRegistered() {
    assertEquals(Set.of("10.1.0.2", "10.1.0.3"), inventory.registered());
    assertEquals(Set.of("10.1.0.2"), inventory.healthy());
  }

  @Test
  void isNotSettledWhileAnythingIsInProgress() {
    assertFalse(inventory.settled());
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}

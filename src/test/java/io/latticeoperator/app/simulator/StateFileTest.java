package io.latticeoperator.app.simulator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.simulator.lattice.HealthProbe;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.time.VirtualTimeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REGION = "eu-central-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final VirtualTimeline time = new VirtualTimeline(NOW);
  private final Settings settings = Settings.quick();

  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("lattice.state");
  }

  /** A simulated AWS as far as it is kept. */
  private List<Stateful> parts() {
    var world = World.of(Vpc.of("vpc-00000001", settings.account(), REGION, "10.9.0.0/16"));
    var environment = Environment.of(time, world, settings.account(), 1);
    var lattice = new LatticeSimulator(environment, settings, HealthProbe.alwaysHealthy());
    return List.of(world, environment.accounts(), lattice);
  }

  /** The content of a file of a simulator at work. */
  private byte[] written() throws Exception {
    var parts = parts();
    parts.getLast().restore(Recipe.state(settings, REGION, NOW));
    var state = new StateFile(file, time);
    assertFalse(state.restore(parts));
    state.save();
    return Files.readAllBytes(file);
  }

  @Test
  void whatOneLeavesAnotherOneTakesUp() throws Exception {
    var content = written();
    var restored = parts();
    assertTrue(new StateFile(file, time).restore(restored));

    var snapshot = ((LatticeSimulator) restored.getLast()).snapshot();
    assertEquals("checkout", snapshot.at("/services/0/name").asText());
    assertEquals(3, snapshot.at("/targetGroups/0/targets").size());
    new StateFile(folder.resolve("copy"), time).restore(restored);
    var copy = new StateFile(folder.resolve("copy"), time);
    copy.restore(restored);
    copy.save();
    assertArrayEquals(content, Files.readAllBytes(folder.resolve("copy")));
  }

  @Test
  void aFileThatIsCutOffIsRefusedAndStaysAsItIs() throws Exception {
    var content = written();
    for (int tenth = 0; tenth < 10; tenth++) {
      refused(Arrays.copyOf(content, content.length * tenth / 10), "");
    }
    refused(Arrays.copyOf(content, content.length - 1), "damaged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "1",
        "\"text\"",
        "{\"format\":\"another\"}",
        "{\"format\":\"lattice simulator state\"}",
        "{\"format\":\"lattice simulator state\",\"version\":2,\"parts\":{}}",
        "{\"format\":\"lattice simulator state\",\"version\":\"1\",\"parts\":{}}",
        "{\"format\":\"lattice simulator state\",\"version\":1}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"parts\":{}}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"lives\":\"x\",\"parts\":{}}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"lives\":1,\"parts\":[]}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"lives\":1,\"parts\":{\"mainframe\":{}}}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"lives\":1,\"parts\":{\"vpc-lattice\":{}}}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"lives\":1,\"parts\":{\"ec2\":null}}",
        "{\"format\":\"lattice simulator state\",\"version\":1,\"lives\":1,\"parts\":{}} {}",
        "{\"format\":\"lattice simulator state\",\"format\":\"x\",\"version\":1,\"lives\":1,\"parts\":{}}",
        "apiVersion: v1\nkind: Config\n",
        "\u0000\u0001\u0002",
        "",
      })
  void aForeignFileIsRefusedAndStaysAsItIs(String content) throws Exception {
    refused(content.getBytes(StandardCharsets.UTF_8), "");
  }

  @Test
  void theVersionIsTold() throws Exception {
    refused(
        "{\"format\":\"lattice simulator state\",\"version\":2,\"parts\":{}}"
            .getBytes(StandardCharsets.UTF_8),
        "it has version 2, and this simulator reads version 1");
  }

  /** Each value in turn becomes something else: that is refused, or harmless. */
  @Test
  void whateverIsWrongWithAValueItIsNeverABug() throws Exception {
    var whole = JSON.readTree(written());
    int refusals = 0;
    for (var pointer : pointers(whole, "")) {
      for (var other : List.of(NullNode.instance, IntNode.valueOf(-7), TextNode.valueOf("?"))) {
        var damaged = replaced(whole.deepCopy(), pointer, other);
        Files.writeString(file, damaged.toString());
        var parts = parts();
        try {
          new StateFile(file, time).restore(parts);
          ((LatticeSimulator) parts.getLast()).snapshot();
          ((LatticeSimulator) parts.getLast()).view();
        } catch (MissingPrerequisite refusal) {
          refusals++;
        }
      }
    }
    assertTrue(refusals > 300, "only " + refusals);
  }

  @Test
  void manyChangesAreWrittenTogether() throws Exception {
    var state = new StateFile(file, time);
    state.restore(parts());
    state.changed();
    state.changed();
    time.advance(StateFile.PAUSE.minusMillis(1));
    assertFalse(Files.exists(file));
    time.advance(Duration.ofMillis(1));
    await().until(() -> Files.exists(file));
    assertFalse(time.step(), "there is one writing for both");
  }

  @Test
  void eachProcessHasALifeOfItsOwn() throws Exception {
    assertEquals(0, new StateFile(file, time).lives());
    written();
    assertEquals(1, new StateFile(file, time).lives());
    var second = new StateFile(file, time);
    second.restore(parts());
    second.save();
    second.save();
    assertEquals(2, new StateFile(file, time).lives());
  }

  @Test
  void whatIsWrittenAlreadyIsNotWrittenAgain() throws Exception {
    written();
    var state = new StateFile(file, time);
    state.restore(parts());
    state.save();
    Files.delete(file);
    state.save();
    assertFalse(Files.exists(file));
  }

  @Test
  void aFileThatCannotBeWrittenIsTold() throws Exception {
    var state = new StateFile(folder.resolve("absent/x"), time);
    state.restore(parts());
    var problem = assertThrows(MissingPrerequisite.class, state::save);
    assertTrue(String.valueOf(problem.getMessage()).contains("absent"), problem.getMessage());
  }

  @Test
  void whatAnInterruptedWritingLeftIsNoMatter() throws Exception {
    var content = written();
    Files.writeString(folder.resolve("lattice.state.new"), "{\"for");
    var state = new StateFile(file, time);
    assertTrue(state.restore(parts()));
    state.save();
    assertEquals(
        JSON.readTree(content).get("parts"), JSON.readTree(Files.readAllBytes(file)).get("parts"));
  }

  private void refused(byte[] content, String why) throws IOException {
    Files.write(file, content);
    var parts = parts();
    var refusal =
        assertThrows(MissingPrerequisite.class, () -> new StateFile(file, time).restore(parts));
    var message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("--state " + file), message);
    assertTrue(message.contains("move it away to begin anew"), message);
    assertTrue(message.contains(why), message);
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  private static List<String> pointers(JsonNode node, String here) {
    var found = new ArrayList<String>();
    if (!here.isEmpty()) {
      found.add(here);
    }
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              each -> found.addAll(pointers(each.getValue(), here + "/" + escaped(each.getKey()))));
    }
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      found.addAll(pointers(node.get(index), here + "/" + index));
    }
    return found;
  }

  private static JsonNode replaced(JsonNode root, String pointer, JsonNode other) {
    int last = pointer.lastIndexOf('/');
    var name = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
    switch (root.at(pointer.substring(0, last))) {
      case ObjectNode object -> object.set(name, other);
      case ArrayNode array -> array.set(Integer.parseInt(name), other);
      default -> throw new AssertionError(pointer);
    }
    return root;
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}

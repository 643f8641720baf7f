package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.LatticeChild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** {@code lattice simulator} on this machine, listening where pods and callers reach it. */
final class SimulatedLattice implements AutoCloseable {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "111122223333";

  /** Of the data plane, as the simulator's quick profile has it. */
  static final Duration LAG = Duration.ofSeconds(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final LatticeChild process;
  private final URI endpoint;

  /** A VPC, and the block of its addresses. */
  record Vpc(String id, String block) {}

  SimulatedLattice(Path folder, List<Vpc> vpcs, List<String> addresses) throws IOException {
    var words =
        new ArrayList<>(List.of("simulator", "--listen-address", String.join(",", addresses)));
    vpcs.forEach(vpc -> words.addAll(List.of("--vpc", vpc.id() + "=" + vpc.block())));
    words.addAll(List.of("--set", "dataPlaneLag=" + LAG.toSeconds() + "s"));
    process = LatticeChild.start(folder, words.toArray(String[]::new));
    endpoint = process.endpoint();
    await().until(() -> process.said().contains("WARNING"));
  }

  /** The AWS endpoint for who sees this machine at an address. */
  URI endpoint(String address) {
    return URI.create("http://%s:%d".formatted(address, endpoint.getPort()));
  }

  /** Where callers in a VPC, who see this machine at an address, reach listeners on port 80. */
  URI entrance(Vpc vpc, String address) {
    var printed =
        Pattern.compile(
            "callers in %s reach listeners on port 80 at http://127.0.0.1:(\\d+)"
                .formatted(vpc.id()));
    var port = printed.matcher(process.said());
    if (!port.find()) {
      throw new AssertionError(process.said());
    }
    return URI.create("http://%s:%s".formatted(address, port.group(1)));
  }

  /** Addresses that Lattice may send requests to, of the target groups of a cluster. */
  Set<String> targets(String cluster) {
    return targetGroups(cluster)
        .flatMap(group -> each(group.path("targets")))
        .filter(target -> !target.path("status").asText().equals("DRAINING"))
        .map(target -> target.path("id").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The same, as far as health checks have found them well. */
  Set<String> healthyTargets(String cluster) {
    return targetGroups(cluster)
        .flatMap(group -> each(group.path("targets")))
        .filter(target -> target.path("status").asText().equals("HEALTHY"))
        .map(target -> target.path("id").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<JsonNode> targetGroups(String cluster) {
    return each(admin("snapshot").path("targetGroups"))
        .filter(
            group ->
                group.path("tags").path("latticeoperator.io/cluster").asText().equals(cluster));
  }

  /** All that there is, by kind; kinds of which there is nothing are left out. */
  String leftovers() {
    var snapshot = admin("snapshot");
    var left = new ArrayList<String>();
    snapshot.properties().stream()
        .filter(kind -> !kind.getValue().isEmpty())
        .forEach(kind -> left.add(kind.getKey() + "=" + kind.getValue()));
    return String.join("\n", left);
  }

  /** The number of the next call. */
  long next() {
    return admin("journal?limit=1").path("next").asLong();
  }

  /** Calls of an operation from a number on. */
  List<JsonNode> calls(String operation, long since) {
    return each(admin("journal?since=" + since + "&operation=" + operation).path("entries"))
        .toList();
  }

  private JsonNode admin(String page) {
    var url = endpoint.resolve("/_simulator/" + page).toString();
    try {
      return JSON.readTree(Command.of("curl", "-sSf", url).out());
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public void close() {
    process.close();
  }
}

package io.latticeoperator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.latticeoperator.simulator.kubernetes.ApiServer;
import io.latticeoperator.simulator.kubernetes.Kinds;
import io.latticeoperator.simulator.kubernetes.Store;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The embedded API. */
final class EmbeddedCluster implements TestCluster {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final RealTimeline timeline = new RealTimeline("cluster", failures::add);
  private final Store store = new Store(timeline);
  private final ApiServer server = ApiServer.start(store, 0);

  EmbeddedCluster(List<String> definitions) {
    for (var definition : definitions) {
      try {
        store.create(Kinds.CUSTOM_RESOURCE_DEFINITION, (ObjectNode) YAML.readTree(definition));
      } catch (IOException malformed) {
        throw new UncheckedIOException(malformed);
      }
    }
  }

  @Override
  public ApiAccess access() {
    return ApiAccess.open(server.uri());
  }

  @Override
  public void close() {
    server.close();
    store.close();
    timeline.close();
    if (!failures.isEmpty()) {
      throw new AssertionError("an action of the timeline failed", failures.peek());
    }
  }
}

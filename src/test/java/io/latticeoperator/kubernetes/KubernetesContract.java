package io.latticeoperator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.kubernetes.Transcript.Exchange;
import io.latticeoperator.kubernetes.Transcript.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an API server answers. The answers in the transcripts are those of a real one; {@code
 * -Dtranscripts=record} writes them anew.
 */
abstract class KubernetesContract {
  private static final Path WIDGETS = Transcript.FOLDER.resolveSibling("widgets.yaml");
  private final Kubernetes kubernetes;

  KubernetesContract(Kubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void itAnswersAsTheRealOneDid(Scene scene) throws IOException, InterruptedException {
    var expected = Transcript.write(List.of(scene));
    assertEquals(expected, Transcript.write(List.of(play(scene))));
  }

  static Stream<Scene> scenes() {
    return Transcript.all().stream().flatMap(each -> each.scenes().stream());
  }

  Scene play(Scene scene) throws IOException, InterruptedException {
    try (var cluster = kubernetes.open(List.of(Files.readString(WIDGETS)))) {
      var conversation = new Conversation(cluster.access());
      conversation.say(Transcript.request("POST /api/v1/namespaces", "{metadata: {name: shop}}"));
      var answered = new ArrayList<Exchange>();
      for (var exchange : scene.exchanges()) {
        answered.add(exchange.answered(conversation.say(exchange)));
      }
      return new Scene(scene.topic(), scene.name(), answered);
    }
  }
}

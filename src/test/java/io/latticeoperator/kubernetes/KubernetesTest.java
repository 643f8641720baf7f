package io.latticeoperator.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class KubernetesTest {
  @Nested
  class Embedded extends KubernetesContract {
    Embedded() {
      super(Kubernetes.EMBEDDED);
    }
  }

  @Nested
  @Tag("api-server")
  class OnApiServer extends KubernetesContract {
    OnApiServer() {
      super(Kubernetes.API_SERVER);
    }

    @Test
    @EnabledIfSystemProperty(named = "transcripts", matches = "record")
    void writeDownWhatItAnswers() throws IOException, InterruptedException {
      for (var transcript : Transcript.all()) {
        var answered = new ArrayList<Transcript.Scene>();
        for (var scene : transcript.scenes()) {
          answered.add(play(scene));
        }
        Files.writeString(transcript.file(), Transcript.write(answered));
      }
    }
  }
}

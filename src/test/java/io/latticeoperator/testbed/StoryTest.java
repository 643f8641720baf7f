package io.latticeoperator.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing on two real clusters, under constant load. */
class StoryTest {
  private static final Path RESULTS = Path.of("target/story");

  @TempDir private Path folder;

  @BeforeEach
  void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterEach
  void asBefore() {
    Awaitility.reset();
  }

  @Test
  @Tag("testbed")
  @Tag("image")
  void noRequestFailsByWhatKubernetesAnnounces() throws Exception {
    play(Pace.SHORT);
  }

  @Test
  @Tag("storm")
  void norOfAHundredThousand() throws Exception {
    play(Pace.LONG);
  }

  private void play(Pace pace) throws Exception {
    var report = new Report();
    try (var stage = new Stage(folder)) {
      try {
        var story = new Story(stage, pace, report);
        story.play();
        story.end();
      } catch (Exception | Error failed) {
        System.out.println(stage.logs());
        throw failed;
      } finally {
        report.write(RESULTS);
        System.out.println(report.markdown());
      }
    }
    assertEquals(List.of(), report.broken());
  }
}

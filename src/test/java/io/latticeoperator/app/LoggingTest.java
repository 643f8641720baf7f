package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.RunConfig.Log;
import io.latticeoperator.app.RunConfig.Log.Format;
import io.latticeoperator.app.RunConfig.Log.Level;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LoggingTest {
  private static final String OURS = "io.latticeoperator.app.Thing";

  @Test
  void textIsOneShortLinePerEntry() {
    var text = logged(new Log(Level.INFO, Format.TEXT), OURS, log -> log.info("{} targets", 3));

    assertTrue(text.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Thing 3 targets\\R"), text);
  }

  @Test
  void jsonIsOneObjectPerEntry() throws IOException {
    var text =
        logged(new Log(Level.INFO, Format.JSON), OURS, log -> log.warn("a \"quoted\"\n{}", "word"));

    assertEquals(1, text.lines().count());
    var entry = new ObjectMapper().readTree(text);
    assertEquals("WARN", entry.get("level").asText());
    assertEquals(OURS, entry.get("loggerName").asText());
    assertEquals("a \"quoted\"\nword", entry.get("formattedMessage").asText());
  }

  @Test
  void theLevelIsOursAndLibrariesSayLess() {
    var settings = new Log(Level.INFO, Format.TEXT);

    assertEquals("", logged(settings, OURS, log -> log.debug("detail")));
    assertEquals("", logged(settings, "org.example", log -> log.info("chatter")));
    assertTrue(logged(settings, "org.example", log -> log.warn("trouble")).contains("trouble"));
  }

  @Test
  void nobodyIsWarnedThatOurOwnKindIsAnAlpha() {
    var nag = "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

    assertEquals(
        "", logged(new Log(Level.INFO, Format.TEXT), nag, log -> log.warn("unstable version")));
  }

  private static String logged(Log settings, String name, Consumer<Logger> action) {
    var captured = new ByteArrayOutputStream();
    var before = System.err;
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      Logging.configure(context, settings);
      action.accept(context.getLogger(name));
    } finally {
      context.stop();
      System.setErr(before);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}

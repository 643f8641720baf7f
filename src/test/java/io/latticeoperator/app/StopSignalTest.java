package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  @Test
  void stopsWhenTheInputEnds() {
    try (var stop = new StopSignal(Duration.ofSeconds(1))) {
      stop.stopAtEndOf(new ByteArrayInputStream(new byte[100_000]));

      assertEquals("standard input ended", stop.await());
    }
  }

  @Test
  void stopsWhenTheInputBreaks() throws IOException {
    var broken = InputStream.nullInputStream();
    broken.close();
    try (var stop = new StopSignal(Duration.ofSeconds(1))) {
      stop.stopAtEndOf(broken);

      assertEquals("standard input broke: Stream closed", stop.await());
    }
  }

  @Test
  void keepsTheFirstReason() {
    try (var stop = new StopSignal(Duration.ofSeconds(1))) {
      stop.request("lost the lease");
      stop.request("told to end");

      assertEquals("lost the lease", stop.await());
    }
  }
}

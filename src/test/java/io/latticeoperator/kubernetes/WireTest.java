package io.latticeoperator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
  private ServerSocket echo;
  private Wire wire;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    wire = Wire.to(echo.getLocalPort());
  }

  @AfterEach
  void end() throws IOException {
    wire.close();
    echo.close();
  }

  private void serve() {
    try {
      while (true) {
        var socket = echo.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                  } catch (IOException gone) {
                    // so is the test's side
                  }
                });
      }
    } catch (IOException ended) {
      // with the test
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), wire.port());
    socket.setSoTimeout(5000);
    return socket;
  }

  private static void say(Socket socket, String word) throws IOException {
    socket.getOutputStream().write(word.getBytes(UTF_8));
  }

  private static String hear(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private static void hearNothing(Socket socket) throws IOException {
    socket.setSoTimeout(200);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout(5000);
  }

  @Test
  void aGoodOnePasses() throws IOException {
    try (var socket = connect()) {
      say(socket, "hello");
      assertEquals("hello", hear(socket, 5));
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void whatWasSaidInSilenceIsHeardAfterwards() throws IOException {
    try (var old = connect()) {
      say(old, "a");
      assertEquals("a", hear(old, 1));
      wire.silent();
      say(old, "b");
      hearNothing(old);
      try (var fresh = connect()) {
        say(fresh, "c");
        hearNothing(fresh);
        wire.good();
        assertEquals("b", hear(old, 1));
        assertEquals("c", hear(fresh, 1));
      }
    }
  }

  @Test
  void whatIsForgottenStaysSilent() throws IOException {
    try (var old = connect()) {
      say(old, "a");
      assertEquals("a", hear(old, 1));
      wire.forget();
      say(old, "b");
      hearNothing(old);
      try (var fresh = connect()) {
        say(fresh, "c");
        assertEquals("c", hear(fresh, 1));
      }
      wire.good();
      hearNothing(old);
    }
  }

  @Test
  void refusedConnectionsAreReset() throws IOException {
    try (var old = connect()) {
      say(old, "a");
      assertEquals("a", hear(old, 1));
      wire.refuse();
      assertThrows(SocketException.class, () -> hear(old, 1));
      assertThrows(
          SocketException.class,
          () -> {
            try (var fresh = connect()) {
              hear(fresh, 1);
              throw new AssertionError("it was not reset");
            }
          });
    }
    wire.good();
    try (var fresh = connect()) {
      say(fresh, "d");
      assertEquals("d", hear(fresh, 1));
    }
  }

  @Test
  void aSlowOneTakesTime() throws IOException {
    wire.slow(Duration.ofMillis(100));
    try (var socket = connect()) {
      long before = System.nanoTime();
      say(socket, "a");
      assertEquals("a", hear(socket, 1));
      assertTrue(System.nanoTime() - before >= Duration.ofMillis(200).toNanos());
    }
  }
}

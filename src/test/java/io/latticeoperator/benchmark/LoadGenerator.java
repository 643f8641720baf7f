package io.latticeoperator.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * A client that costs as little as Java allows: one thread, one selector, some kept connections,
 * one request in progress on each. It understands answers with a Content-Length, and takes any
 * other status than 200 for the end of the benchmark.
 */
final class LoadGenerator {
  private static final int MOST_LATENCIES = 1 << 21;
  private static final String LENGTH = "\r\ncontent-length:";

  private final InetSocketAddress server;
  private final byte[] request;

  LoadGenerator(InetSocketAddress server, String host) {
    this.server = server;
    this.request =
        ("GET / HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: load\r\nAccept: */*\r\n\r\n")
            .getBytes(US_ASCII);
  }

  /**
   * What came of a run.
   *
   * @param perSecond answers
   * @param median from the request's first byte written to the answer's last one read
   */
  record Result(long answers, double perSecond, Duration median, Duration ninetyNinth) {}

  private static final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private final ByteBuffer out;
    private long sentAt;
    private int expected = -1;

    Connection(SocketChannel channel, byte[] request) {
      this.channel = channel;
      this.out = ByteBuffer.wrap(request);
    }

    void send() throws IOException {
      out.rewind();
      sentAt = System.nanoTime();
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /** Whether an answer is whole now. */
    boolean receive() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection");
      }
      if (expected < 0) {
        expected = wholeLength();
      }
      if (expected < 0 || in.position() < expected) {
        return false;
      }
      in.clear();
      expected = -1;
      return true;
    }

    private int wholeLength() throws IOException {
      var seen = new String(in.array(), 0, in.position(), US_ASCII);
      int end = seen.indexOf("\r\n\r\n");
      if (end < 0) {
        return -1;
      }
      var head = seen.substring(0, end).toLowerCase(Locale.ROOT);
      int length = head.indexOf(LENGTH);
      if (!head.startsWith("http/1.1 200") || length < 0) {
        throw new IOException(seen);
      }
      int line = head.indexOf("\r\n", length + 2);
      var value = head.substring(length + LENGTH.length(), line < 0 ? head.length() : line);
      return end + 4 + Integer.parseInt(value.strip());
    }
  }

  /**
   * Runs for {@code time}.
   *
   * @throws IOException when an answer is not as expected
   */
  Result run(int connections, Duration time) throws IOException {
    var latencies = new long[MOST_LATENCIES];
    int answers = 0;
    try (var selector = Selector.open()) {
      for (int opened = 0; opened < connections; opened++) {
        var channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        var connection = new Connection(channel, request);
        channel.register(selector, SelectionKey.OP_READ, connection);
        connection.send();
      }
      long start = System.nanoTime();
      long end = start + time.toNanos();
      long now = start;
      while (now < end && answers < MOST_LATENCIES - connections) {
        selector.select(1000);
        now = System.nanoTime();
        for (var key : selector.selectedKeys()) {
          var connection = (Connection) key.attachment();
          if (connection.receive()) {
            latencies[answers++] = System.nanoTime() - connection.sentAt;
            connection.send();
          }
        }
        selector.selectedKeys().clear();
      }
      for (var key : selector.keys()) {
        key.channel().close();
      }
      Arrays.sort(latencies, 0, answers);
      return new Result(
          answers,
          answers * 1e9 / (now - start),
          Duration.ofNanos(latencies[answers / 2]),
          Duration.ofNanos(latencies[answers * 99 / 100]));
    }
  }
}

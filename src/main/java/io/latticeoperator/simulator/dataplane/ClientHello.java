package io.latticeoperator.simulator.dataplane;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first message of a TLS client (RFC 8446, 4.1.2), of which only the server name (RFC 6066, 3)
 * is read.
 */
final class ClientHello {
  private static final int HANDSHAKE_RECORD = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME_EXTENSION = 0;
  private static final int HOST_NAME = 0;
  private static final int RECORD_HEADER_BYTES = 5;
  private static final int VERSION_AND_RANDOM_BYTES = 34;
  private static final int LENGTH_BYTES = 3;

  private ClientHello() {}

  /**
   * The name that a client asks for, in lower case; empty when this is no ClientHello or has no
   * name.
   *
   * @param bytes from the connection's start; not consumed
   * @return null when more bytes are needed
   */
  static @Nullable String serverName(ByteBuffer bytes) {
    var in = bytes.slice();
    if (in.hasRemaining() && in.get(0) != HANDSHAKE_RECORD) {
      return "";
    }
    if (in.remaining() < RECORD_HEADER_BYTES) {
      return null;
    }
    int length = in.getShort(RECORD_HEADER_BYTES - 2) & 0xffff;
    if (in.remaining() < RECORD_HEADER_BYTES + length) {
      return null;
    }
    try {
      return inHello(in.slice(RECORD_HEADER_BYTES, length));
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException malformed) {
      // The lengths do not fit together: whoever terminates TLS will refuse it.
      return "";
    }
  }

  private static String inHello(ByteBuffer hello) {
    if (hello.get() != CLIENT_HELLO) {
      return "";
    }
    skip(hello, LENGTH_BYTES + VERSION_AND_RANDOM_BYTES);
    skip(hello, hello.get() & 0xff);
    skip(hello, hello.getShort() & 0xffff);
    skip(hello, hello.get() & 0xff);
    int end = hello.getShort() & 0xffff;
    for (end += hello.position(); hello.position() < end; ) {
      int type = hello.getShort() & 0xffff;
      int length = hello.getShort() & 0xffff;
      if (type == SERVER_NAME_EXTENSION) {
        return inExtension(hello.slice(hello.position(), length));
      }
      skip(hello, length);
    }
    return "";
  }

  private static String inExtension(ByteBuffer names) {
    skip(names, Short.BYTES);
    while (names.hasRemaining()) {
      int type = names.get();
      var name = new byte[names.getShort() & 0xffff];
      names.get(name);
      if (type == HOST_NAME) {
        return new String(name, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static void skip(ByteBuffer in, int bytes) {
    in.position(in.position() + bytes);
  }
}

package io.latticeoperator.simulator.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes the compression that SDKs apply to large requests. */
final class ContentEncoding {
  private static final String HEADER = "content-encoding";
  private static final ErrorShape MALFORMED = ErrorShape.of("SerializationException", 400);
  private static final ErrorShape TOO_LARGE = ErrorShape.of("RequestEntityTooLarge", 413);

  private ContentEncoding() {}

  /**
   * The request with a plain body.
   *
   * @param largest how many bytes the body may have, unpacked as well as packed
   * @throws ServiceRefusal for a body that is too large, or not what its header says
   */
  static HttpCall undone(HttpCall call, int largest) {
    if (call.body().length > largest) {
      throw tooLarge(largest);
    }
    var encoding = call.header(HEADER);
    if (encoding == null || !encoding.toLowerCase(Locale.ROOT).contains("gzip")) {
      return call;
    }
    var headers = new HashMap<>(call.headers());
    headers.remove(HEADER);
    return new HttpCall(
        call.requestId(),
        call.caller(),
        call.method(),
        call.path(),
        call.rawQuery(),
        call.query(),
        headers,
        unpacked(call.body(), largest));
  }

  private static byte[] unpacked(byte[] body, int largest) {
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
      var plain = stream.readNBytes(largest + 1);
      if (plain.length > largest) {
        throw tooLarge(largest);
      }
      return plain;
    } catch (IOException malformed) {
      throw new ServiceRefusal(MALFORMED, "The body is not compressed with gzip");
    }
  }

  private static ServiceRefusal tooLarge(int largest) {
    return new ServiceRefusal(
        TOO_LARGE, "The request is larger than the maximum of %d bytes".formatted(largest));
  }
}

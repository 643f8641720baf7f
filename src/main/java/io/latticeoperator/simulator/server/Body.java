package io.latticeoperator.simulator.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Promise;

/** Reads bodies, which have to come within their time. */
final class Body {
  private Body() {}

  /**
   * The whole body.
   *
   * @throws RuntimeException which the server answers with 408 when it comes too slowly, with 413
   *     when it is too large, and with 400 when it ends too early
   */
  static byte[] of(Request request) throws IOException {
    var body = new Promise.Completable<ByteBuffer>();
    Content.Source.asByteBuffer(request, body);
    try {
      return BufferUtil.toArray(body.get(Limits.LONGEST_BODY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException slow) {
      var failure =
          new HttpException.RuntimeException(
              HttpStatus.REQUEST_TIMEOUT_408, "The body comes too slowly", slow);
      request.fail(failure);
      throw failure;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof HttpException.RuntimeException refused) {
        throw refused;
      }
      throw new HttpException.RuntimeException(
          HttpStatus.BAD_REQUEST_400, "The body cannot be read", failed.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The server stops");
    }
  }
}

package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates between HTTP and {@link Api}. */
final class ApiHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
  private static final int LARGEST_BODY = 3 * 1024 * 1024;
  private final Api api;
  private final Set<Thread> watching = ConcurrentHashMap.newKeySet();

  ApiHandler(Api api) {
    this.api = api;
  }

  /** Interrupts the watches under way. */
  void endWatches() {
    watching.forEach(Thread::interrupt);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    if (request.getHeaders().contains(HttpHeader.UPGRADE)) {
      // an answer without an upgrade: on a 200, and no other, clients at once watch over plain HTTP
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      return true;
    }
    switch (answer(request)) {
      case Reply.Document document -> write(document, response, callback);
      case Reply.Text(int status, String text) -> {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, UTF_8.encode(text), callback);
      }
      case Reply.Events(Watch watch) -> stream(watch, response, callback);
    }
    return true;
  }

  private Reply answer(Request request) throws IOException {
    try {
      return api.answer(call(request));
    } catch (ApiFault fault) {
      return Reply.refused(fault);
    } catch (RuntimeException bug) {
      LOG.error("{} {} failed", request.getMethod(), request.getHttpURI(), bug);
      return Reply.refused(new ApiFault(500, "InternalError", "Internal error occurred: " + bug));
    }
  }

  private static Call call(Request request) throws IOException {
    var query = new HashMap<String, String>();
    Request.extractQueryParameters(request)
        .forEach(field -> query.put(field.getName(), field.getValue()));
    var path = request.getHttpURI().getPath();
    var segments =
        Arrays.stream(path.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(URIUtil::decodePath)
            .toList();
    var headers = request.getHeaders();
    var body = body(request);
    return new Call(
        request.getMethod(),
        segments,
        query,
        header(headers.get(HttpHeader.ACCEPT)),
        Call.mediaType(header(headers.get(HttpHeader.CONTENT_TYPE))),
        header(headers.get(HttpHeader.USER_AGENT)),
        () -> body);
  }

  private static String header(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static byte[] body(Request request) throws IOException {
    var bytes = Content.Source.asInputStream(request).readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw new ApiFault(
          413, "RequestEntityTooLarge", "Request entity too large: limit is " + LARGEST_BODY);
    }
    return bytes;
  }

  private static void write(Reply.Document document, Response response, Callback callback) {
    response.setStatus(document.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, document.contentType());
    document
        .warnings()
        .forEach(
            warning ->
                response
                    .getHeaders()
                    .add(
                        "Warning",
                        "299 - \"" + warning.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
    response.write(true, ByteBuffer.wrap(Json.bytes(document.body())), callback);
  }

  private void stream(Watch watch, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Reply.JSON);
    watching.add(Thread.currentThread());
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      // the client learns that the watch stands before anything happens
      out.flush();
      watch.run(event -> line(out, event));
    } catch (InterruptedException closing) {
      LOG.trace("a watch ends with the server", closing);
    } catch (EofException gone) {
      LOG.trace("a watching client is gone", gone);
    } catch (IOException | UncheckedIOException broken) {
      LOG.debug("a watch is broken", broken);
    } finally {
      watching.remove(Thread.currentThread());
      callback.succeeded();
    }
  }

  private static void line(OutputStream out, JsonNode event) throws IOException {
    var bytes = Json.bytes(event);
    var line = Arrays.copyOf(bytes, bytes.length + 1);
    line[bytes.length] = '\n';
    out.write(line);
    out.flush();
  }
}

package io.latticeoperator.simulator.kubernetes.controllers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every simulated image answers, whatever the method:
 *
 * <ul>
 *   <li>{@code /delay/{ms}}: as {@code /}, but only after that time, at most a minute
 *   <li>{@code /status/{code}}: as {@code /}, with a status from 200 to 599
 *   <li>{@code /headers}: the request's headers as a JSON object, names in lower case, repeated
 *       ones joined by a comma
 *   <li>{@code /bytes/{n}}: so many bytes, at most 16 MiB
 *   <li>anything else, {@code /} and {@code /healthz} among it: 200 and a JSON object with {@code
 *       pod}, {@code namespace}, {@code ip}, {@code node} and {@code version}
 * </ul>
 */
final class PodAnswers extends Handler.Abstract.NonBlocking {
  private static final Pattern COMMAND = Pattern.compile("/(delay|status|bytes)/(\\d{1,8})");
  private static final long LONGEST_DELAY = Duration.ofMinutes(1).toMillis();
  private static final int MOST_BYTES = 16 << 20;
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final Function<EndPoint, Optional<SocketPod>> owner;

  /**
   * @param owner whose connection it is; empty when the pod has just been killed
   */
  PodAnswers(Function<EndPoint, Optional<SocketPod>> owner) {
    this.owner = owner;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var connection = request.getConnectionMetaData().getConnection().getEndPoint();
    var pod = owner.apply(connection);
    if (pod.isEmpty()) {
      connection.close();
      callback.succeeded();
      return true;
    }
    if (!pod.get().begin(connection)) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    Request.addCompletionListener(request, failure -> pod.get().end(connection));
    answer(pod.get().workload(), request, response, callback);
    return true;
  }

  private static void answer(
      PodRuntime.Workload pod, Request request, Response response, Callback callback) {
    var path = Request.getPathInContext(request);
    var command = COMMAND.matcher(path);
    if (path.equals("/headers")) {
      send(response, OK, headers(request.getHeaders()), callback);
    } else if (!command.matches()) {
      send(response, OK, self(pod), callback);
    } else {
      int number = Integer.parseInt(command.group(2));
      switch (command.group(1)) {
        case "delay" ->
            request
                .getComponents()
                .getScheduler()
                .schedule(
                    () -> send(response, OK, self(pod), callback),
                    Math.min(number, LONGEST_DELAY),
                    TimeUnit.MILLISECONDS);
        case "status" ->
            send(
                response, number < 200 || number > 599 ? BAD_REQUEST : number, self(pod), callback);
        default -> bytes(response, number, callback);
      }
    }
  }

  private static void send(Response response, int status, ObjectNode body, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap((body + "\n").getBytes(StandardCharsets.UTF_8)), callback);
  }

  private static void bytes(Response response, int count, Callback callback) {
    response.setStatus(count > MOST_BYTES ? BAD_REQUEST : OK);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    response.write(true, ByteBuffer.allocate(count > MOST_BYTES ? 0 : count), callback);
  }

  private static ObjectNode self(PodRuntime.Workload pod) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pod", pod.name())
        .put("namespace", pod.namespace())
        .put("ip", pod.ip())
        .put("node", pod.node())
        .put("version", pod.version());
  }

  private static ObjectNode headers(HttpFields fields) {
    var headers = JsonNodeFactory.instance.objectNode();
    for (var field : fields) {
      var name = field.getLowerCaseName();
      var earlier = headers.path(name).asText();
      headers.put(name, earlier.isEmpty() ? field.getValue() : earlier + ", " + field.getValue());
    }
    return headers;
  }
}

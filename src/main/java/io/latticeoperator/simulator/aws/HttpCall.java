package io.latticeoperator.simulator.aws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request to a simulated service, as HTTP brought it. */
public final class HttpCall {
  private final String requestId;
  private final Caller caller;
  private final String method;
  private final String path;
  private final String rawQuery;
  private final Map<String, List<String>> query;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param requestId to be put into the answer
   * @param caller who the signature says it is
   * @param path not decoded: an ARN in it has its slashes as {@code %2F}
   * @param rawQuery what follows the question mark, not decoded; empty without
   * @param query decoded
   * @param headers names in lower case; repeated ones joined by a comma
   * @param body not to be changed by anybody from now on
   */
  public HttpCall(
      String requestId,
      Caller caller,
      String method,
      String path,
      String rawQuery,
      Map<String, List<String>> query,
      Map<String, String> headers,
      byte[] body) {
    this.requestId = requestId;
    this.caller = caller;
    this.method = method;
    this.path = path;
    this.rawQuery = rawQuery;
    this.query = Map.copyOf(query);
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  public String requestId() {
    return requestId;
  }

  public Caller caller() {
    return caller;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public String rawQuery() {
    return rawQuery;
  }

  public Map<String, List<String>> query() {
    return query;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** The body itself, not a copy. */
  public byte[] body() {
    return body;
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * @param name in lower case
   */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}

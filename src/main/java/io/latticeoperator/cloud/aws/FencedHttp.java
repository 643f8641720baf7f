package io.latticeoperator.cloud.aws;

import io.latticeoperator.cloud.Permit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Asks the permit of a change before each of its requests, below everything that may take time:
 * credentials, signing, other calls of the same change. A request with a body is asked for once
 * more when its connection stands and the body is about to be sent, for a server acts on no request
 * whose body has not come. Requests outside of {@link #under} are not held up.
 */
final class FencedHttp implements SdkHttpClient {
  private static final ScopedValue<Permit> PERMIT = ScopedValue.newInstance();

  private final SdkHttpClient client;

  FencedHttp(SdkHttpClient client) {
    this.client = client;
  }

  /** Runs what makes requests in this very thread that need the permit. */
  static <T> T under(Permit permit, Supplier<T> requests) {
    return ScopedValue.where(PERMIT, permit).call(requests::get);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return PERMIT.isBound() ? fenced(request, PERMIT.get()) : client.prepareRequest(request);
  }

  private ExecutableHttpRequest fenced(HttpExecuteRequest request, Permit permit) {
    var builder = HttpExecuteRequest.builder().request(request.httpRequest());
    request
        .contentStreamProvider()
        .ifPresent(body -> builder.contentStreamProvider(new FencedBody(body, permit)));
    request.metricCollector().ifPresent(builder::metricCollector);
    var prepared = client.prepareRequest(builder.build());
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        demand(permit);
        return prepared.call();
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private static void demand(Permit permit) throws NotSent {
    if (!permit.granted()) {
      throw new NotSent();
    }
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  private record FencedBody(ContentStreamProvider body, Permit permit)
      implements ContentStreamProvider {
    @Override
    public InputStream newStream() {
      return new FilterInputStream(body.newStream()) {
        @Override
        public int read() throws IOException {
          demand(permit);
          return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          demand(permit);
          return super.read(bytes, offset, length);
        }
      };
    }

    @Override
    public String name() {
      return body.name();
    }
  }
}

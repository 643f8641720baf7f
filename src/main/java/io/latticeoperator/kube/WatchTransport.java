package io.latticeoperator.kube;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP as it is needed under watches, which the client lets wait for ever. A WebSocket is pinged
 * once there is one, but nothing ends the wait for it; a watch that is a plain response without
 * end, as behind a proxy that knows no WebSockets, is never pinged.
 */
final class WatchTransport extends OkHttpClientFactory {
  private static final Logger log = LoggerFactory.getLogger(WatchTransport.class);

  /** For the answer that makes a WebSocket. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /**
   * For anything on a plain watch. API servers send a bookmark once a minute, so that a quiet watch
   * may be reopened for nothing; that costs a request, and nobody has to wait longer than a minute.
   */
  private static final Duration SILENCE = Duration.ofSeconds(50);

  @Override
  protected Dispatcher initDispatcher() {
    var usual = super.initDispatcher();
    var quiet =
        new Dispatcher(
            Executors.newCachedThreadPool(
                Thread.ofPlatform()
                    .name("OkHttp Dispatcher")
                    .uncaughtExceptionHandler(WatchTransport::tell)
                    .factory()));
    quiet.setMaxRequests(usual.getMaxRequests());
    quiet.setMaxRequestsPerHost(usual.getMaxRequestsPerHost());
    return quiet;
  }

  /** A plain watch that has a limit is closed while it is read, which okhttp trips over. */
  private static void tell(Thread thread, Throwable failure) {
    if (failure instanceof IllegalStateException) {
      log.debug("a watch was closed", failure);
    } else {
      log.error("a bug in a call to the API server, in {}", thread.getName(), failure);
    }
  }

  @Override
  protected void additionalConfig(OkHttpClient.Builder builder) {
    builder.addInterceptor(WatchTransport::impatiently);
  }

  private static Response impatiently(Interceptor.Chain chain) throws IOException {
    var request = chain.request();
    if (request.header("upgrade") != null) {
      return within(HANDSHAKE, chain).proceed(request);
    }
    return "true".equals(request.url().queryParameter("watch"))
        ? within(SILENCE, chain).proceed(request)
        : chain.proceed(request);
  }

  private static Interceptor.Chain within(Duration silence, Interceptor.Chain chain) {
    return chain.withReadTimeout(Math.toIntExact(silence.toMillis()), TimeUnit.MILLISECONDS);
  }
}

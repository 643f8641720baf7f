package io.latticeoperator.metrics;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A registry as Prometheus reads it. For any number of threads. */
public final class Scrape {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExpositionFormats formats = ExpositionFormats.init();

  /** One answer to a scrape. */
  public record Page(String contentType, String body) {}

  /** Where meters are made that this shows. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * Everything, as it is now.
   *
   * @param accept header of the request: OpenMetrics when it names it, else Prometheus' text format
   */
  public Page page(@Nullable String accept) {
    var openMetrics = formats.getOpenMetricsTextFormatWriter();
    var writer =
        openMetrics.accepts(accept) ? openMetrics : formats.getPrometheusTextFormatWriter();
    var body = new ByteArrayOutputStream();
    try {
      writer.write(body, registry.getPrometheusRegistry().scrape());
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return new Page(writer.getContentType(), body.toString(StandardCharsets.UTF_8));
  }
}

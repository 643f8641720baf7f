package io.latticeoperator.app;

import io.latticeoperator.metrics.OperatorMeters;
import io.latticeoperator.metrics.ProcessMeters;
import io.latticeoperator.metrics.Scrape;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is counted in this process. It is there before the operator, so that a scrape always is. */
final class Telemetry implements AutoCloseable {
  private final Scrape scrape = new Scrape();
  private final ProcessMeters process = new ProcessMeters(scrape.registry());
  private final OperatorMeters meters;

  /**
   * @param product name and version, as in the user agent
   * @param now until the control loop moves, this is when it last did
   */
  Telemetry(String product, Instant now) {
    var version = product.substring(product.indexOf('/') + 1);
    this.meters = new OperatorMeters(scrape.registry(), version, now);
  }

  OperatorMeters meters() {
    return meters;
  }

  MeterRegistry registry() {
    return scrape.registry();
  }

  /**
   * Everything, as it is now.
   *
   * @param accept header of the request
   */
  Scrape.Page page(@Nullable String accept) {
    return scrape.page(accept);
  }

  @Override
  public void close() {
    process.close();
    scrape.registry().close();
  }
}

package io.latticeoperator.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.metrics.Selectors.Matcher;
import io.latticeoperator.metrics.Selectors.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  @Test
  void namesAreToldFromFunctionsAndLabels() {
    var labels = List.of(new Matcher("x", "=", "rate"), new Matcher("z", "!~", "a|b"));
    assertEquals(
        new Selectors(
            List.of(new Selector("a_total", labels), new Selector("b", List.of())),
            Set.of("le", "y")),
        Selectors.of(
            """
            histogram_quantile(0.9, sum by (le, y) (rate(a_total{x="rate", z!~"a|b"}[5m])))
            / on () b > 1e3 and time() < 5
            """));
  }
}

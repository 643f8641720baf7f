package io.latticeoperator.app.demo;

import java.util.List;

/** {@code kubectl get latticeexports -w}: prints each row that differs from the one before. */
final class ExportTable {
  private final KubernetesApi api;
  private final Screen screen;
  private List<String> last = List.of();

  ExportTable(KubernetesApi api, Screen screen) {
    this.api = api;
    this.screen = screen;
  }

  void look() {
    var table = api.table(Checkout.EXPORTS).without("AGE");
    var lines = table.lines();
    if (table.rows().size() > 1 && !lines.equals(last)) {
      screen.lines(last.isEmpty() ? lines : lines.subList(1, lines.size()));
      last = lines;
    }
  }
}

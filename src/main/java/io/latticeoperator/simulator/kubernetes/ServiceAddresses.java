package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Hands out the cluster IPs of 10.96.0.0/16, which no machine routes. Guarded by the store. */
final class ServiceAddresses {
  private static final int FIRST = 10;
  private static final int COUNT = 65_000;
  private final Set<String> used = new HashSet<>();
  private int next = FIRST;

  String take() {
    for (int tries = 0; tries < COUNT; tries++) {
      int number = next;
      next = next + 1 < COUNT ? next + 1 : FIRST;
      var address = "10.96.%d.%d".formatted(number / 256, number % 256);
      if (used.add(address)) {
        return address;
      }
    }
    throw new ApiFault(500, "InternalError", "failed to allocate a serviceIP: range is full");
  }

  /** Whether the address was free; it is not any more. */
  boolean claim(String address) {
    return used.add(address);
  }

  void release(JsonNode service) {
    used.remove(Json.text(service, "spec", "clusterIP"));
  }
}

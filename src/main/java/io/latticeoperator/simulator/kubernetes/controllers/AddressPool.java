package io.latticeoperator.simulator.kubernetes.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out the addresses of an IPv4 block in ascending order, beginning again at the end: an
 * address comes back as late as the block allows, and never before it has rested.
 */
final class AddressPool {
  /** The network's own address and, by custom, its gateway. */
  private static final int RESERVED = 2;

  private final long first;
  private final long last;
  private final Duration rest;
  private final Set<Long> used = new HashSet<>();
  private final Map<Long, Instant> resting = new HashMap<>();
  private long next;

  /**
   * @param cidr an IPv4 block, /8 to /29
   * @param rest before a released address may be handed out again
   * @throws IllegalArgumentException for anything else
   */
  AddressPool(String cidr, Duration rest) {
    var parts = cidr.split("[./]");
    if (!cidr.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
      throw new IllegalArgumentException("not an IPv4 block: " + cidr);
    }
    int prefix = Integer.parseInt(parts[4]);
    if (prefix < 8 || prefix > 29) {
      throw new IllegalArgumentException("not a /8 to /29: " + cidr);
    }
    long base = 0;
    for (int i = 0; i < 4; i++) {
      base = base << 8 | Integer.parseInt(parts[i]);
    }
    long size = 1L << (32 - prefix);
    long network = base & ~(size - 1);
    this.first = network + RESERVED;
    this.last = network + size - 2;
    this.rest = rest;
    this.next = first;
  }

  /** A free address, or empty when every one is in use or resting. */
  Optional<String> take(Instant now) {
    resting.values().removeIf(until -> !until.isAfter(now));
    for (long tried = first; tried <= last; tried++) {
      long candidate = next;
      next = next == last ? first : next + 1;
      if (!used.contains(candidate) && !resting.containsKey(candidate)) {
        used.add(candidate);
        return Optional.of(text(candidate));
      }
    }
    return Optional.empty();
  }

  void release(String address, Instant now) {
    long value = 0;
    for (var part : address.split("\\.")) {
      value = value << 8 | Integer.parseInt(part);
    }
    if (used.remove(value)) {
      resting.put(value, now.plus(rest));
    }
  }

  private static String text(long address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
  }
}

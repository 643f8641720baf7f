package io.latticeoperator.model;

import java.util.Comparator;

/**
 * A target's identity within its group: Lattice counts ip and port together.
 *
 * @param port 1 to 65535; always sent, for a Deregister without it changes nothing
 */
public record TargetAddress(String ip, int port) implements Comparable<TargetAddress> {
  private static final Comparator<TargetAddress> ORDER =
      Comparator.comparing(TargetAddress::ip).thenComparingInt(TargetAddress::port);

  @Override
  public int compareTo(TargetAddress other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + port;
  }
}

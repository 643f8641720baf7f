package io.latticeoperator.simulator.dataplane;

/**
 * Where a client's request comes in: the data plane knows the caller's VPC by it.
 *
 * @param vpcId of the caller
 * @param port of listeners, 1 to 65535
 */
public record Entrance(String vpcId, int port) implements Comparable<Entrance> {
  @Override
  public int compareTo(Entrance other) {
    int byVpc = vpcId.compareTo(other.vpcId);
    return byVpc != 0 ? byVpc : Integer.compare(port, other.port);
  }
}

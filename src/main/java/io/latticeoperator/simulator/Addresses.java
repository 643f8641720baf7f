package io.latticeoperator.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Where on this machine everything listens: on the loopback interface always, and on any other
 * addresses of the machine, at the same port on each.
 *
 * @param others besides loopback; a wildcard such as 0.0.0.0 stands for all there are
 */
public record Addresses(List<InetAddress> others) {
  /** Nobody but programs of this machine comes in. */
  public static final Addresses LOOPBACK = new Addresses(List.of());

  /** Another program may take the port that is free on one address on another one. */
  private static final int TRIES = 20;

  public Addresses {
    others = others.stream().filter(address -> !address.isLoopbackAddress()).distinct().toList();
  }

  /** Each address that is bound; the first one is, or includes, loopback. */
  public List<InetAddress> all() {
    var wildcard = others.stream().filter(InetAddress::isAnyLocalAddress).findFirst();
    return wildcard
        .map(List::of)
        .orElseGet(
            () ->
                Stream.concat(Stream.of(InetAddress.getLoopbackAddress()), others.stream())
                    .toList());
  }

  /**
   * Opens a listening socket on each address.
   *
   * @param port of all of them; 0 for any that is free on all
   * @param connector not yet open, for an address and a port
   * @throws UncheckedIOException when the port is not free, or an address is not of this machine
   */
  public <T extends ServerConnector> List<T> open(int port, Opening<T> connector) {
    for (int tries = 1; ; tries++) {
      var opened = new ArrayList<T>();
      int chosen = port;
      try {
        for (var address : all()) {
          var next = connector.on(address.getHostAddress(), chosen);
          opened.add(next);
          next.open();
          chosen = next.getLocalPort();
        }
        return opened;
      } catch (IOException failure) {
        opened.forEach(ServerConnector::close);
        if (port != 0 || opened.size() == 1 || tries == TRIES) {
          var last = all().get(opened.size() - 1).getHostAddress();
          throw new UncheckedIOException(
              "%s port %d: %s".formatted(last, chosen, failure.getMessage()), failure);
        }
      }
    }
  }

  /**
   * Makes a connector.
   *
   * @param <T> of this kind
   */
  @FunctionalInterface
  public interface Opening<T extends ServerConnector> {
    /** One that will listen there. */
    T on(String host, int port);
  }

  /** URLs of a port, that of the loopback interface first. */
  public List<URI> urls(int port) {
    Function<InetAddress, URI> url =
        address -> URI.create("http://%s:%d".formatted(host(address), port));
    return all().stream().map(url).toList();
  }

  private static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }
}

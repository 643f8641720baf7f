package io.latticeoperator.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.1");

  private final Server server = new Server();
  private List<ServerConnector> opened = List.of();

  @AfterEach
  void close() {
    opened.forEach(ServerConnector::close);
  }

  @Test
  void loopbackIsAlwaysThere() {
    assertEquals(List.of(LOOPBACK), Addresses.LOOPBACK.all());
    assertEquals(List.of(LOOPBACK), new Addresses(List.of(LOOPBACK)).all());
    assertEquals(
        List.of(LOOPBACK, ELSEWHERE), new Addresses(List.of(ELSEWHERE, LOOPBACK, ELSEWHERE)).all());
  }

  @Test
  void aWildcardStandsForAll() {
    var wildcard = InetAddress.ofLiteral("0.0.0.0");
    var addresses = new Addresses(List.of(ELSEWHERE, wildcard));
    assertEquals(List.of(wildcard), addresses.all());
    assertEquals(List.of(URI.create("http://127.0.0.1:80")), addresses.urls(80));
    assertEquals(1, open(addresses, 0).size());
  }

  @Test
  void urlsBeginWithLoopback() {
    var addresses = new Addresses(List.of(ELSEWHERE, InetAddress.ofLiteral("2001:db8::1")));
    assertEquals(
        List.of(
            URI.create("http://127.0.0.1:80"),
            URI.create("http://192.0.2.1:80"),
            URI.create("http://[2001:db8:0:0:0:0:0:1]:80")),
        addresses.urls(80));
  }

  @Test
  void thePortIsTheSameOnAll() throws IOException {
    var own = own();
    var connectors = open(new Addresses(List.of(own)), 0);
    assertEquals(2, connectors.size());
    int port = connectors.getFirst().getLocalPort();
    for (var address : List.of(LOOPBACK, own)) {
      try (var socket = new Socket(address, port)) {
        assertTrue(socket.isConnected());
      }
    }
  }

  @Test
  void whatCannotBeHadIsToldAndNothingStaysOpen() throws IOException {
    var refused =
        assertThrows(UncheckedIOException.class, () -> open(new Addresses(List.of(ELSEWHERE)), 0));
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("192.0.2.1 port "), refused::toString);

    var own = own();
    try (var taken = new ServerSocket(0, 1, own)) {
      int port = taken.getLocalPort();
      var addresses = new Addresses(List.of(own));
      assertThrows(UncheckedIOException.class, () -> open(addresses, port));
      try (var free = new ServerSocket(port, 1, LOOPBACK)) {
        assertEquals(port, free.getLocalPort());
      }
    }
  }

  private List<ServerConnector> open(Addresses addresses, int port) {
    opened =
        addresses.open(
            port,
            (host, chosen) -> {
              var connector = new ServerConnector(server);
              connector.setHost(host);
              connector.setPort(chosen);
              return connector;
            });
    return opened;
  }

  /** An address of this machine that is not loopback. */
  private static InetAddress own() throws IOException {
    var found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(InetAddress::isSiteLocalAddress)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "this machine has no address but loopback");
    return found.orElseThrow();
  }
}

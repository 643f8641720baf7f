package io.latticeoperator.simulator.dataplane;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/**
 * Recognizes TLS connections to services with a TLS_PASSTHROUGH listener by the name that the
 * client asks for. All others are for those who end TLS themselves.
 */
final class Passthrough extends AbstractConnectionFactory implements ConnectionFactory.Detecting {
  private static final String PROTOCOL = "tls-passthrough";

  private final DataPlane dataPlane;
  private final Entrance entrance;
  private final Consumer<AccessRecord> records;

  Passthrough(DataPlane dataPlane, Entrance entrance, Consumer<AccessRecord> records) {
    super(PROTOCOL);
    this.dataPlane = dataPlane;
    this.entrance = entrance;
    this.records = records;
  }

  @Override
  public Detection detect(ByteBuffer bytes) {
    var name = ClientHello.serverName(bytes);
    if (name == null) {
      return Detection.NEED_MORE_BYTES;
    }
    return dataPlane.table().passesThrough(entrance, name)
        ? Detection.RECOGNIZED
        : Detection.NOT_RECOGNIZED;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(new Recognized((EntranceConnector) connector, endPoint), connector, endPoint);
  }

  private Route route(String serverName) {
    return dataPlane.route(
        new RequestHead(entrance, true, ClientProtocol.TLS, serverName, "", "/", "", Map.of()));
  }

  /** Stands between the detection and the relay, to get the bytes that have been read. */
  private final class Recognized extends AbstractConnection.NonBlocking
      implements Connection.UpgradeTo {
    private final EntranceConnector sockets;

    Recognized(EntranceConnector sockets, EndPoint endPoint) {
      super(endPoint, sockets.getExecutor());
      this.sockets = sockets;
    }

    @Override
    public void onUpgradeTo(ByteBuffer hello) {
      var name = Objects.requireNonNull(ClientHello.serverName(hello));
      var client = new RelayEnd(getEndPoint(), sockets, _ -> {});
      getEndPoint().setConnection(client);
      new Relay(sockets, client, name, route(name), hello, records, dataPlane.now()).open();
    }

    @Override
    public void onFillable() {
      throw new IllegalStateException("the relay reads, not its predecessor");
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
      return true;
    }
  }
}

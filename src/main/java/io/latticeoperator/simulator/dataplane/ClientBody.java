package io.latticeoperator.simulator.dataplane;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A client's request body, as it arrives, on its way to a target. */
final class ClientBody implements Request.Content {
  private final org.eclipse.jetty.server.Request client;
  private Content.@Nullable Chunk first;
  private volatile boolean broken;

  private ClientBody(org.eclipse.jetty.server.Request client, Content.@Nullable Chunk first) {
    this.client = client;
    this.first = first;
  }

  /** The body of a request, or null when it has none. */
  static @Nullable ClientBody of(org.eclipse.jetty.server.Request client) {
    if (client.getLength() == 0) {
      return null;
    }
    if (client.getLength() > 0 || client.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
      return new ClientBody(client, null);
    }
    if (client.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
      return null;
    }
    // HTTP/2 tells by a flag on the head that nothing follows, which shows only in reading.
    var first = client.read();
    if (first == null
        || !first.isLast()
        || first.hasRemaining()
        || Content.Chunk.isFailure(first)) {
      return new ClientBody(client, first);
    }
    first.release();
    return null;
  }

  /** Whether the client failed to send all of it. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public long getLength() {
    return client.getLength();
  }

  @Override
  public Content.@Nullable Chunk read() {
    var chunk = first == null ? client.read() : first;
    first = null;
    if (Content.Chunk.isFailure(chunk, true)) {
      broken = true;
    }
    return chunk;
  }

  @Override
  public void demand(Runnable demandCallback) {
    client.demand(demandCallback);
  }

  /** The target wants no more of it; what is left is the server's to discard. */
  @Override
  public void fail(Throwable failure) {}
}

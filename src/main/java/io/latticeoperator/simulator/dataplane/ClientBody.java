package io.latticeoperator.simulator.dataplane;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A client's request body, as it arrives, on its way to a target. */
final class ClientBody implements Request.Content {
  private final org.eclipse.jetty.server.Request client;
  private volatile boolean broken;

  ClientBody(org.eclipse.jetty.server.Request client) {
    this.client = client;
  }

  /** Whether a request has a body at all. */
  static boolean isIn(org.eclipse.jetty.server.Request client) {
    return client.getLength() > 0 || client.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
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
    var chunk = client.read();
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

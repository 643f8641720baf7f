package io.latticeoperator.simulator.dataplane;

import java.io.EOFException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** One of a relay's two sockets. */
final class RelayEnd extends AbstractConnection.NonBlocking {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final EntranceConnector sockets;
  private final Consumer<RelayEnd> opened;
  private volatile @Nullable Pump pump;

  RelayEnd(EndPoint endPoint, EntranceConnector sockets, Consumer<RelayEnd> opened) {
    super(endPoint, sockets.getExecutor());
    this.sockets = sockets;
    this.opened = opened;
  }

  /**
   * Begins to copy what comes in here to {@code other}, no faster than that one takes it.
   *
   * @param ended is told once: null when nothing more will come, which {@code other} has been told
   */
  void pump(RelayEnd other, LongAdder bytes, BiConsumer<RelayEnd, @Nullable Throwable> ended) {
    var started = new Pump(other.getEndPoint(), bytes, ended);
    pump = started;
    started.iterate();
  }

  @Override
  public void onOpen() {
    super.onOpen();
    opened.accept(this);
  }

  @Override
  public void onFillable() {
    var running = pump;
    if (running != null) {
      running.iterate();
    }
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    abort(cause);
  }

  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    abort(timeout);
    return false;
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    abort(cause == null ? new EOFException("closed") : cause);
    super.onClose(cause);
  }

  private void abort(Throwable cause) {
    var running = pump;
    if (running == null) {
      getEndPoint().close();
    } else {
      var _ = running.abort(cause);
    }
  }

  private final class Pump extends IteratingCallback {
    private final RetainableByteBuffer buffer =
        sockets.getByteBufferPool().acquire(BUFFER_BYTES, true);
    private final EndPoint to;
    private final LongAdder bytes;
    private final BiConsumer<RelayEnd, @Nullable Throwable> ended;

    Pump(EndPoint to, LongAdder bytes, BiConsumer<RelayEnd, @Nullable Throwable> ended) {
      this.to = to;
      this.bytes = bytes;
      this.ended = ended;
    }

    @Override
    protected Action process() throws Exception {
      int filled = getEndPoint().fill(buffer.getByteBuffer());
      if (filled == 0) {
        fillInterested();
        return Action.IDLE;
      }
      if (filled < 0) {
        to.shutdownOutput();
        return Action.SUCCEEDED;
      }
      bytes.add(filled);
      to.write(this, buffer.getByteBuffer());
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(@Nullable Throwable cause) {
      buffer.release();
      ended.accept(RelayEnd.this, cause);
    }
  }
}

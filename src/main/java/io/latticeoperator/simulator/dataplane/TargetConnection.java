package io.latticeoperator.simulator.dataplane;

import java.io.EOFException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a target that speaks HTTP/1.1, for one request after the other. It lives on the
 * selector that the client's connections are on, so that a request passes from socket to socket
 * without a change of threads.
 */
final class TargetConnection extends AbstractConnection.NonBlocking {
  private static final int READ_BYTES = 16 * 1024;
  private static final Turn CLOSED = new Turn(null, null, null);

  private final Threads threads;
  private final ByteBufferPool buffers;
  private final Consumer<TargetConnection> opened;
  private final Consumer<TargetConnection> released;
  private final RetainableByteBuffer in;
  private final AnswerParser parser = new AnswerParser();
  private final HttpGenerator generator = new HttpGenerator();

  /** Null while nobody uses it. */
  private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

  private final Reading reading = new Reading();
  private volatile boolean used;
  private volatile long idleSince = System.nanoTime();

  private record Turn(
      MetaData.@Nullable Request request,
      @Nullable RequestSending sending,
      @Nullable TargetAnswer answer) {}

  /**
   * @param opened is told once, when requests can be sent
   * @param released is told after each answer, when the next request can be sent
   */
  TargetConnection(
      EndPoint endPoint,
      Threads threads,
      ByteBufferPool buffers,
      Consumer<TargetConnection> opened,
      Consumer<TargetConnection> released) {
    super(endPoint, threads);
    this.threads = threads;
    this.buffers = buffers;
    this.opened = opened;
    this.released = released;
    this.in = buffers.acquire(READ_BYTES, true);
  }

  /** Since when nobody uses it, as {@link System#nanoTime()}. */
  long idleSince() {
    return idleSince;
  }

  /**
   * Sends a request. To be called by one at a time, who then waits for the end of the answer.
   *
   * @return false when the connection has been closed; {@code answer} is told nothing then
   */
  boolean send(MetaData.Request request, @Nullable ClientBody body, TargetAnswer answer) {
    generator.reset();
    var sending =
        new RequestSending(getEndPoint(), buffers, generator, request, body, answer, this::abort);
    if (!turn.compareAndSet(null, new Turn(request, sending, answer))) {
      return false;
    }
    answer.begun(used);
    used = true;
    sending.iterate();
    return true;
  }

  /** Closes it if nobody uses it. */
  void closeIfIdle() {
    if (turn.compareAndSet(null, CLOSED)) {
      abort(new EOFException("not used any more"));
    }
  }

  @Override
  public void onOpen() {
    super.onOpen();
    fillInterested();
    opened.accept(this);
  }

  @Override
  public void onFillable() {
    threads.run(reading::iterate);
  }

  @Override
  public void onFillInterestedFailed(Throwable cause) {
    abort(cause);
  }

  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    return true;
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    abort(cause == null ? new EOFException("closed") : cause);
    super.onClose(cause);
  }

  private void abort(Throwable cause) {
    var _ = reading.abort(cause);
  }

  /** From the socket to the answer, and on to the next one. */
  private final class Reading extends IteratingCallback {
    @Override
    protected Action process() throws Exception {
      if (parser.isComplete()) {
        return ended();
      }
      while (true) {
        int filled = getEndPoint().fill(in.getByteBuffer());
        if (filled == 0) {
          fillInterested();
          return Action.IDLE;
        }
        // Whoever owns the turn now: nobody, then this is the end.
        if (turn.compareAndSet(null, CLOSED)) {
          return Action.SUCCEEDED;
        }
        var current = turn.get();
        if (current == null || current.answer() == null || current.request() == null) {
          return Action.SUCCEEDED;
        }
        boolean headWasComplete = parser.isHeadComplete();
        boolean toHead = HttpMethod.HEAD.is(current.request().getMethod());
        if (filled < 0) {
          parser.end(toHead);
        } else {
          parser.parse(in.getByteBuffer(), toHead);
        }
        if (parser.isHeadComplete() && !headWasComplete) {
          current.answer().head(parser.status(), parser.fields());
        }
        if (parser.isComplete() || parser.hasContent()) {
          current.answer().content(parser.takeContent(), parser.isComplete(), this);
          return Action.SCHEDULED;
        }
      }
    }

    private Action ended() {
      var current = turn.get();
      boolean again =
          parser.isPersistent()
              && !in.hasRemaining()
              && current != null
              && current.sending() != null
              && current.sending().isSucceeded()
              && getEndPoint().isOpen();
      if (!again) {
        turn.set(CLOSED);
        return Action.SUCCEEDED;
      }
      parser.next();
      idleSince = System.nanoTime();
      turn.set(null);
      fillInterested();
      released.accept(TargetConnection.this);
      return Action.IDLE;
    }

    @Override
    protected void onCompleted(@Nullable Throwable cause) {
      var last = turn.getAndSet(CLOSED);
      in.release();
      getEndPoint().close();
      if (last != null && last.sending() != null) {
        var _ = last.sending().abort(new EOFException("the connection has ended"));
      }
      if (last != null && last.answer() != null) {
        last.answer().failed(cause == null ? new EOFException("closed") : cause);
      }
    }
  }
}

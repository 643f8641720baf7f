package io.latticeoperator.simulator.dataplane;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/** Writes one request with its body, as fast as the client sends and the target takes it. */
final class RequestSending extends IteratingCallback {
  private static final int USUAL_HEAD_BYTES = 4 * 1024;
  private static final int LARGEST_HEAD_BYTES = 128 * 1024;
  private static final int CHUNK_BYTES = HttpGenerator.CHUNK_SIZE;

  private final EndPoint target;
  private final ByteBufferPool buffers;
  private final HttpGenerator generator;
  private final MetaData.Request request;
  private final @Nullable ClientBody body;
  private final TargetAnswer answer;
  private final Consumer<Throwable> bodyBroken;
  private @Nullable RetainableByteBuffer head;
  private @Nullable RetainableByteBuffer chunkHead;
  private Content.@Nullable Chunk part;

  /**
   * @param bodyBroken is told when the client fails to send its body
   */
  RequestSending(
      EndPoint target,
      ByteBufferPool buffers,
      HttpGenerator generator,
      MetaData.Request request,
      @Nullable ClientBody body,
      TargetAnswer answer,
      Consumer<Throwable> bodyBroken) {
    this.target = target;
    this.buffers = buffers;
    this.generator = generator;
    this.request = request;
    this.body = body;
    this.answer = answer;
    this.bodyBroken = bodyBroken;
  }

  @Override
  protected Action process() throws IOException {
    var content = part;
    if (content == null) {
      content = next();
      part = content;
    }
    if (content == null) {
      return Action.IDLE;
    }
    if (Content.Chunk.isFailure(content)) {
      bodyBroken.accept(content.getFailure());
      return Action.SUCCEEDED;
    }
    return write(content);
  }

  /** Null when there is nothing yet: then this goes on by itself as soon as there is. */
  private Content.@Nullable Chunk next() {
    if (body == null) {
      return Content.Chunk.EOF;
    }
    var read = body.read();
    if (read == null) {
      body.demand(this::iterate);
    }
    return read;
  }

  private Action write(Content.Chunk content) throws IOException {
    while (true) {
      var result =
          generator.generateRequest(
              request, bytes(head), bytes(chunkHead), content.getByteBuffer(), content.isLast());
      switch (result) {
        case NEED_HEADER -> head = buffers.acquire(USUAL_HEAD_BYTES, true);
        case HEADER_OVERFLOW -> head = larger(head);
        case NEED_CHUNK -> chunkHead = buffers.acquire(CHUNK_BYTES, true);
        case NEED_CHUNK_TRAILER, NEED_INFO -> throw new IllegalStateException(result.name());
        case CONTINUE -> {
          // The generator has changed its state and wants to be asked again.
        }
        case FLUSH -> {
          flush(content.getByteBuffer());
          return Action.SCHEDULED;
        }
        case SHUTDOWN_OUT, DONE -> {
          boolean last = content.isLast();
          content.release();
          part = null;
          if (!last) {
            return process();
          }
          answer.sent();
          return Action.SUCCEEDED;
        }
      }
    }
  }

  private void flush(ByteBuffer content) {
    if (head != null && chunkHead == null && !content.hasRemaining()) {
      target.write(this, head.getByteBuffer());
    } else {
      target.write(this, present(head), present(chunkHead), content);
    }
  }

  private RetainableByteBuffer larger(@Nullable RetainableByteBuffer small) throws IOException {
    release(small);
    if (small != null && small.capacity() >= LARGEST_HEAD_BYTES) {
      head = null;
      throw new IOException("the head is larger than " + LARGEST_HEAD_BYTES);
    }
    return buffers.acquire(LARGEST_HEAD_BYTES, true);
  }

  /** A write that failed is not told: what the target answers, or that it is gone, is read. */
  @Override
  protected void onCompleted(@Nullable Throwable cause) {
    release(head);
    release(chunkHead);
    if (part != null) {
      part.release();
    }
  }

  private static @Nullable ByteBuffer bytes(@Nullable RetainableByteBuffer buffer) {
    return buffer == null ? null : buffer.getByteBuffer();
  }

  private static ByteBuffer present(@Nullable RetainableByteBuffer buffer) {
    return buffer == null ? BufferUtil.EMPTY_BUFFER : buffer.getByteBuffer();
  }

  private static void release(@Nullable RetainableByteBuffer buffer) {
    if (buffer != null) {
      buffer.release();
    }
  }
}

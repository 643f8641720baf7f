package io.latticeoperator.simulator.dataplane;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers on one connection to a target. Interim answers (1xx) are left out; what remains
 * of the bytes after an answer is not touched.
 */
final class AnswerParser implements HttpParser.ResponseHandler {
  private final HttpParser parser = new HttpParser(this, ForwardedHeaders.READ_BYTES);
  private final List<ByteBuffer> content = new ArrayList<>(1);
  private HttpFields.Mutable fields = HttpFields.build();
  private int status;
  private boolean persistent;
  private boolean headComplete;
  private boolean complete;
  private @Nullable Exception failure;

  /** Forgets the answer before. */
  void next() {
    parser.reset();
    content.clear();
    fields = HttpFields.build();
    headComplete = false;
    complete = false;
  }

  /**
   * Takes what there is, up to the end of the answer; what {@link #takeContent()} returns later are
   * slices of {@code bytes}.
   *
   * @param toHead whether HEAD was asked, so that no body follows
   * @throws Exception when this is no HTTP answer, or the end of the stream in the middle of one
   */
  void parse(ByteBuffer bytes, boolean toHead) throws Exception {
    parser.setHeadResponse(toHead);
    var _ = parser.parseNext(bytes);
    while (failure == null && !complete && bytes.hasRemaining()) {
      var _ = parser.parseNext(bytes);
    }
    check();
  }

  /** The target has closed its side. */
  void end(boolean toHead) throws Exception {
    parser.atEOF();
    parse(BufferUtil.EMPTY_BUFFER, toHead);
    if (!complete) {
      throw new EOFException("the target closed the connection");
    }
  }

  boolean isHeadComplete() {
    return headComplete;
  }

  boolean isComplete() {
    return complete;
  }

  /** Whether the target lets the connection be used again. */
  boolean isPersistent() {
    return persistent;
  }

  int status() {
    return status;
  }

  HttpFields fields() {
    return fields;
  }

  boolean hasContent() {
    return !content.isEmpty();
  }

  /** All content since the last call, in one buffer. */
  ByteBuffer takeContent() {
    var taken =
        switch (content.size()) {
          case 0 -> BufferUtil.EMPTY_BUFFER;
          case 1 -> content.getFirst();
          default -> joined();
        };
    content.clear();
    return taken;
  }

  private ByteBuffer joined() {
    var whole = ByteBuffer.allocate(content.stream().mapToInt(ByteBuffer::remaining).sum());
    content.forEach(whole::put);
    return whole.flip();
  }

  private void check() throws Exception {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void startResponse(HttpVersion version, int code, String reason) {
    status = code;
    persistent = version.getVersion() >= HttpVersion.HTTP_1_1.getVersion();
  }

  @Override
  public void parsedHeader(HttpField field) {
    if (field.getHeader() == HttpHeader.CONNECTION
        && field.contains(HttpHeaderValue.CLOSE.asString())) {
      persistent = false;
    }
    fields.add(field);
  }

  @Override
  public boolean headerComplete() {
    if (status == HttpStatus.SWITCHING_PROTOCOLS_101) {
      failure = new BadMessageException("the target changed the protocol unasked");
    }
    headComplete = !HttpStatus.isInformational(status);
    return false;
  }

  @Override
  public boolean content(ByteBuffer slice) {
    content.add(slice);
    return false;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    if (headComplete) {
      complete = true;
    } else {
      next();
    }
    return true;
  }

  @Override
  public void earlyEOF() {
    failure = new EOFException("the target closed the connection");
  }

  @Override
  public void badMessage(HttpException bad) {
    failure = bad instanceof Exception cause ? cause : new BadMessageException(bad.getReason());
  }
}

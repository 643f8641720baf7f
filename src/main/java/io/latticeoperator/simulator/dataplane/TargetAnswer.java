package io.latticeoperator.simulator.dataplane;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Callback;

/**
 * Is told what a target answers, part by part: {@code begun}, then {@code head} and {@code content}
 * until the last, or {@code failed} at any moment, after which nothing comes.
 */
interface TargetAnswer {
  /**
   * There is a connection, on which the request will be written now.
   *
   * @param used whether it has carried a request before
   */
  void begun(boolean used);

  /** The target has been sent all of the request. */
  void sent();

  void head(int status, HttpFields fields);

  /**
   * @param taken to be told when {@code bytes} are no longer needed; its failure ends the
   *     connection to the target, and nothing more comes
   */
  void content(ByteBuffer bytes, boolean last, Callback taken);

  void failed(Throwable cause);
}

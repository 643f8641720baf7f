package io.latticeoperator.app.uninstall;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time for which the operator is stopped. It runs again afterwards, also when this process is
 * told to end, unless all is done.
 */
final class Pause implements AutoCloseable {
  private final @Nullable OperatorDeployment operator;
  private final Consumer<String> say;
  private final Thread atExit;
  private boolean over;

  private Pause(@Nullable OperatorDeployment operator, Deadline deadline, Consumer<String> say) {
    this.operator = operator;
    this.say = say;
    this.atExit =
        new Thread(
            () -> {
              deadline.pass();
              end();
            },
            "uninstall-end");
  }

  /**
   * @param operator null when there is none
   * @param deadline passes when the process is told to end
   */
  static Pause begin(
      @Nullable OperatorDeployment operator, Deadline deadline, Consumer<String> say) {
    var pause = new Pause(operator, deadline, say);
    Runtime.getRuntime().addShutdownHook(pause.atExit);
    return pause;
  }

  /** The operator is not needed any more. */
  synchronized void forGood() {
    over = true;
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // it has run, or finds nothing to do
    }
  }

  private synchronized void end() {
    if (over || operator == null) {
      return;
    }
    over = true;
    try {
      operator.resume(say);
    } catch (KubernetesClientException refused) {
      say.accept("the operator stays stopped, for it cannot be scaled: " + refused.getMessage());
    }
  }
}

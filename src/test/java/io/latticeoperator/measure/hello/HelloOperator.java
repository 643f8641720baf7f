package io.latticeoperator.measure.hello;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.latticeoperator.app.Logging;
import io.latticeoperator.app.RunConfig.Log;
import java.io.File;

/** Runs until it is killed. */
public final class HelloOperator {
  private HelloOperator() {}

  private static final class Greeter implements Reconciler<Hello> {
    @Override
    public UpdateControl<Hello> reconcile(Hello hello, Context<Hello> context) {
      System.out.println("hello: reconciled " + hello.getMetadata().getName());
      return UpdateControl.noUpdate();
    }
  }

  /**
   * @param arguments the kubeconfig
   */
  public static void main(String[] arguments) {
    Logging.configure(new Log(Log.Level.INFO, Log.Format.TEXT));
    var client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(null, new File(arguments[0])))
            .build();
    var operator = new Operator(configuration -> configuration.withKubernetesClient(client));
    operator.register(new Greeter());
    operator.start();
    System.out.println("hello: started");
  }
}

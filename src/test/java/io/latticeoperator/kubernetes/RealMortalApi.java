package io.latticeoperator.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A kube-apiserver of its own. */
final class RealMortalApi implements MortalApi {
  private final RealApiServer server = RealApiServer.start();
  private final Wire wire = Wire.to(server.uri().getPort());
  private final KubernetesClient admin = MortalApi.client(server.kubeconfig());

  RealMortalApi() {
    MortalApi.define(admin);
  }

  @Override
  public Wire wire() {
    return wire;
  }

  @Override
  public Config config() {
    return Config.fromKubeconfig(MortalApi.through(wire, server.uri(), server.kubeconfig()));
  }

  @Override
  public KubernetesClient admin() {
    return admin;
  }

  @Override
  public void crash() {
    server.crash();
  }

  @Override
  public void startAgain() {
    server.startAgain();
  }

  @Override
  public void freeze() {
    signal("-STOP");
  }

  @Override
  public void thaw() {
    signal("-CONT");
  }

  @Override
  public void compact() {
    server.compact();
  }

  @Override
  public void close() {
    admin.close();
    wire.close();
    server.close();
  }

  private void signal(String name) {
    var command = List.of("kill", name, Long.toString(server.pid()));
    try {
      int code = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(command + " says " + code);
      }
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

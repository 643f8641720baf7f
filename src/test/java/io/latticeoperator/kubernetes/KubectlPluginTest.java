package io.latticeoperator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code src/kubectl/kubectl-lattice}. */
class KubectlPluginTest {
  private static final Path SCRIPT = Path.of("src/kubectl/kubectl-lattice").toAbsolutePath();

  @TempDir private Path home = Path.of("");

  record Ran(int code, String out, String err) {}

  private Ran run(String path, List<String> command, String... settings) {
    try {
      var out = Files.createTempFile(home, "out", "");
      var err = Files.createTempFile(home, "err", "");
      var builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("PATH", path);
      builder.environment().put("HOME", home.toString());
      builder.environment().keySet().removeIf(name -> name.startsWith("LATTICE_OPERATOR_"));
      for (var setting : settings) {
        var pair = setting.split("=", 2);
        builder.environment().put(pair[0], pair[1]);
      }
      var code = builder.start().waitFor();
      return new Ran(code, Files.readString(out), Files.readString(err));
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Where there is no kubectl. */
  private Ran alone(String... words) {
    var command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString()));
    command.addAll(List.of(words));
    return run(home.toString(), command);
  }

  @Test
  @Tag("shellcheck")
  void shellcheckFindsNothing() {
    assertEquals(
        new Ran(0, "", ""),
        run(System.getenv("PATH"), List.of("shellcheck", "--shell=sh", SCRIPT.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "validate -f x.yaml; 3; validate is not in the operator's image",
        "demo; 3; ./lattice demo in the project's sources",
        "run; 2; run is what the operator's pods do already",
        "uninstall --policy retain; 2; helm uninstall does it in a Job",
        "explain svc/web --context; 2; --context needs a value",
        "--operator-namespace= plan; 2; --operator-namespace needs a value",
        "explain svc/web; 3; kubectl is not on PATH",
      })
  void whatCannotWorkIsToldWithoutACluster(String words, int code, String says) {
    var ran = alone(words.split(" "));
    assertEquals(code, ran.code(), ran::toString);
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith("kubectl-lattice: ") && ran.err().contains(says), ran::err);
  }

  @Nested
  @Tag("kubectl")
  class WithKubectl {
    private final String path = System.getenv("PATH");
    private final Path kubectl =
        Arrays.stream(path.split(File.pathSeparator))
            .map(folder -> Path.of(folder, "kubectl"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() -> new AssertionError("kubectl is not on PATH"));

    @Test
    void itIsAPluginWhoseHelpNeedsNoCluster() {
      var folder = SCRIPT.getParent();
      var with = folder + File.pathSeparator + path;
      assertTrue(run(with, List.of("kubectl", "plugin", "list")).out().contains(SCRIPT.toString()));
      for (var help : List.of("--help", "-h", "help")) {
        var ran = run(with, List.of("kubectl", "lattice", help));
        assertEquals(0, ran.code(), ran::err);
        assertTrue(ran.out().contains("kubectl lattice explain svc/checkout -n shop"), ran::out);
        assertEquals(run(path, List.of(SCRIPT.toString())), ran);
      }
    }

    /** What would be run in a pod: exec is answered here, and ends with 4. */
    @Test
    void itFindsThePodAndHandsTheCommandOver() throws IOException {
      try (var cluster = Kubernetes.EMBEDDED.open(List.of())) {
        Files.writeString(home.resolve("config"), cluster.access().kubeconfig());
        var shim = home.resolve("kubectl");
        Files.writeString(
            shim,
            """
            #!/bin/sh
            for word; do
              if [ "$word" = exec ]; then printf '<%%s>' "$@"; exit 4; fi
            done
            exec %s "$@"
            """
                .formatted(kubectl));
        assertTrue(shim.toFile().setExecutable(true));

        refused(3, "there is no pod of the operator in any namespace", "explain", "svc/web");

        pod("edge", "edge", "edge-0", "uninstall", "True", true);
        pod("edge", "edge", "edge-1", "operator", "False", false);
        refused(3, "kubectl --namespace edge describe pods", "explain", "svc/web");

        pod("edge", "edge", "edge-2", "operator", "False", true);
        var unready = asks("doctor");
        assertEquals(exec("edge", "edge-2", "doctor"), unready.out());
        assertTrue(unready.err().contains("asking edge-2, which is not"), unready::err);

        pod("edge", "edge", "edge-3", "operator", "True", true);
        pod("edge", "edge", "edge-4", "operator", "True", true);
        var ran = asks("explain", "svc/a b", "-n", "shop", "--", "--context", "x");
        assertEquals(
            exec("edge", "edge-3", "explain", "svc/a b", "-n", "shop", "--", "--context", "x"),
            ran.out());
        assertEquals("", ran.err());

        kubectl("delete", "pod", "edge-3", "--namespace=edge", "--wait=false");
        assertEquals(exec("edge", "edge-4", "help", "plan"), asks("help", "plan").out());

        pod("mid", "a", "a-0", "operator", "True", true);
        pod("mid", "b", "b-0", "operator", "True", true);
        refused(2, "there are several operators: edge/edge mid/a mid/b", "plan");
        refused(2, "there are several operators: mid/a mid/b", "--operator-namespace=mid", "plan");
        assertEquals(
            exec("mid", "b-0", "plan"),
            asks("plan", "--operator-release", "b", "--operator-namespace", "mid").out());
        assertEquals(
            exec("edge", "edge-4", "plan"),
            plugin(List.of("plan"), "LATTICE_OPERATOR_NAMESPACE=edge").out());
        assertEquals(
            exec("mid", "a-0", "plan"),
            plugin(List.of("plan", "--operator-namespace=mid"), "LATTICE_OPERATOR_RELEASE=a")
                .out());

        refused(3, "name its namespace with --operator-namespace", "plan", "--context=moon");
        assertTrue(
            asks("plan", "--operator-release=b", "--context=test")
                .out()
                .startsWith("<--context=test><--kubeconfig=" + home.resolve("config") + "><exec>"));
      }
    }

    private Ran plugin(List<String> words, String... settings) {
      var command = new ArrayList<>(List.of(SCRIPT.toString()));
      command.addAll(words);
      command.add(1, "--kubeconfig=" + home.resolve("config"));
      return run(home + File.pathSeparator + path, command, settings);
    }

    private Ran asks(String... words) {
      var ran = plugin(List.of(words));
      assertEquals(4, ran.code(), ran::toString);
      return ran;
    }

    private void refused(int code, String says, String... words) {
      var ran = plugin(List.of(words));
      assertEquals(code, ran.code(), ran::toString);
      assertTrue(ran.err().contains(says), ran::err);
    }

    private String exec(String namespace, String pod, String... command) {
      var words = new ArrayList<>(List.of("--kubeconfig=" + home.resolve("config"), "exec"));
      words.addAll(List.of("--namespace", namespace, "--container", "operator", pod));
      words.addAll(List.of("--", "lattice"));
      words.addAll(List.of(command));
      return "<" + String.join("><", words) + ">";
    }

    private void kubectl(String... words) {
      var command = new ArrayList<>(List.of("kubectl", "--kubeconfig=" + home.resolve("config")));
      command.addAll(List.of(words));
      var ran = run(path, command);
      assertEquals(0, ran.code(), ran::toString);
    }

    private void pod(
        String namespace,
        String release,
        String name,
        String component,
        String ready,
        boolean running)
        throws IOException {
      var labels =
          "{app.kubernetes.io/name: lattice-operator, app.kubernetes.io/instance: %s, app.kubernetes.io/component: %s}"
              .formatted(release, component);
      var file = home.resolve(name + ".yaml");
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Namespace
          metadata: {name: %s}
          ---
          apiVersion: v1
          kind: Pod
          metadata: {name: %s, namespace: %s, labels: %s, finalizers: [example.io/stays]}
          spec: {containers: [{name: operator, image: "operator:1"}]}
          """
              .formatted(namespace, name, namespace, labels));
      kubectl("apply", "--filename=" + file);
      kubectl(
          "patch",
          "pod",
          name,
          "--namespace=" + namespace,
          "--subresource=status",
          "--type=merge",
          """
          --patch={"status": {"conditions": [{"type": "Ready", "status": "%s"}], "containerStatuses": [{"name": "operator",
            "image": "operator:1", "imageID": "", "ready": %s, "restartCount": 0, "state": {%s}}]}}"""
              .formatted(
                  ready,
                  ready.equals("True"),
                  running
                      ? "\"running\": {\"startedAt\": \"2026-01-01T00:00:00Z\"}"
                      : "\"waiting\": {\"reason\": \"CrashLoopBackOff\"}"));
    }
  }
}

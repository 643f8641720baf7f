package io.latticeoperator.testbed;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster of {@code src/testbed} is hurt in every way, and mended or gone afterwards. */
@Tag("testbed")
class TestbedTest {
  private static final String NAME = "hurt";
  private static final String NO_OWNER = "";

  private Path state;

  @BeforeEach
  void state() throws IOException {
    // Sockets below it have short names only.
    state = Files.createTempDirectory(Path.of("/var/tmp"), "testbed");
  }

  @AfterEach
  void down() {
    script("down", "--all").out();
    Command.of("rm", "-rf", state.toString()).out();
  }

  @Test
  void aClusterIsMendedAndItsPodsAreReached() {
    var kubeconfig = script("up", NAME).out();
    var cluster = new Cluster(Testbed.status(NAME, script()));
    cluster
        .kubectl("run", "echo", "--image=docker.io/testbed/echo:1", "--image-pull-policy=Never")
        .out();
    cluster.kubectl("wait", "pod/echo", "--for=condition=Ready", "--timeout=60s").out();
    assertEquals("echo 1", curl(cluster.pods("default", "run=echo").getFirst().ip()));
    assertEquals("echo 1 listens on :8080", cluster.kubectl("logs", "echo").out());
    assertTrue(
        cluster.kubectl("exec", "echo", "--", "/echo").run().err().contains("already in use"));

    for (var component : List.of("apiserver", "kubelet", "containerd")) {
      Command.of("kill", "-9", pid(component)).out();
    }
    script("pause", NAME, "scheduler").out();
    await().until(() -> condition().contains("containerd ended, kubelet ended, scheduler paused"));
    var mended = script("up", NAME).run();
    assertEquals(kubeconfig, mended.out().strip(), mended::err);
    assertTrue(mended.err().contains("kubelet of hurt had ended: started again"), mended::err);
    assertEquals("running", condition());
    assertTrue(cluster.pods("default", "run=echo").getFirst().ready());
    assertTrue(script("up", NAME, "--nodes", "2").run().err().contains("runs with --nodes 1"));
  }

  @Test
  void whatIsLeftOfAKilledUpIsReplaced() throws Exception {
    var killed = new ProcessBuilder(script("up", NAME).words()).inheritIO();
    killed.environment().putAll(script().environment());
    var process = killed.start();
    await().until(() -> Files.exists(state.resolve("clusters/hurt/pid/etcd")));
    process.destroyForcibly().waitFor();
    assertTrue(List.of("starting", "unfinished").contains(condition()), this::condition);

    var up = script("up", NAME, "--nodes", "0").run();
    assertEquals(0, up.code(), up::err);
    assertTrue(up.err().contains("is not whole"), up::err);
    assertEquals("running", condition());
  }

  @Test
  void aClusterGoesWithItsOwnerAndLeavesNothing() throws Exception {
    var owner = new ProcessBuilder("sleep", "600").start();
    script("up", NAME, "--nodes", "0").with("TESTBED_OWNER", "" + owner.pid()).out();
    var space = Path.of(Testbed.status(NAME, script()).get("NETNS"));
    assertTrue(Files.exists(space));
    owner.destroyForcibly().waitFor();
    assertEquals("owner ended", condition());

    var next = script("up", "next", "--nodes", "0").run();
    assertTrue(next.err().contains("the owner of hurt has ended"), next::err);
    script("down", "next").out();
    assertFalse(Files.exists(space));
    assertEquals("", Command.of("find", state + "/clusters", "-mindepth", "1").out());
    assertTrue(script("down", NAME).run().err().contains("there is no cluster hurt"));
  }

  private String condition() {
    return Testbed.status(NAME, script()).get("STATE");
  }

  private String pid(String component) {
    try {
      return Files.readString(state.resolve("clusters/hurt/pid").resolve(component)).strip();
    } catch (IOException absent) {
      throw new AssertionError(absent);
    }
  }

  private static String curl(String ip) {
    return Command.of("curl", "-sSf", "-m", "5", "http://%s:8080/".formatted(ip)).out();
  }

  private Command script(String... words) {
    return Testbed.script(words)
        .with("TESTBED_STATE", state.toString())
        .with("TESTBED_OWNER", NO_OWNER);
  }
}

package io.latticeoperator.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes of pods are processes of this machine: known by their cgroup, which names the pod. */
final class PodProcess {
  private PodProcess() {}

  /** Kills a pod's program as the kernel does when memory is out: without a word. */
  static void kill(Cluster.Pod pod, String program) {
    var victims =
        ProcessHandle.allProcesses()
            .filter(process -> isOf(process, pod) && name(process).equals(program))
            .toList();
    if (victims.isEmpty()) {
      throw new AssertionError("no process " + program + " in " + pod);
    }
    victims.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isOf(ProcessHandle process, Cluster.Pod pod) {
    return lines(process, "cgroup").stream().anyMatch(line -> line.contains("pod" + pod.uid()));
  }

  private static String name(ProcessHandle process) {
    return String.join("", lines(process, "comm"));
  }

  private static List<String> lines(ProcessHandle process, String file) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", String.valueOf(process.pid()), file))) {
      return lines.toList();
    } catch (IOException | java.io.UncheckedIOException ended) {
      return List.of();
    }
  }
}

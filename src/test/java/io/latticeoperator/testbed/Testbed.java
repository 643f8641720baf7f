package io.latticeoperator.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code src/testbed/testbed}: makes clusters, and takes them down at the end. Should this process
 * be killed, the next one does.
 */
final class Testbed implements AutoCloseable {
  private static final Path SCRIPT = Path.of("src/testbed/testbed").toAbsolutePath();

  private final String suffix = "-" + ProcessHandle.current().pid();
  private final List<String> made = new ArrayList<>();

  /** The script with arguments. */
  static Command script(String... arguments) {
    return Command.of(SCRIPT.toString())
        .and(arguments)
        .with("TESTBED_OWNER", String.valueOf(ProcessHandle.current().pid()));
  }

  /** The folder of kubectl, helm and the components. */
  static Path binaries() {
    return Path.of(script("bin").out());
  }

  /** A cluster whose name begins with that. */
  Cluster cluster(String name, int nodes) {
    return new Cluster(up(name, nodes));
  }

  /** A network namespace alone. */
  Map<String, String> space(String name) {
    return up(name, 0);
  }

  private synchronized void note(String name) {
    made.add(name);
  }

  private Map<String, String> up(String name, int nodes) {
    var full = name + suffix;
    note(full);
    script("up", full, "--nodes", String.valueOf(nodes)).out();
    return status(full, script());
  }

  /** What a script tells of a cluster, by its own names. */
  static Map<String, String> status(String name, Command script) {
    return script
        .and("status", name)
        .out()
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].replace("\"", "")));
  }

  @Override
  public synchronized void close() {
    if (!made.isEmpty()) {
      script("down").and(made.toArray(String[]::new)).out();
    }
  }
}

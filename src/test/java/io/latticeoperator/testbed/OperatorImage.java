package io.latticeoperator.testbed;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An image of the operator for the machine's own architecture, from the classes under test. */
final class OperatorImage {
  static final String TAG = "docker.io/library/lattice-operator:0.1.0";

  private static final String MODULES =
      "java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.naming.dns,jdk.zipfs";
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private OperatorImage() {}

  /** An archive in a folder. */
  static Path archive(Path folder) throws IOException {
    var root = folder.resolve("root");
    var archive = folder.resolve("lattice-operator.tar");
    var home = Path.of(System.getProperty("java.home"));
    var runtime = root.resolve("jre");
    Command.of(home.resolve("bin/jlink").toString())
        .and("--add-modules", MODULES, "--strip-debug", "--no-header-files", "--no-man-pages")
        .and("--output", runtime.toString())
        .out();
    libraries(root, runtime);
    copyOf(Path.of("src/main/jvm/lattice.options"), root.resolve("app/lattice.options"));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        copyOf(path, root.resolve("app/lib").resolve(path.getFileName()));
      } else if (path.endsWith("target/classes")) {
        Command.of("cp", "-r", path.toString(), root.resolve("app/classes").toString()).out();
      }
    }
    Testbed.script("image", TAG, archive.toString(), root.toString())
        .and("/jre/bin/java", "@/app/lattice.options", "-cp", "/app/classes:/app/lib/*")
        .and("io.latticeoperator.cli.Main")
        .out();
    return archive;
  }

  /** What the runtime's programs are linked with. */
  private static void libraries(Path root, Path runtime) throws IOException {
    var linked = new ArrayList<String>(List.of(runtime.resolve("bin/java").toString()));
    try (var found = Files.list(runtime.resolve("lib"))) {
      found.map(Path::toString).filter(name -> name.endsWith(".so")).forEach(linked::add);
    }
    linked.add(runtime.resolve("lib/server/libjvm.so").toString());
    var said = Command.of("ldd").and(linked.toArray(String[]::new)).run().out();
    for (var match : LIBRARY.matcher(said).results().toList()) {
      var library = Path.of(match.group(1));
      if (!library.startsWith(runtime)) {
        copyOf(library, root.resolve("." + library));
      }
    }
  }

  private static void copyOf(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}

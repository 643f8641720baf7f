package io.latticeoperator.image;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** What classes refer to, found by {@code jdeps} from the operator's jar on. */
final class Dependencies {
  /** Found by ServiceLoader: no class of ours refers to them. */
  private static final Set<String> LOADED =
      Set.of("kubernetes-client", "kubernetes-httpclient-okhttp");

  private final Path operator;

  /**
   * @param folder empty; for the operator's classes
   */
  Dependencies(Path folder) throws IOException {
    operator = folder;
    OperatorBuild.unpack(folder);
  }

  /** Libraries of which at least one class can be reached. */
  Set<OperatorBuild.Library> libraries() {
    var said = jdeps(List.of("--ignore-missing-deps", "-R", "-summary"));
    return OperatorBuild.libraries()
        .filter(library -> said.contains("-> " + library.jar()) || loaded(library))
        .collect(Collectors.toSet());
  }

  /** Modules of the JDK that classes which can be reached are in. */
  Set<String> modules() {
    var said = jdeps(List.of("--ignore-missing-deps", "-R", "-summary"));
    return said.lines()
        .map(line -> line.replaceFirst(".* -> ", ""))
        .filter(name -> name.matches("(java|jdk)\\.[a-z.]+"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String jdeps(List<String> options) {
    var words = new ArrayList<>(options);
    words.addAll(List.of("--multi-release", "25", "-cp"));
    words.add(
        OperatorBuild.libraries()
            .map(library -> library.jar().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    words.add(operator.toString());
    OperatorBuild.libraries()
        .filter(Dependencies::loaded)
        .forEach(library -> words.add(library.jar().toString()));
    var out = new StringWriter();
    var writer = new PrintWriter(out);
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(writer, writer, words.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(out.toString());
    }
    return out.toString();
  }

  private static boolean loaded(OperatorBuild.Library library) {
    return LOADED.contains(library.artifact());
  }
}

package io.latticeoperator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the operator's image. */
@Tag("image")
class RootFileSystemTest {
  private static final long MEBIBYTE = 1024 * 1024;
  private static final long MOST = 180 * MEBIBYTE;
  private static final int LONGEST_SHEBANG = 127;

  /** Three small libraries of one name: the POM cannot leave out some of them. */
  private static final String NAMESAKES = "annotations-.*";

  @TempDir private Path folder;

  @Test
  void theOnlyProgramsAreTheOperatorsAndItsRuntimes() throws IOException {
    var programs =
        BuiltImage.files().stream()
            .filter(file -> Files.isExecutable(BuiltImage.ROOT.resolve(file)))
            .map(Path::toString)
            .filter(name -> !name.matches(".*\\.so(\\.[0-9.]+)?"))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "usr/bin/lattice",
            "opt/java/bin/java",
            "opt/java/bin/keytool",
            "opt/java/lib/jexec",
            "opt/java/lib/jspawnhelper"),
        programs);
    var shebang = Files.readString(BuiltImage.ROOT.resolve("usr/bin/lattice"));
    assertEquals("#!/opt/java/bin/java @/opt/lattice/lattice.args\n", shebang);
    assertTrue(shebang.length() <= LONGEST_SHEBANG);
  }

  @Test
  void eachLibraryIsThereBecauseAClassNeedsIt() throws IOException {
    var needed =
        new Dependencies(folder)
            .libraries().stream()
                .map(library -> library.jar().getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    var there = new TreeSet<>(BuiltImage.libraries());
    // libraries of tests complete what others refer to, but need not have
    needed.removeIf(name -> name.matches(NAMESAKES) || !Files.exists(Path.of("target/lib", name)));
    there.removeIf(name -> name.matches(NAMESAKES));
    assertEquals(needed, there);
  }

  @Test
  void noClassThatIsLeftOutIsInTheJar() throws IOException {
    try (var jar =
        new JarFile(BuiltImage.ROOT.resolve("opt/lattice/lattice-operator.jar").toFile())) {
      var classes =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.replace(".class", "").replace('/', '.'))
              .collect(Collectors.toCollection(HashSet::new));
      assertTrue(classes.contains("io.latticeoperator.cli.Main"), classes::toString);
      classes.retainAll(OperatorBuild.classesLeftOut());
      assertEquals(Set.of(), classes);
    }
  }

  @Test
  void itIsSmallEnough() throws IOException {
    long size = 0;
    for (var file : BuiltImage.files()) {
      size += Files.size(BuiltImage.ROOT.resolve(file));
    }
    System.out.printf("The image: %.1f MiB unpacked%n", (double) size / MEBIBYTE);
    assertTrue(size <= MOST, "bytes: " + size);
  }

  @Test
  void itIsTheSameWhenItIsMadeAgain() {
    var again = folder.resolve("root").toString();
    BuiltImage.done(List.of("src/image/image", "rootfs", again));
    assertEquals(
        "",
        BuiltImage.run(
                List.of("diff", "-r", "--exclude=lattice.aot", BuiltImage.ROOT.toString(), again))
            .said());
    assertEquals(listed(BuiltImage.ROOT.toString()), listed(again));
  }

  /** Modes, sizes and times, which the packing of layers keeps. */
  private static String listed(String root) {
    return BuiltImage.done(
            List.of("find", root, "!", "-name", "lattice.aot", "-printf", "%P %m %T@\\n"))
        .lines()
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theBillOfMaterialsNamesAllThatIsThere() throws IOException {
    var bom =
        new ObjectMapper()
            .readTree(BuiltImage.ROOT.resolve("usr/share/sbom/lattice-operator.cdx.json").toFile());
    assertEquals("CycloneDX", bom.path("bomFormat").asText());
    var names = new HashSet<String>();
    bom.path("components")
        .forEach(
            each ->
                names.add(
                    "%s-%s.jar"
                        .formatted(each.path("name").asText(), each.path("version").asText())));
    assertTrue(names.containsAll(BuiltImage.libraries()), names::toString);
    assertEquals(BuiltImage.libraries().size() + 2, bom.path("components").size());
  }

  @Test
  void itIsConfiguredAsTheDockerfileSays() throws IOException {
    assertEquals(Dockerfile.read(), Dockerfile.of(BuiltImage.config()));
  }
}

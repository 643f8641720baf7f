package io.latticeoperator.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cache of the image is accepted, refused aloud, and worth its size. */
@Tag("image")
class AotCacheTest {
  private static final String CACHE =
      "-XX:AOTCache=" + BuiltImage.ROOT.resolve("opt/lattice/lattice.aot");
  private static final String MUST = "-XX:AOTMode=on";
  private static final Pattern CPU = Pattern.compile("\\((\\d+) ms of CPU\\)");

  /** With this flag a JVM that cannot use its cache does not start. */
  @Test
  void itIsUsed() {
    var said = version(MUST, CACHE);
    assertEquals(0, said.code(), said::said);
    assertTrue(said.said().startsWith("lattice "), said::said);
  }

  private static BuiltImage.Ended version(String... options) {
    var words = BuiltImage.java(options);
    words.add("--version");
    return BuiltImage.run(words);
  }

  @Test
  void otherFlagsThanInTheTrainingAreRefused() {
    assertEquals(1, version(MUST, CACHE, "-XX:-UseCompactObjectHeaders").code());
  }

  @Test
  void aRefusalIsToldAndTheOperatorStartsAllTheSame() {
    var said = version(CACHE, "-XX:-UseCompactObjectHeaders");
    assertEquals(0, said.code(), said::said);
    assertTrue(said.said().contains("[aot]"), said::said);
  }

  /** CPU time, for that is the same on a machine that has more to do. */
  @Test
  void itHalvesTheWorkOfAStart() {
    var without = rehearsed();
    var with = rehearsed(MUST, CACHE);
    System.out.print("Start without the cache: " + without + "Start with the cache: " + with);
    assertTrue(cpu(with) < 0.65 * cpu(without), with + without);
  }

  private static String rehearsed(String... options) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + Path.of("src/main/jvm/lattice.options").toAbsolutePath());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add("io.latticeoperator.app.demo.Rehearsal");
    words.addAll(BuiltImage.java(options));
    words.add("run");
    var said = BuiltImage.done(words);
    return said.lines().filter(line -> line.startsWith("ready after")).findFirst().orElseThrow()
        + "\n";
  }

  private static int cpu(String rehearsed) {
    var cpu = CPU.matcher(rehearsed);
    assertTrue(cpu.find(), rehearsed);
    return Integer.parseInt(cpu.group(1));
  }
}

package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.faults.FaultPlan;
import io.latticeoperator.simulator.iam.IdentityPolicies;
import io.latticeoperator.simulator.lattice.Settings;
import io.latticeoperator.simulator.lattice.SettingsReading;
import io.latticeoperator.simulator.lattice.SettingsText;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The page on the simulator says what is so, and its examples run as they stand. */
class SimulatorDocsTest {
  private static final Path PAGE = Path.of("docs/simulator.md");
  private static final Path PYTHON = Path.of("docs/examples/python/test_checkout.py");
  private static final Path JAVA = Path.of("docs/examples/java/CheckoutTest.java");
  private static final Pattern SET = Pattern.compile("--set ([\\w.]+)=([\\w.]+)");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "python, docs/examples/python/test_checkout.py",
    "java, docs/examples/java/CheckoutTest.java"
  })
  void thePageShowsTheFilesThatRun(String language, Path file) throws IOException {
    var page = Files.readString(PAGE);
    var block = "```" + language + "\n";
    int from = page.indexOf(block) + block.length();
    assertEquals(Files.readString(file), page.substring(from, page.indexOf("```\n", from)));
  }

  @Test
  void everySettingOnThePageIsOne() throws IOException {
    var page = Files.readString(PAGE);
    var single = SET.matcher(page).results().toList();
    assertTrue(single.size() > 5);
    for (var set : single) {
      valid(SettingsText.set(Map.of(set.group(1), set.group(2)), Settings.quick()));
    }
    var files = YAML.matcher(page).results().toList();
    assertFalse(files.isEmpty());
    files.forEach(file -> valid(SettingsText.read(file.group(1), Settings.quick())));
  }

  @Test
  void thePlanAndThePoliciesOnThePageAreRead() throws IOException {
    var blocks = JSON.matcher(Files.readString(PAGE)).results().map(each -> each.group(1)).toList();
    assertEquals(2, blocks.size());
    assertEquals(4, FaultPlan.parse(blocks.getFirst()).rules().size());
    var policies = folder.resolve("policies.json");
    Files.writeString(policies, blocks.getLast());
    new IdentityPolicies(new Accounts("111122223333"), Instant::now).load(policies);
  }

  @Test
  void everyLinkOnThePageLeadsSomewhere() throws IOException {
    for (var link : LINK.matcher(Files.readString(PAGE)).results().toList()) {
      assertTrue(Files.exists(PAGE.resolveSibling(link.group(1))), link.group());
    }
  }

  @Test
  @Tag("aws-cli")
  void thePythonExampleRunsAsItStands() throws Exception {
    var output = folder.resolve("output");
    var builder =
        new ProcessBuilder("python3", "-m", "unittest", PYTHON.getFileName().toString())
            .directory(PYTHON.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LATTICE", LatticeChild.script(folder).toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    var process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertTrue(ended, () -> content(output));
    assertEquals(0, process.exitValue(), () -> content(output));
    assertTrue(content(output).contains("Ran 3 tests"), () -> content(output));
  }

  @Test
  @Tag("slow")
  void theJavaExampleRunsAsItStands() throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-XDsuppressNotes",
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JAVA.toString());
    assertEquals(0, result, "it compiles");
    System.setProperty("lattice", LatticeChild.script(folder).toString());
    var summary = new SummaryGeneratingListener();
    try (var loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, SimulatorDocsTest.class.getClassLoader())) {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(loader.loadClass("CheckoutTest")))
                  .build(),
              summary);
    } finally {
      System.clearProperty("lattice");
    }
    var failures = summary.getSummary().getFailures();
    assertEquals(List.of(), failures.stream().map(each -> each.getException().toString()).toList());
    assertEquals(3, summary.getSummary().getTestsSucceededCount());
  }

  private static void valid(SettingsReading reading) {
    assertInstanceOf(SettingsReading.Valid.class, reading, reading::toString);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}

package io.latticeoperator;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.engine.Report;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.plan.Plan;
import io.latticeoperator.policy.Flaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reasons are what users, alerts and scripts go by. Each word in the sources that could be one is
 * on the page of reasons, or is listed here as something else, and the page has no others.
 */
class ReasonsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/latticeoperator");
  private static final List<String> WHERE =
      List.of("translate", "engine", "plan", "control", "kube", "policy/Flaw.java");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([A-Z][A-Za-z]*[a-z][A-Za-z]*)\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  /** Kinds, fields and values of Kubernetes. */
  private static final Set<String> OTHERS =
      Set.of(
          "ClusterIP",
          "Delete",
          "ExternalName",
          "Failed",
          "LatticeExport",
          "LatticeNetwork",
          "NamespaceTerminating",
          "Normal",
          "Pod",
          "Retain",
          "Service",
          "Succeeded",
          "Warning");

  private static TreeSet<String> written() throws IOException {
    var words = new TreeSet<String>();
    for (var part : WHERE) {
      try (var files = Files.walk(SOURCES.resolve(part))) {
        for (var file :
            files
                .filter(f -> f.toString().endsWith(".java"))
                .filter(f -> !f.toString().contains("/kube/api/"))
                .toList()) {
          var code = COMMENT.matcher(Files.readString(file)).replaceAll("");
          WORD.matcher(code).results().forEach(word -> words.add(word.group(1)));
        }
      }
    }
    words.removeAll(OTHERS);
    for (var type : Report.Type.values()) {
      if (!Set.of("ResolvedRefs", "Accepted", "Programmed", "Healthy").contains(type.word())) {
        words.remove(type.word());
      }
    }
    for (var truth : Report.Truth.values()) {
      words.remove(truth.word());
    }
    return words;
  }

  private static TreeSet<String> listed() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs/reasons.md")))
        .results()
        .flatMap(row -> NAME.matcher(row.group(1)).results())
        .map(name -> name.group(1))
        .collect(toCollection(TreeSet::new));
  }

  @Test
  void everyReasonIsOnThePageAndThePageHasNoOther() throws IOException {
    assertEquals(String.join("\n", written()), String.join("\n", listed()));
  }

  @Test
  void reasonsAreWordsThatKubernetesAccepts() throws IOException {
    // metav1.Condition: a letter first, then at most 1023 letters, digits and some signs
    for (var reason : listed()) {
      assertTrue(reason.matches("[A-Z][A-Za-z0-9]{2,62}"), reason);
    }
  }

  @Test
  void theClosedListsOfReasonsAreOnThePage() throws IOException {
    var closed =
        Stream.of(
                Arrays.stream(Fault.Kind.values()).map(Fault.Kind::reason),
                Arrays.stream(Plan.Why.values()).map(Plan.Why::reason),
                Arrays.stream(Flaw.Kind.values()).map(Flaw.Kind::reason))
            .flatMap(reasons -> reasons)
            .collect(toCollection(TreeSet::new));
    closed.removeAll(listed());
    assertEquals(Set.of(), closed);
  }
}

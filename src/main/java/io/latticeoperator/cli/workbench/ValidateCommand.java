package io.latticeoperator.cli.workbench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.latticeoperator.app.look.Line;
import io.latticeoperator.cli.ExitCode;
import io.latticeoperator.cli.Lattice;
import io.latticeoperator.cli.Output;
import io.latticeoperator.kube.manifest.ManifestCheck;
import io.latticeoperator.kube.manifest.ManifestCheck.Fault;
import io.latticeoperator.kube.manifest.ManifestCheck.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code lattice validate}: what is wrong with manifests, before anybody applies them. */
@Command(
    name = "validate",
    description = {
      "Checks manifests without a cluster and without AWS: LatticeExports, LatticeNetworks, and the"
          + " annotations of Services. Everything else is skipped.",
      "",
      "The schemas and rules are those of the definitions that this version installs; auth policies"
          + " are compiled. What a spec refers to is not looked for."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Lattice.Version.class,
    usageHelpAutoWidth = true,
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all that was checked is valid",
      "1:something is invalid",
      "2:wrong usage, or a file cannot be read"
    })
final class ValidateCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final ObjectMapper yaml =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
  private final InputStream input;

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "YAML or JSON, of any number of documents; - for standard input. Of a folder, the files"
              + " .yaml, .yml and .json in it.")
  private List<String> files = List.of();

  @Mixin private Output output = new Output();

  /** What is told to programs; null stands for what there is not. */
  record View(List<Checked> objects, Summary summary) {}

  /**
   * One object of a file.
   *
   * @param document number in the file, from 1
   * @param object kind, namespace and name, as far as it has them
   * @param verdict valid, invalid or skipped
   * @param why it is skipped
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Checked(
      String file,
      int document,
      String object,
      String verdict,
      @Nullable String why,
      List<Fault> faults) {

    static Checked of(String file, int document, String object, Verdict verdict) {
      return switch (verdict) {
        case Verdict.Valid _ -> new Checked(file, document, object, "valid", null, List.of());
        case Verdict.Skipped skipped ->
            new Checked(file, document, object, "skipped", skipped.why(), List.of());
        case Verdict.Invalid invalid ->
            new Checked(file, document, object, "invalid", null, invalid.faults());
      };
    }

    List<Line> lines() {
      var at = "%s:%d%s: ".formatted(file, document, object.isEmpty() ? "" : " " + object);
      return switch (verdict) {
        case "invalid" ->
            faults.stream().map(fault -> new Line(Line.Mark.BAD, at + fault)).toList();
        case "skipped" -> List.of(new Line(Line.Mark.FAINT, at + "skipped: " + why));
        default -> List.of(new Line(Line.Mark.GOOD, at + "valid"));
      };
    }
  }

  /** How many of each. */
  record Summary(long valid, long invalid, long skipped) {
    static Summary of(List<Checked> checked) {
      return new Summary(
          count(checked, "valid"), count(checked, "invalid"), count(checked, "skipped"));
    }

    private static long count(List<Checked> checked, String verdict) {
      return checked.stream().filter(each -> each.verdict().equals(verdict)).count();
    }
  }

  /**
   * @param input what {@code -} stands for
   */
  ValidateCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    var check = new ManifestCheck();
    var checked = new ArrayList<Checked>();
    for (var file : files) {
      read(file, check, checked);
    }
    var summary = Summary.of(checked);
    output.print(
        new View(checked, summary), checked.stream().flatMap(c -> c.lines().stream()).toList());
    return summary.invalid() > 0 ? ExitCode.FAILED : ExitCode.OK;
  }

  private void read(String file, ManifestCheck check, List<Checked> checked) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        documents("(standard input)", input, check, checked);
        return;
      }
      var path = Path.of(file);
      for (var each : Files.isDirectory(path) ? manifests(path) : List.of(path)) {
        try (var stream = Files.newInputStream(each)) {
          documents(each.toString(), stream, check, checked);
        }
      }
    } catch (IOException unreadable) {
      throw new ParameterException(
          spec.commandLine(), "cannot read %s: %s".formatted(file, unreadable));
    }
  }

  private static List<Path> manifests(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.(yaml|yml|json)"))
          .sorted()
          .toList();
    }
  }

  private void documents(
      String file, InputStream stream, ManifestCheck check, List<Checked> checked)
      throws IOException {
    int document = 0;
    try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(stream)) {
      while (documents.hasNextValue()) {
        var object = documents.nextValue();
        document++;
        object(file, document, object, check, checked);
      }
    } catch (JsonProcessingException malformed) {
      var at = malformed.getLocation();
      var where =
          at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
      checked.add(
          Checked.of(
              file,
              document + 1,
              "",
              new Verdict.Invalid(
                  List.of(new Fault("", where + oneLine(malformed.getOriginalMessage()))))));
    }
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\n\\s*", "; ");
  }

  /** Lists are opened; documents of nothing but comments are nothing. */
  private static void object(
      String file, int document, JsonNode object, ManifestCheck check, List<Checked> checked) {
    if (object.isValueNode() && object.asText("").isBlank()) {
      return;
    }
    if (object.path("kind").asText("").equals("List") && object.path("items").isArray()) {
      object.path("items").forEach(item -> object(file, document, item, check, checked));
      return;
    }
    checked.add(Checked.of(file, document, name(object), check.check(object)));
  }

  private static String name(JsonNode object) {
    var metadata = object.path("metadata");
    var name = metadata.path("name").asText(metadata.path("generateName").asText(""));
    var namespace = metadata.path("namespace").asText("");
    return object.path("kind").asText("(no kind)")
        + (namespace.isEmpty() ? "/" : "/" + namespace + "/")
        + (name.isEmpty() ? "(no name)" : name);
  }
}

package io.latticeoperator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.latticeoperator.app.look.Line;
import io.latticeoperator.app.look.Progress;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec.Target;

/** The option {@code -o}, and what follows from it: how a command shows what it has found. */
public final class Output {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @CommandLine.Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      description =
          "For people, or for programs: the names of fields in JSON and YAML stay the same over"
              + " releases; new ones may come. Default: table.")
  private Format format = Format.TABLE;

  /** What {@code -o} takes. */
  public enum Format {
    TABLE,
    JSON,
    YAML
  }

  /**
   * Prints it.
   *
   * @param view a record, whose components are the fields
   * @param lines the same for people
   */
  public void print(Object view, List<Line> lines) {
    var out = command.commandLine().getOut();
    switch (format) {
      case TABLE -> lines.forEach(line -> out.println(styled(line)));
      case JSON -> out.println(json(view));
      case YAML -> out.print(yaml(view));
    }
    out.flush();
  }

  /** Whether people are to read it. */
  boolean forPeople() {
    return format == Format.TABLE;
  }

  /** Tells how far it is, on standard error if somebody watches. */
  @SuppressWarnings("SystemConsoleNull") // releases of Java differ in this
  Progress progress() {
    if (!Terminal.present()) {
      return Progress.NONE;
    }
    var err = command.commandLine().getErr();
    return words -> {
      err.print(words.isEmpty() ? "\r\033[K" : "\r\033[K  " + words);
      err.flush();
    };
  }

  private Ansi ansi() {
    return command.commandLine().getColorScheme().ansi();
  }

  private String styled(Line line) {
    var styles =
        switch (line.mark()) {
          case PLAIN -> List.<IStyle>of();
          case STRONG -> List.<IStyle>of(Style.bold);
          case FAINT -> List.<IStyle>of(Style.faint);
          case ADDED, GOOD -> List.<IStyle>of(Style.fg_green);
          case CHANGED, DOUBTFUL -> List.<IStyle>of(Style.fg_yellow);
          case REMOVED, BAD -> List.<IStyle>of(Style.fg_red);
        };
    return ansi().enabled() && !styles.isEmpty()
        ? Style.on(styles.toArray(IStyle[]::new))
            + line.text()
            + Style.off(styles.toArray(IStyle[]::new))
        : line.text();
  }

  private static String yaml(Object view) {
    JsonNode tree = JSON.valueToTree(view);
    return Serialization.asYaml(tree);
  }

  private static String json(Object view) {
    try {
      return JSON.writeValueAsString(view);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(bug);
    }
  }
}

package io.latticeoperator.simulator.lattice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is proved of each operation, as the table in the documentation.
 *
 * @param version of botocore
 */
record ConformanceTable(String version, Map<String, Row> rows) {
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final List<Integer> STEPS = List.of(1, 3, 10, 30, 100, 300);
  private static final String HEAD =
      """
      # Conformance of the simulated VPC Lattice

      This table is written by `ConformanceTest` from what it has just run, and the same test fails when the table here claims more than
      that. It needs python3 with botocore, whose service model is the judge; the simulator's own copy of the model has no say.

      - **shape**: successful answers that botocore's parser read and whose every member was held against the output shape: none unknown,
        none required missing, types, enums, patterns, lengths and times right, the status that of the model.
      - **constraints**: requests made from the model by a seeded generator. *Valid* ones were not refused for their fields; *invalid* ones,
        each with one constraint just broken (a character too long or too few, a pattern missed, one out of range, one item too many, a
        required member left out, no value of the enum, the wrong type, a union of none or two), were refused with
        `fieldValidationFailed` and the field's name. A pattern holds for the whole string: the model writes a search out as `.*x.*`.
      - **errors**: how many of the errors that the model declares for the operation were provoked on purpose and had the status and the
        members of their shapes. An error that is not declared for the operation fails the test, whenever it comes.
      - **semantics**: tests in virtual time, run again for this table, in which a call of the operation had its effect, and in which one was
        refused, taken from the simulator's journal. A test that failed counts for nothing.

      Counts with ≥ are rounded down to 1, 3, 10, 30, 100 or 300. Another model makes other requests: when botocore is not the version named
      here, the test only demands that nothing is claimed of which nothing ran.

      Rewrite it with `./mvnw test -Dtest=ConformanceTest -Dconformance.update=true`.

      Made with botocore %s:

      | operation | shape | constraints | errors | semantics |
      |---|---|---|---|---|
      """;

  /**
   * What is proved of one operation.
   *
   * @param declared how many errors the model declares
   */
  record Row(
      int shapes, int valid, int invalid, int errors, int declared, Witness.Testimony tests) {
    private String text(String operation) {
      return "| %s | %s answers | %d valid, %d invalid | %d of %d | %s with effect, %s refused |"
          .formatted(
              operation,
              atLeast(shapes),
              valid,
              invalid,
              errors,
              declared,
              atLeast(tests.effects()),
              atLeast(tests.refusals()));
    }
  }

  /** Rounded down, so that a test more or less elsewhere is no new table. */
  private static String atLeast(int count) {
    return STEPS.stream()
        .filter(step -> step <= count)
        .reduce((smaller, larger) -> larger)
        .map(step -> "≥ " + step)
        .orElse("0");
  }

  String text() {
    var text = new StringBuilder(HEAD.formatted(version));
    rows.forEach((operation, row) -> text.append(row.text(operation)).append('\n'));
    return text.toString();
  }

  /** The lines of a document that say more than this table. */
  List<String> exaggerations(String document) {
    boolean sameModel = document.contains("Made with botocore " + version + ":");
    var claims = new TreeMap<String, String>();
    document
        .lines()
        .filter(line -> line.startsWith("| ") && NUMBER.matcher(line).find())
        .forEach(line -> claims.put(line.split(" ", 3)[1], line));
    var wrong = new ArrayList<String>();
    claims.forEach(
        (operation, claim) -> {
          var row = rows.get(operation);
          if (row == null || exceeds(sameModel, numbers(claim), numbers(row.text(operation)))) {
            wrong.add(claim);
          }
        });
    rows.keySet().stream().filter(name -> !claims.containsKey(name)).forEach(wrong::add);
    return wrong;
  }

  private static boolean exceeds(boolean sameModel, List<Integer> claimed, List<Integer> proved) {
    if (claimed.size() != proved.size()) {
      return true;
    }
    for (int index = 0; index < claimed.size(); index++) {
      int most = sameModel || proved.get(index) == 0 ? proved.get(index) : Integer.MAX_VALUE;
      if (claimed.get(index) > most) {
        return true;
      }
    }
    return false;
  }

  private static List<Integer> numbers(String line) {
    return NUMBER.matcher(line).results().map(found -> Integer.valueOf(found.group())).toList();
  }
}

package io.latticeoperator.schema;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One field at fault, in the words of the API server.
 *
 * @param reason such as {@code FieldValueInvalid}
 * @param field such as {@code spec.port}
 */
public record FieldFault(String reason, String field, String message) {

  private static final Set<String> OF_SHAPE =
      Set.of(
          "FieldValueNotSupported",
          "FieldValueRequired",
          "FieldValueTooLong",
          "FieldValueTooMany",
          "FieldValueTypeInvalid");

  /** Whether rules cannot be asked about an object with this fault: it has another shape. */
  public boolean ofShape() {
    return OF_SHAPE.contains(reason);
  }

  /**
   * @param detail empty for none
   */
  public static FieldFault required(String field, String detail) {
    return new FieldFault(
        "FieldValueRequired",
        field,
        detail.isEmpty() ? "Required value" : "Required value: " + detail);
  }

  /**
   * @param value as JSON
   */
  public static FieldFault invalidValue(String field, String value, String detail) {
    return new FieldFault(
        "FieldValueInvalid", field, "Invalid value: %s: %s".formatted(value, detail));
  }

  /**
   * @param value as JSON
   */
  public static FieldFault unsupported(String field, String value, List<String> supported) {
    return new FieldFault(
        "FieldValueNotSupported",
        field,
        "Unsupported value: %s: supported values: %s"
            .formatted(
                value,
                supported.stream()
                    .map(each -> "\"" + each + "\"")
                    .collect(Collectors.joining(", "))));
  }
}

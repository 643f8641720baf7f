package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Which names, labels and annotations an object may have. */
final class Names {
  private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final String LABEL_RULE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String KEY_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final Pattern QUALIFIED =
      Pattern.compile("([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

  private Names() {}

  /** Puts the name that {@code generateName} asks for, where no name is given. */
  static void generate(ObjectNode object, RandomGenerator random) {
    var metadata = Json.metadata(object);
    var prefix = Json.text(metadata, "generateName");
    if (!Json.text(metadata, "name").isEmpty() || prefix.isEmpty()) {
      return;
    }
    var name = new StringBuilder(prefix);
    name.setLength(Math.min(prefix.length(), LONGEST_LABEL - SUFFIX_LENGTH));
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(SUFFIX_ALPHABET.charAt(random.nextInt(SUFFIX_ALPHABET.length())));
    }
    metadata.put("name", name.toString());
  }

  static List<FieldFault> faults(Kind kind, JsonNode object) {
    var causes = new ArrayList<FieldFault>();
    var name = Json.name(object);
    if (name.isEmpty()) {
      causes.add(FieldFault.required("metadata.name", "name or generateName is required"));
    } else {
      name(kind, name).ifPresent(causes::add);
    }
    for (var label : Json.at(object, "metadata", "labels").properties()) {
      qualified("metadata.labels", label.getKey()).ifPresent(causes::add);
      var value = label.getValue().asText();
      if (!LABEL_VALUE.matcher(value).matches() || value.length() > LONGEST_LABEL) {
        causes.add(
            FieldFault.invalidValue(
                "metadata.labels",
                quoted(value),
                "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                    + " '_' or '.', and must start and end with an alphanumeric character (e.g."
                    + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is"
                    + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
      }
    }
    for (var annotation : Json.at(object, "metadata", "annotations").properties()) {
      qualified("metadata.annotations", annotation.getKey()).ifPresent(causes::add);
    }
    return causes;
  }

  /** Empty when {@code value} is a label as DNS has them. */
  static Optional<FieldFault> label(String field, String value) {
    return required(LABEL, LONGEST_LABEL, field, value, LABEL_RULE);
  }

  /** Empty when {@code value} is a name as DNS has them. */
  static Optional<FieldFault> subdomain(String field, String value) {
    return required(SUBDOMAIN, LONGEST_SUBDOMAIN, field, value, SUBDOMAIN_RULE);
  }

  /** Empty when {@code key} may name a label, an annotation, a finalizer. */
  static Optional<FieldFault> qualified(String field, String key) {
    if (QUALIFIED.matcher(key).matches()) {
      return Optional.empty();
    }
    boolean parts = key.indexOf('/') != key.lastIndexOf('/');
    return Optional.of(
        FieldFault.invalidValue(
            field,
            quoted(key),
            parts
                ? "a valid label key "
                    + KEY_RULE
                    + " with an optional DNS subdomain prefix and '/'"
                    + " (e.g. 'example.com/MyName')"
                : "name part " + KEY_RULE));
  }

  private static Optional<FieldFault> name(Kind kind, String name) {
    return kind.equals(Kinds.SERVICE) || kind.equals(Kinds.NAMESPACE)
        ? label("metadata.name", name)
        : subdomain("metadata.name", name);
  }

  private static Optional<FieldFault> required(
      Pattern pattern, int longest, String field, String value, String rule) {
    if (value.length() > longest) {
      return Optional.of(
          FieldFault.invalidValue(
              field, quoted(value), "must be no more than " + longest + " characters"));
    }
    return pattern.matcher(value).matches()
        ? Optional.empty()
        : Optional.of(FieldFault.invalidValue(field, quoted(value), rule));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

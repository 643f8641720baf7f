package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Which names, labels and annotations an object may have. */
final class Names {
  private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final int SUFFIX_LENGTH = 5;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final Pattern LABEL_1123 = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern LABEL_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
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
      name(kind, name, causes);
    }
    for (var label : Json.at(object, "metadata", "labels").properties()) {
      key("metadata.labels", label.getKey(), causes);
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
      key("metadata.annotations", annotation.getKey(), causes);
    }
    return causes;
  }

  private static void name(Kind kind, String name, List<FieldFault> causes) {
    if (kind.equals(Kinds.SERVICE)) {
      require(
          LABEL_1035,
          LONGEST_LABEL,
          name,
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character (e.g. 'my-name', "
              + " or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
          causes);
    } else if (kind.equals(Kinds.NAMESPACE)) {
      require(
          LABEL_1123,
          LONGEST_LABEL,
          name,
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
              + " and must start and end with an alphanumeric character (e.g. 'my-name',  or"
              + " '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
          causes);
    } else {
      require(
          SUBDOMAIN,
          LONGEST_SUBDOMAIN,
          name,
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is"
              + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
          causes);
    }
  }

  private static void require(
      Pattern pattern, int longest, String name, String rule, List<FieldFault> causes) {
    if (name.length() > longest) {
      causes.add(
          FieldFault.invalidValue(
              "metadata.name", quoted(name), "must be no more than " + longest + " characters"));
    } else if (!pattern.matcher(name).matches()) {
      causes.add(FieldFault.invalidValue("metadata.name", quoted(name), rule));
    }
  }

  private static void key(String field, String key, List<FieldFault> causes) {
    if (!QUALIFIED.matcher(key).matches()) {
      causes.add(
          FieldFault.invalidValue(
              field,
              quoted(key),
              "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                  + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
                  + " '123-abc', regex used for validation is"
                  + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"));
    }
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}

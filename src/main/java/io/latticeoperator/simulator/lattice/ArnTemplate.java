package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which resources a call is about: the last part of their ARNs with input members in braces, such
 * as <code>service/{serviceIdentifier}/listener/*</code>. A member alone stands for a whole
 * identifier, {@code *} alone for calls that are not about one resource.
 */
record ArnTemplate(String text) {
  private static final String ANY = "*";
  private static final Pattern MEMBER = Pattern.compile("\\{([^}]+)}");

  /** Whether it stands for something that the call creates. */
  boolean isOfNew() {
    return text.endsWith("/*");
  }

  /** The ARNs: several for a list in the input, none when the input lacks the member. */
  List<String> arns(Arns arns, JsonNode input) {
    if (text.equals(ANY)) {
      return List.of(ANY);
    }
    int leafAt = text.lastIndexOf('/') + 1;
    var leaf = text.substring(leafAt);
    if (leafAt == 0) {
      return values(leaf, input).stream().map(arns::of).toList();
    }
    var before =
        MEMBER
            .matcher(text.substring(0, leafAt))
            .replaceAll(
                member ->
                    values(member.group(), input).stream().findFirst().map(Arns::id).orElse(ANY));
    if (leaf.equals(ANY)) {
      return List.of(arns.at(before + ANY));
    }
    return values(leaf, input).stream()
        .map(value -> Arns.isArn(value) ? value : arns.at(before + value))
        .toList();
  }

  /** The names of the members in it. */
  List<String> members() {
    return MEMBER.matcher(text).results().map(member -> member.group(1)).toList();
  }

  private static List<String> values(String braced, JsonNode input) {
    return InputPath.of(braced.substring(1, braced.length() - 1)).values(input);
  }
}

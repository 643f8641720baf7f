package io.latticeoperator.cloud.aws.ec2;

import java.util.Collection;
import java.util.List;

/**
 * What items must have to be listed.
 *
 * @param values one of which an item must have; asterisks and question marks stand for others
 */
public record Filter(String name, List<String> values) {
  public Filter {
    values = List.copyOf(values);
  }

  /** For exactly one value, whatever characters it has. */
  public static Filter exactly(String name, String value) {
    var escaped = value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    return new Filter(name, List.of(escaped));
  }

  /** For any of some values without special characters, such as ids. */
  public static Filter anyOf(String name, Collection<String> values) {
    return new Filter(name, List.copyOf(values));
  }
}

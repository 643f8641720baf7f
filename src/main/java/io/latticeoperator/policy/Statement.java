package io.latticeoperator.policy;

import java.util.List;

/**
 * One rule of an auth policy. Everything that is given must hold; a list holds when one of its
 * members does; an empty list says nothing.
 *
 * @param principals who calls; at least one
 * @param methods HTTP methods, such as {@code GET}
 * @param paths begin with {@code /}; {@code *} and {@code ?} are wildcards
 * @param sourceVpcs ids of VPCs that the call comes from
 * @param exports whose services are called; only in the policy of a network
 */
public record Statement(
    Effect effect,
    List<Principal> principals,
    List<String> methods,
    List<String> paths,
    List<Header> headers,
    List<String> sourceVpcs,
    List<ExportReference> exports) {

  public Statement {
    principals = List.copyOf(principals);
    methods = List.copyOf(methods);
    paths = List.copyOf(paths);
    headers = List.copyOf(headers);
    sourceVpcs = List.copyOf(sourceVpcs);
    exports = List.copyOf(exports);
  }

  /** What a statement does to the calls it is about. */
  public enum Effect {
    ALLOW,
    DENY
  }

  /**
   * A header that must have one of the values.
   *
   * @param values {@code *} and {@code ?} are wildcards; at least one
   */
  public record Header(String name, List<String> values) {
    public Header {
      values = List.copyOf(values);
    }
  }
}

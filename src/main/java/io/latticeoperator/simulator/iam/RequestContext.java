package io.latticeoperator.simulator.iam;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that policies look at in a request.
 *
 * @param action such as {@code vpc-lattice:CreateService}
 * @param resource an ARN, or {@code *} when the request is not about one resource
 * @param keys condition keys with their values, found whatever their case; those that the principal
 *     brings are added
 */
public record RequestContext(
    Principal principal, String action, String resource, SortedMap<String, List<String>> keys) {

  /** Of keys in any order. */
  public static RequestContext of(
      Principal principal, String action, String resource, Map<String, List<String>> keys) {
    var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(principal.keys());
    keys.forEach((key, values) -> all.put(key, List.copyOf(values)));
    return new RequestContext(principal, action, resource, Collections.unmodifiableSortedMap(all));
  }

  /** No values for a key that the request does not have. */
  List<String> values(String key) {
    return keys.getOrDefault(key, List.of());
  }
}

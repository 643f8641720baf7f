package io.latticeoperator.simulator.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The condition keys that tags bring into a request. */
public final class TagKeys {
  private TagKeys() {}

  /** Of the tags that a call writes: each {@code aws:RequestTag/…}, and {@code aws:TagKeys}. */
  public static Map<String, List<String>> ofRequest(Map<String, String> tags) {
    var keys = new HashMap<String, List<String>>();
    tags.forEach((key, value) -> keys.put("aws:RequestTag/" + key, List.of(value)));
    if (!tags.isEmpty()) {
      keys.put("aws:TagKeys", List.copyOf(tags.keySet()));
    }
    return keys;
  }

  /** Of the tags that a resource has: each {@code aws:ResourceTag/…}. */
  public static Map<String, List<String>> ofResource(Map<String, String> tags) {
    var keys = new HashMap<String, List<String>>();
    tags.forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value)));
    return keys;
  }
}

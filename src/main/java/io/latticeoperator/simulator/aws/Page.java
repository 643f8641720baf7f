package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sorted list.
 *
 * @param next what asks for the page after this one; null when this is the last. It names the last
 *     entry that was given out, so that it survives changes between pages
 */
public record Page<T>(List<T> items, @Nullable String next) {
  private static final String MARK = "v1:";

  public Page {
    items = List.copyOf(items);
  }

  /**
   * A page of the values in the order of their keys.
   *
   * @param token of the page before, or null for the first page
   * @param size the most entries on it, at least 1
   * @param foreign thrown for a token that was never given out
   */
  public static <T> Page<T> of(
      NavigableMap<String, T> all,
      @Nullable String token,
      int size,
      Supplier<ServiceRefusal> foreign) {
    var rest = token == null ? all : all.tailMap(decoded(token, foreign), false);
    var entries = rest.entrySet().stream().limit(size + 1L).toList();
    boolean more = entries.size() > size;
    return new Page<>(
        entries.stream().limit(size).map(Map.Entry::getValue).toList(),
        more ? encoded(entries.get(size - 1).getKey()) : null);
  }

  /** Tells the token of the page after this one, if there is one. */
  public void putNext(ObjectNode output, String member) {
    if (next != null) {
      output.put(member, next);
    }
  }

  private static String encoded(String last) {
    var bytes = (MARK + last).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String decoded(String token, Supplier<ServiceRefusal> foreign) {
    String text;
    try {
      text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw foreign.get();
    }
    if (!text.startsWith(MARK)) {
      throw foreign.get();
    }
    return text.substring(MARK.length());
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * One page of a list. A token holds the sequence number of the last item given, so that items which
 * come and go between two pages neither repeat nor hide others.
 */
final class Page {
  private static final int MOST = 100;

  private Page() {}

  /** Resources, in order of creation, that the list consistency lets through. */
  static <R extends Resource> ObjectNode of(
      State state, Request request, Stream<R> rows, Function<R, ObjectNode> summary) {
    var visible = request.now().minus(state.settings().listLag()).minus(request.lag().lists());
    return ordered(
        request,
        rows.filter(row -> !row.identity().createdAt().isAfter(visible)),
        row -> row.identity().sequence(),
        summary);
  }

  /** Anything in ascending order of a number that never changes. */
  static <T> ObjectNode ordered(
      Request request,
      Stream<T> rows,
      ToLongFunction<T> sequence,
      Function<T, ObjectNode> summary) {
    var token = request.textOrNull("nextToken");
    long after = token == null ? Long.MIN_VALUE : decode(token);
    int size = request.whole("maxResults").orElse(MOST);
    var page =
        rows.filter(row -> sequence.applyAsLong(row) > after)
            .sorted((a, b) -> Long.compare(sequence.applyAsLong(a), sequence.applyAsLong(b)))
            .limit(size + 1L)
            .toList();
    var output = Json.object();
    var items = output.putArray("items");
    page.stream().limit(size).map(summary).forEach(items::add);
    if (page.size() > size) {
      output.put("nextToken", encode(sequence.applyAsLong(page.get(size - 1))));
    }
    return output;
  }

  private static String encode(long sequence) {
    var text = "after:" + sequence;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long decode(String token) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("after:")) {
        return Long.parseLong(text.substring("after:".length()));
      }
      throw Refused.invalid("Invalid nextToken");
    } catch (IllegalArgumentException notOurs) {
      throw Refused.invalid("Invalid nextToken");
    }
  }
}

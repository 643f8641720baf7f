package io.latticeoperator.simulator.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.TextInput;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes what a Describe action found, page by page, in the order of ids. */
final class Listing {
  private static final int MOST = 1000;

  private Listing() {}

  /**
   * One page of up to a thousand, or of {@code MaxResults}, which then is at least {@code least}.
   */
  static <T> ObjectNode of(
      TextInput input,
      String set,
      List<T> found,
      Function<T, String> id,
      int least,
      Function<T, ObjectNode> written) {
    int size = input.whole("MaxResults").orElse(MOST);
    if (size < least || size > MOST) {
      throw Refusals.invalid(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value from %d to %d.",
          size, least, MOST);
    }
    var sorted = new TreeMap<String, T>();
    found.forEach(item -> sorted.put(id.apply(item), item));
    var page =
        Page.of(
            sorted,
            input.text("NextToken").orElse(null),
            size,
            () -> Refusals.of("InvalidPaginationToken", "The pagination token is invalid"));
    var output = JsonNodeFactory.instance.objectNode();
    var items = output.putArray(set);
    page.items().stream().map(written).forEach(items::add);
    output.put("nextToken", page.next());
    return output;
  }
}

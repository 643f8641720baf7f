package io.latticeoperator.cloud.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the AWS calls of one change or reading. For one thread. */
final class Calls {
  private int made;

  int made() {
    return made;
  }

  /**
   * Makes one call; it counts however it ends, unless there were no credentials to send it with.
   */
  <T> T call(Supplier<T> call) {
    made++;
    try {
      return call.get();
    } catch (CredentialsUnavailable neverSent) {
      made--;
      throw neverSent;
    }
  }

  /**
   * Makes one call after the other until there is no next page.
   *
   * @param ask given the token of the page, null for the first
   * @param next the token of the page after this one, null on the last
   */
  <P> List<P> pages(Function<@Nullable String, P> ask, Function<P, @Nullable String> next) {
    var pages = new ArrayList<P>();
    String token = null;
    do {
      var current = token;
      var page = call(() -> ask.apply(current));
      pages.add(page);
      token = next.apply(page);
    } while (token != null);
    return pages;
  }
}

package io.latticeoperator.cloud.aws;

import io.latticeoperator.plan.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Counts the AWS calls of one change or reading. For one thread. */
final class Calls {
  private int made;
  private int answered;

  int made() {
    return made;
  }

  /** Makes one call; it counts however it ends, unless it was never sent. */
  <T> T call(Supplier<T> call) {
    made++;
    try {
      var answer = call.get();
      answered++;
      return answer;
    } catch (SdkException failure) {
      if (failure instanceof CredentialsUnavailable || NotSent.isBehind(failure)) {
        made--;
      }
      throw failure;
    }
  }

  /** Makes one call that answers nothing. */
  void run(Runnable call) {
    call(
        () -> {
          call.run();
          return answered;
        });
  }

  /**
   * Makes one call after the other until there is no next page.
   *
   * @param ask given the token of the page, null for the first
   * @param next the token of the page after this one, null or empty on the last
   */
  <P> List<P> pages(Function<@Nullable String, P> ask, Function<P, @Nullable String> next) {
    var pages = new ArrayList<P>();
    String token = null;
    do {
      var current = token;
      var page = call(() -> ask.apply(current));
      pages.add(page);
      token = next.apply(page);
    } while (token != null && !token.isEmpty());
    return pages;
  }

  /** The items of all pages. */
  <P, T> List<T> items(
      Function<@Nullable String, P> ask,
      Function<P, @Nullable String> next,
      Function<P, List<T>> items) {
    return pages(ask, next).stream().flatMap(page -> items.apply(page).stream()).toList();
  }

  /** Empty when AWS says that it is not there. Between a list and what it names, things go. */
  static <T> Optional<T> unlessGone(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (AwsServiceException failure) {
      if (Faults.of(failure).kind() == Fault.Kind.MISSING) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** The resources of which AWS does not say meanwhile that they are gone. */
  static <S, T> List<T> thoseThere(List<S> listed, Function<S, T> read) {
    return listed.stream().flatMap(each -> unlessGone(() -> read.apply(each)).stream()).toList();
  }

  /** Reads before a change: if that fails afterwards, nothing has been done all the same. */
  <T> T before(Supplier<T> reading) {
    int had = answered;
    try {
      return reading.get();
    } finally {
      answered = had;
    }
  }

  /**
   * What a change that has failed has come to. When an earlier call of it had its effect, whatever
   * the fault of a later one, there is something to be read before anything depends on it.
   */
  Fault ofChange(Fault fault) {
    return answered == 0
        ? fault
        : new Fault(Fault.Kind.LOST_ANSWER, "done in part: " + fault.message(), fault.retryAfter());
  }
}

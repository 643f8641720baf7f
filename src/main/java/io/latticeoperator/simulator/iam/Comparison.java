package io.latticeoperator.simulator.iam;

import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Glob;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How one value of a request is compared with one of a policy.
 *
 * @param form which values a policy may give
 */
record Comparison(Predicate<String> form, Test test) {
  static final Comparison TEXT =
      new Comparison(
          text -> true,
          (value, wanted, context) -> wanted.text(context).filter(value::equals).isPresent());

  static final Comparison FOLDED_TEXT =
      new Comparison(
          text -> true,
          (value, wanted, context) ->
              wanted.text(context).filter(value::equalsIgnoreCase).isPresent());

  static final Comparison PATTERN =
      new Comparison(
          text -> true,
          (value, wanted, context) ->
              wanted.glob(context).filter(glob -> glob.matches(value)).isPresent());

  static final Comparison FLAG =
      new Comparison(
          text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"),
          (value, wanted, context) -> value.equalsIgnoreCase(wanted.text()));

  static final Comparison ADDRESS =
      new Comparison(
          text -> block(text) != null,
          (value, wanted, context) -> {
            var block = block(wanted.text());
            return block != null && block.contains(value);
          });

  /**
   * Each of the six parts by itself, so that no wildcard reaches over a colon of the first five.
   */
  static final Comparison ARN = new Comparison(text -> true, Comparison::arnMatches);

  private static final int ARN_PARTS = 6;

  /** Compares a request's value with a policy's. */
  @FunctionalInterface
  interface Test {
    boolean holds(String value, Template wanted, RequestContext context);
  }

  boolean accepts(String wanted) {
    return form.test(wanted);
  }

  boolean matches(String value, Template wanted, RequestContext context) {
    return test.holds(value, wanted, context);
  }

  /**
   * @param order of the request's number to the policy's, as comparators give it
   */
  static Comparison number(IntPredicate order) {
    return ordered(Comparison::decimal, order);
  }

  /**
   * @param order of the request's instant to the policy's, as comparators give it
   */
  static Comparison date(IntPredicate order) {
    return ordered(Comparison::instant, order);
  }

  private static <T extends Comparable<? super T>> Comparison ordered(
      Function<String, @Nullable T> read, IntPredicate order) {
    return new Comparison(
        text -> read.apply(text) != null,
        (value, wanted, context) -> {
          var given = read.apply(value);
          var limit = read.apply(wanted.text());
          return given != null && limit != null && order.test(given.compareTo(limit));
        });
  }

  private static boolean arnMatches(String value, Template wanted, RequestContext context) {
    Optional<String> text = wanted.text(context);
    if (text.isEmpty()) {
      return false;
    }
    var patterns = text.get().split(":", ARN_PARTS);
    var parts = value.split(":", ARN_PARTS);
    if (patterns.length != parts.length) {
      return text.get().equals("*");
    }
    for (int index = 0; index < parts.length; index++) {
      if (!Glob.of(patterns[index]).matches(parts[index])) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notOne) {
      return null;
    }
  }

  /** ISO 8601, a day alone, or seconds since 1970. */
  private static @Nullable Instant instant(String text) {
    try {
      if (text.matches("\\d{1,12}")) {
        return Instant.ofEpochSecond(Long.parseLong(text));
      }
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notOne) {
      return null;
    }
  }

  /** An address alone is a block of its own. */
  private static @Nullable Cidr block(String text) {
    try {
      if (text.indexOf('/') >= 0) {
        return Cidr.parse(text);
      }
      var address = InetAddress.ofLiteral(text);
      return new Cidr(text, address, address.getAddress().length * Byte.SIZE);
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }
}

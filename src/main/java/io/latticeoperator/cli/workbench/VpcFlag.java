package io.latticeoperator.cli.workbench;

import io.latticeoperator.simulator.aws.Cidr;
import io.latticeoperator.simulator.aws.Vpc;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of {@code --vpc}. */
final class VpcFlag {
  /** As the help shows it. */
  static final String FORM = "ID=CIDR[,account=ID][,region=REGION]";

  /** As a refusal tells it. */
  static final String ALLOWED =
      "such as vpc-0123456789abcdef0=10.0.0.0/16 or"
          + " vpc-0123456789abcdef0=10.0.0.0/16,account=444455556666,region=eu-west-1";

  private static final Pattern WORD =
      Pattern.compile(
          "(?<id>vpc-(?:[0-9a-z]{8}|[0-9a-z]{17}))=(?<cidr>[0-9a-fA-F.:]+/[0-9]{1,3})"
              + "(?:,account=(?<account>[0-9]{12}))?(?:,region=(?<region>[a-z0-9-]+))?");

  private VpcFlag() {}

  /**
   * The VPC that a word tells of.
   *
   * @param account if the word names none
   * @param region if the word names none
   */
  static Optional<Vpc> parse(String word, String account, String region) {
    var parts = WORD.matcher(word);
    if (!parts.matches() || !isCidr(parts.group("cidr"))) {
      return Optional.empty();
    }
    return Optional.of(
        Vpc.of(
            parts.group("id"),
            given(parts.group("account"), account),
            given(parts.group("region"), region),
            parts.group("cidr")));
  }

  private static String given(@Nullable String named, String otherwise) {
    return named == null ? otherwise : named;
  }

  private static boolean isCidr(String text) {
    try {
      return Cidr.parse(text).bits() > 0;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}

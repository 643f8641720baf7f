package io.latticeoperator.simulator.route53;

import java.net.InetAddress;
import java.util.Optional;

/** What the value of a record has to look like, for the types whose values it tells apart. */
final class RecordValue {
  private RecordValue() {}

  /** What is wrong with a value; empty also for types that are not checked. */
  static Optional<String> fault(String type, String value) {
    return switch (type) {
      case "A" ->
          isAddress(value, 4)
              ? Optional.empty()
              : fatal("ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)", value);
      case "AAAA" ->
          isAddress(value, 16)
              ? Optional.empty()
              : fatal("AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)", value);
      case "TXT", "SPF" ->
          value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
              ? Optional.empty()
              : fatal(
                  "InvalidCharacterString (Value should be enclosed in quotation marks)", value);
      case "CNAME", "NS", "PTR" ->
          isName(value)
              ? Optional.empty()
              : fatal("DomainLabelTooLong (Domain label is too long)", value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> fatal(String problem, String value) {
    return Optional.of(
        "Invalid Resource Record: 'FATAL problem: %s encountered with '%s''"
            .formatted(problem, value));
  }

  private static boolean isAddress(String value, int bytes) {
    try {
      return InetAddress.ofLiteral(value).getAddress().length == bytes;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static boolean isName(String value) {
    try {
      DnsName.parse(value);
      return !value.isBlank();
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}

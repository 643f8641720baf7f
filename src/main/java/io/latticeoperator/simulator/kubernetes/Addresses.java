package io.latticeoperator.simulator.kubernetes;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses as the API takes them. */
final class Addresses {
  static final String INVALID = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

  private static final Pattern DOTTED =
      Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private Addresses() {}

  static boolean valid(String text) {
    return parsed(text).isPresent();
  }

  static boolean isIPv4(String text) {
    return parsed(text).filter(Inet4Address.class::isInstance).isPresent();
  }

  /** Why nothing but the node itself would reach it; empty when others do. */
  static Optional<String> unreachable(String text) {
    return parsed(text)
        .map(
            address -> {
              if (address.isAnyLocalAddress()) {
                return "may not be unspecified (%s)".formatted(text);
              } else if (address.isLoopbackAddress()) {
                return "may not be in the loopback range (127.0.0.0/8, ::1/128)";
              } else if (address.isLinkLocalAddress()) {
                return "may not be in the link-local range (169.254.0.0/16, fe80::/10)";
              } else if (address.isMCLinkLocal()) {
                return "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)";
              }
              return "";
            })
        .filter(why -> !why.isEmpty());
  }

  /** Never asks a name server. */
  private static Optional<InetAddress> parsed(String text) {
    try {
      return text.contains(":") || DOTTED.matcher(text).matches()
          ? Optional.of(InetAddress.ofLiteral(text))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}

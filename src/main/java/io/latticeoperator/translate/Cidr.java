package io.latticeoperator.translate;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param network lowest address
 * @param prefix bits that count, 0 to 32 or 128
 */
public record Cidr(InetAddress network, int prefix) {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+");

  /**
   * Reads {@code 10.0.0.0/16} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not a CIDR such as 10.0.0.0/16");
    }
    var address = literal(text.substring(0, slash));
    int bits = address.getAddress().length * 8;
    int prefix;
    try {
      prefix = Integer.parseInt(text.substring(slash + 1));
    } catch (NumberFormatException notANumber) {
      prefix = -1;
    }
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("'" + text + "': the prefix length must be 0 to " + bits);
    }
    return new Cidr(address, prefix);
  }

  /** Whether the address, an IP literal, lies within; false for another family. */
  public boolean contains(String ip) {
    var address = literal(ip).getAddress();
    var mine = network.getAddress();
    if (address.length != mine.length) {
      return false;
    }
    int shift = address.length * 8 - prefix;
    return new BigInteger(1, address)
        .shiftRight(shift)
        .equals(new BigInteger(1, mine).shiftRight(shift));
  }

  /** Never resolves a name. */
  static InetAddress literal(String ip) {
    if (!LITERAL.matcher(ip).matches()) {
      throw new IllegalArgumentException("'" + ip + "' is not an IP address");
    }
    try {
      return InetAddress.getByName(ip);
    } catch (UnknownHostException malformed) {
      throw new IllegalArgumentException("'" + ip + "' is not an IP address", malformed);
    }
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }
}

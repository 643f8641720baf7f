package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;

/**
 * An address block.
 *
 * @param text as written, such as {@code 10.1.0.0/16}
 * @param base the first address
 * @param bits length of the prefix
 */
public record Cidr(String text, InetAddress base, int bits) {

  /** Throws IllegalArgumentException for anything but {@code address/prefix-length}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("Not a CIDR block: " + text);
    }
    var base = InetAddress.ofLiteral(text.substring(0, slash));
    int bits = Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > base.getAddress().length * 8) {
      throw new IllegalArgumentException("Not a CIDR block: " + text);
    }
    return new Cidr(text, base, bits);
  }

  /** Whether the block is of IPv6 addresses. */
  public boolean isIpv6() {
    return base.getAddress().length == 16;
  }

  /** False for the other address family, and for text that is no address. */
  public boolean contains(String ip) {
    byte[] address;
    try {
      address = InetAddress.ofLiteral(ip).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
    byte[] prefix = base.getAddress();
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}

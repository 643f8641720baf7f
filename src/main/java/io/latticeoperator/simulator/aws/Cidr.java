package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * An address block.
 *
 * @param text as written, such as {@code 10.1.0.0/16}
 * @param base the first address
 * @param bits length of the prefix
 */
public record Cidr(String text, InetAddress base, int bits) {
  private static final Pattern ZEROS = Pattern.compile("(^|:)(0(:|$))+");

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

  /** Whether all of another block lies in this one; false for the other address family. */
  public boolean contains(Cidr other) {
    return bits <= other.bits && contains(other.base.getHostAddress());
  }

  /** Whether any address lies in both. */
  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** The same block written with no bit set beyond its prefix. */
  public Cidr canonical() {
    byte[] address = base.getAddress();
    for (int bit = bits; bit < address.length * 8; bit++) {
      address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    try {
      var first = InetAddress.getByAddress(address);
      return new Cidr(shortest(first) + "/" + bits, first, bits);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("An address of the same length", impossible);
    }
  }

  /** As RFC 5952 writes IPv6 addresses: the longest run of zeros left out. */
  private static String shortest(InetAddress address) {
    var text = address.getHostAddress();
    if (address.getAddress().length == 4) {
      return text;
    }
    var zeros =
        ZEROS.matcher(text).results().max(Comparator.comparingInt(run -> run.group().length()));
    return zeros
        .filter(run -> run.group().length() > ":0:".length())
        .map(run -> text.substring(0, run.start()) + "::" + text.substring(run.end()))
        .orElse(text);
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}

package io.latticeoperator.explain;

import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.translate.Cidr;
import org.jspecify.annotations.Nullable;

/** Whence requests come to pods: VPC Lattice's own addresses (user guide: security-groups). */
final class Lattice {
  private Lattice() {}

  /** Every address that Lattice sends from. */
  static String source(IpAddressType family) {
    return switch (family) {
      case IPV4 -> "169.254.171.0/24";
      case IPV6 -> "fd00:ec2:80::/64";
    };
  }

  static IpAddressType family(String ip) {
    return ip.indexOf(':') < 0 ? IpAddressType.IPV4 : IpAddressType.IPV6;
  }

  /** Whether a range holds all of Lattice's addresses of the family. */
  static boolean within(String cidr, IpAddressType family) {
    var outer = parse(cidr);
    return outer != null && outer.contains(first(family)) && outer.contains(last(family));
  }

  /** Whether a range holds one of them at least. */
  static boolean touches(String cidr, IpAddressType family) {
    var other = parse(cidr);
    var source = Cidr.parse(source(family));
    return other != null
        && (other.contains(first(family))
            || other.contains(last(family))
            || source.contains(other.network().getHostAddress()));
  }

  private static @Nullable Cidr parse(String cidr) {
    try {
      return Cidr.parse(cidr);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  private static String first(IpAddressType family) {
    return switch (family) {
      case IPV4 -> "169.254.171.0";
      case IPV6 -> "fd00:ec2:80::";
    };
  }

  private static String last(IpAddressType family) {
    return switch (family) {
      case IPV4 -> "169.254.171.255";
      case IPV6 -> "fd00:ec2:80:0:ffff:ffff:ffff:ffff";
    };
  }
}

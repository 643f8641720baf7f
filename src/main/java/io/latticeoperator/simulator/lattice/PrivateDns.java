package io.latticeoperator.simulator.lattice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which private names resolve in an associated VPC.
 *
 * @param preference such as {@code VERIFIED_DOMAINS_ONLY}; null when none was given
 * @param specifiedDomains empty unless the preference is one of specified domains
 */
public record PrivateDns(
    boolean enabled, @Nullable String preference, List<String> specifiedDomains) {
  /** Without private names. */
  public static final PrivateDns OFF = new PrivateDns(false, null, List.of());

  public PrivateDns {
    specifiedDomains = List.copyOf(specifiedDomains);
  }
}

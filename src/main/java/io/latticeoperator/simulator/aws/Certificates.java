package io.latticeoperator.simulator.aws;

/** The certificates that services can present. Safe for any thread. */
@FunctionalInterface
public interface Certificates {

  /** Every certificate is there, and good for any name. */
  Certificates ANY = (arn, domainName) -> true;

  /** Whether a certificate has been issued, is still valid, and is for a domain name. */
  boolean cover(String arn, String domainName);
}

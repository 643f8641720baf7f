package io.latticeoperator.simulator.acm;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is imported. */
final class Pem {
  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)CN=([^,]+)");
  private static final int DNS_NAME = 2;

  private Pem() {}

  /** Throws IllegalArgumentException for what is no certificate in PEM. */
  static X509Certificate certificate(byte[] pem) {
    try {
      var read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(pem));
      if (read instanceof X509Certificate certificate) {
        return certificate;
      }
      throw new IllegalArgumentException("Not an X.509 certificate");
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException("Not a certificate", malformed);
    }
  }

  /** The common name, then the other names. */
  static List<String> names(X509Certificate certificate) {
    var names = new ArrayList<String>();
    var common = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
    if (common.find()) {
      names.add(common.group(1));
    }
    for (var name : alternatives(certificate)) {
      if (name.getFirst() instanceof Integer kind
          && kind == DNS_NAME
          && !names.contains(String.valueOf(name.get(1)))) {
        names.add(String.valueOf(name.get(1)));
      }
    }
    return names;
  }

  private static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
    } catch (CertificateException malformed) {
      throw new IllegalArgumentException("The alternative names cannot be read", malformed);
    }
  }

  /** As in the service model; throws IllegalArgumentException for keys that it does not have. */
  static String keyAlgorithm(X509Certificate certificate) {
    return switch (certificate.getPublicKey()) {
      case RSAPublicKey key -> "RSA_" + key.getModulus().bitLength();
      case ECPublicKey key -> curve(key.getParams().getOrder().bitLength());
      default -> throw new IllegalArgumentException("The key's algorithm is not supported");
    };
  }

  private static String curve(int bits) {
    return switch (bits) {
      case 256 -> "EC_prime256v1";
      case 384 -> "EC_secp384r1";
      case 521 -> "EC_secp521r1";
      default -> throw new IllegalArgumentException("The key's curve is not supported");
    };
  }
}

package io.latticeoperator.simulator.dataplane;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A certificate that signs itself, made on the spot: the JDK has no API to make one, so its few DER
 * fields (RFC 5280) are written here.
 */
public final class SelfSigned {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OID = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int EXPLICIT_VERSION = 0xa0;
  private static final int EXPLICIT_EXTENSIONS = 0xa3;
  private static final int DNS_NAME = 0x82;

  private static final byte[] ECDSA_WITH_SHA256 = {
    0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
  };
  private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
  private static final byte[] SUBJECT_ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private SelfSigned() {}

  /** Valid for a year, from a day ago. */
  public static X509Certificate certificate(KeyPair keys, String host, Instant now)
      throws GeneralSecurityException {
    var algorithm = der(SEQUENCE, der(OID, ECDSA_WITH_SHA256));
    var name =
        der(SEQUENCE, der(SET, der(SEQUENCE, der(OID, COMMON_NAME), der(UTF8_STRING, text(host)))));
    var alternative =
        der(
            SEQUENCE,
            der(OID, SUBJECT_ALTERNATIVE_NAME),
            der(OCTET_STRING, der(SEQUENCE, der(DNS_NAME, text(host)))));
    var body =
        der(
            SEQUENCE,
            der(EXPLICIT_VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, new BigInteger(64, new SecureRandom()).setBit(62).toByteArray()),
            algorithm,
            name,
            der(
                SEQUENCE,
                der(GENERALIZED_TIME, text(TIME.format(now.minus(Duration.ofDays(1))))),
                der(GENERALIZED_TIME, text(TIME.format(now.plus(Duration.ofDays(365)))))),
            name,
            keys.getPublic().getEncoded(),
            der(EXPLICIT_EXTENSIONS, der(SEQUENCE, alternative)));
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    var whole = der(SEQUENCE, body, algorithm, der(BIT_STRING, new byte[] {0}, signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] text(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** Tag, length, and the parts one after the other. */
  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      var bytes = BigInteger.valueOf(length).toByteArray();
      int leading = bytes[0] == 0 ? 1 : 0;
      out.write(0x80 | (bytes.length - leading));
      out.write(bytes, leading, bytes.length - leading);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}

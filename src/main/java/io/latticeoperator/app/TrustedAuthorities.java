package io.latticeoperator.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Authorities that sign for servers, besides those of the JVM: such as that of a proxy that looks
 * into TLS, or of private endpoints.
 *
 * <p>The SDK for Java does not read AWS_CA_BUNDLE, as others do, and its clients for credentials
 * are made where nobody can hand them anything. All of them obey the JVM's own properties, which
 * take no PEM: so the bundle becomes a key store in the temporary folder, before the first of them
 * is made.
 */
public final class TrustedAuthorities {
  /** As the AWS SDKs' reference guide names it. */
  public static final String VARIABLE = "AWS_CA_BUNDLE";

  private static final String FILE = "javax.net.ssl.trustStore";
  private static final String TYPE = "javax.net.ssl.trustStoreType";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String KIND = "PKCS12";

  /** Nothing in it is secret; a store without one would not be checked. */
  private static final String WORD = "changeit";

  private TrustedAuthorities() {}

  /**
   * Trusts those of the bundle in this process from now on, unless its JVM has been given a store
   * of its own.
   *
   * @param bundle path of a file of certificates in PEM; null or blank for none
   * @throws MissingPrerequisite when there is no certificate in it, or it cannot be read
   */
  public static void add(@Nullable String bundle) throws MissingPrerequisite {
    if (bundle == null || bundle.isBlank() || System.getProperty(FILE) != null) {
      return;
    }
    try (var pem = Files.newInputStream(Path.of(bundle))) {
      var store = store(pem);
      var file = Files.createTempFile("authorities", "." + KIND.toLowerCase(Locale.ROOT));
      file.toFile().deleteOnExit();
      try (var out = Files.newOutputStream(file)) {
        store.store(out, WORD.toCharArray());
      }
      System.setProperty(FILE, file.toString());
      System.setProperty(TYPE, KIND);
      System.setProperty(PASSWORD, WORD);
    } catch (IOException | GeneralSecurityException unusable) {
      throw new MissingPrerequisite(
          "%s is '%s': must be a file of certificates in PEM (%s)"
              .formatted(VARIABLE, bundle, unusable),
          unusable);
    }
  }

  private static KeyStore store(InputStream pem) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KIND);
    store.load(null, null);
    int number = 0;
    var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    usual.init((KeyStore) null);
    for (var manager : usual.getTrustManagers()) {
      if (manager instanceof X509TrustManager authorities) {
        for (var authority : authorities.getAcceptedIssuers()) {
          store.setCertificateEntry("jvm-" + number++, authority);
        }
      }
    }
    var added = CertificateFactory.getInstance("X.509").generateCertificates(pem);
    if (added.isEmpty()) {
      throw new IOException("there is none in it");
    }
    for (var authority : added) {
      store.setCertificateEntry("bundle-" + number++, authority);
    }
    return store;
  }
}

package io.latticeoperator.simulator.kubernetes;

import io.latticeoperator.simulator.dataplane.SelfSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** How an API server proves who it is: by a certificate that signs itself, or not at all. */
sealed interface Tls {
  /** Plain HTTP/1.1. */
  Tls NONE = new None();

  /** With a new key. */
  static Tls fresh() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      var certificate = SelfSigned.certificate(keys, Own.HOST, Instant.now());
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(Own.HOST, keys.getPrivate(), new char[0], new Certificate[] {certificate});
      return new Own(store, certificate);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("EC and PKCS12 are in every JDK", impossible);
    }
  }

  /** What is spoken on a connection, the outermost first. */
  ConnectionFactory[] protocols(HttpConfiguration http);

  /** Scheme and host of the address that clients use. */
  String origin(String address);

  /** The lines of a kubeconfig's cluster that make clients trust it. */
  String authority();

  /** No proof. */
  record None() implements Tls {
    @Override
    public ConnectionFactory[] protocols(HttpConfiguration http) {
      return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }

    @Override
    public String origin(String address) {
      return "http://" + address;
    }

    @Override
    public String authority() {
      return "";
    }
  }

  /** A certificate of its own. */
  record Own(KeyStore keys, X509Certificate certificate) implements Tls {
    private static final String HOST = "localhost";

    @Override
    public ConnectionFactory[] protocols(HttpConfiguration http) {
      http.addCustomizer(new SecureRequestCustomizer(false));
      var http1 = new HttpConnectionFactory(http);
      var context = new SslContextFactory.Server();
      context.setKeyStore(keys);
      context.setKeyStorePassword("");
      context.setSniRequired(false);
      return new ConnectionFactory[] {
        new SslConnectionFactory(context, http1.getProtocol()), http1
      };
    }

    @Override
    public String origin(String address) {
      return "https://" + HOST;
    }

    @Override
    public String authority() {
      try {
        var pem =
            "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(certificate.getEncoded()));
        return "\n    certificate-authority-data: "
            + Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}

package io.latticeoperator.simulator.dataplane;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * A self-signed certificate for each name under which a service is reached, made when a client
 * first asks for it by SNI. Who asks for no name, or for none that is served, fails in the
 * handshake: VPC Lattice's HTTPS listeners require SNI.
 */
final class ServiceCertificates extends X509ExtendedKeyManager {
  private static final String KEY_TYPE = "EC";

  private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();
  private final Predicate<String> served;
  private final KeyPair keys;

  private ServiceCertificates(Predicate<String> served, KeyPair keys) {
    this.served = served;
    this.keys = keys;
  }

  /**
   * TLS with a fresh key.
   *
   * @param served whether a host name, in lower case, is some service's
   */
  static SslContextFactory.Server tls(Predicate<String> served) {
    try {
      var generator = KeyPairGenerator.getInstance(KEY_TYPE);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ServiceCertificates(served, generator.generateKeyPair())},
          null,
          null);
      var tls = new SslContextFactory.Server();
      tls.setSslContext(context);
      return tls;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("EC and TLS are in every JDK", impossible);
    }
  }

  /** The alias of a certificate is its host name. */
  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    var name = Sessions.serverName(engine.getHandshakeSession()).toLowerCase(Locale.ROOT);
    return keyType.equals(KEY_TYPE) && served.test(name) ? name : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {certificates.computeIfAbsent(alias, this::certificate)};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.getPrivate();
  }

  private X509Certificate certificate(String host) {
    try {
      return SelfSigned.certificate(keys, host, Instant.now());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a certificate for " + host, impossible);
    }
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}

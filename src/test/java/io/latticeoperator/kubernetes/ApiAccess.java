package io.latticeoperator.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The way to an API server.
 *
 * @param http trusts the server's certificate
 * @param authority certificates in PEM that vouch for the server; empty for plain HTTP
 * @param token says who asks; empty for nobody
 */
public record ApiAccess(URI uri, HttpClient http, byte[] authority, String token) {
  private static final HttpClient PLAIN =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** To a server that asks nobody who he is. */
  public static ApiAccess open(URI uri) {
    return new ApiAccess(uri, PLAIN, new byte[0], "");
  }

  /** To a server with a certificate. */
  public static ApiAccess trusted(URI uri, byte[] authority, String token) {
    try {
      return new ApiAccess(
          uri, HttpClient.newBuilder().sslContext(trusting(authority)).build(), authority, token);
    } catch (IOException | GeneralSecurityException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  /** The same for somebody else. */
  public ApiAccess as(String otherToken) {
    return new ApiAccess(uri, http, authority, otherToken);
  }

  /** A request to begin with; {@code path} may have a query. */
  public HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(uri.resolve(path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** A kubeconfig with one context. */
  public String kubeconfig() {
    var trust =
        authority.length == 0
            ? ""
            : "certificate-authority-data: " + Base64.getEncoder().encodeToString(authority);
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: test
      cluster:
        server: %s
        %s
    users:
    - name: test
      user: {%s}
    contexts:
    - name: test
      context: {cluster: test, user: test, namespace: default}
    current-context: test
    """
        .formatted(uri, trust, token.isEmpty() ? "" : "token: " + token);
  }

  private static SSLContext trusting(byte[] authority)
      throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    for (var certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(authority))) {
      trusted.setCertificateEntry(
          ((X509Certificate) certificate).getSerialNumber().toString(), certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return tls;
  }
}

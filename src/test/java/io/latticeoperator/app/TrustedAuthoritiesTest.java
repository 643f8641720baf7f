package io.latticeoperator.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {
  private static final String CREDENTIALS =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIATEST</AccessKeyId>
      <SecretAccessKey>any</SecretAccessKey><SessionToken>any</SessionToken>
      <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>
      <Arn>arn:aws:sts::123456789012:assumed-role/operator/one</Arn>
      <AssumedRoleId>AROATEST:one</AssumedRoleId></AssumedRoleUser>
      </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
      """;

  @TempDir private Path folder;

  @Test
  void nothingIsDoneWithoutABundle() throws MissingPrerequisite {
    TrustedAuthorities.add(null);
    TrustedAuthorities.add(" ");
  }

  @Test
  void whatHoldsNoCertificateIsRefused() throws IOException {
    var empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (var bundle : List.of(empty, folder.resolve("none.pem"))) {
      var missing =
          assertThrows(MissingPrerequisite.class, () -> TrustedAuthorities.add(bundle.toString()));
      assertTrue(
          String.valueOf(missing.getMessage())
              .startsWith("AWS_CA_BUNDLE is '" + bundle + "': must be a file of certificates"),
          missing::toString);
    }
  }

  /** The SDK's own client for credentials, which nobody can hand anything, and ours. */
  @Test
  @Tag("slow")
  void everyClientTrustsTheBundle() throws Exception {
    var store = folder.resolve("server.p12");
    var pem = folder.resolve("authority.pem");
    keytool(
        "-genkeypair -alias it -keyalg EC -dname CN=localhost -ext san=dns:localhost"
            + " -keystore %s -storepass changeit".formatted(store));
    keytool(
        "-exportcert -rfc -alias it -keystore %s -storepass changeit -file %s"
            .formatted(store, pem));
    var asked = new ConcurrentSkipListSet<String>();
    var server = server(store, asked);
    try {
      lattice(server, Map.of());
      assertEquals(Set.of(), asked);

      lattice(server, Map.of(TrustedAuthorities.VARIABLE, pem.toString()));
      assertEquals(Set.of("AssumeRoleWithWebIdentity", "another"), asked);
    } finally {
      server.stop(0);
    }
  }

  private void lattice(HttpsServer server, Map<String, String> more) throws Exception {
    var token = Files.writeString(folder.resolve("token"), "word");
    var words = new ArrayList<>(LatticeChild.command());
    words.addAll(List.of("cleanup", "--cluster", "gone", "--force"));
    var builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("AWS_.*|(?i:.*_proxy)"));
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL", "https://localhost:" + server.getAddress().getPort());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/operator");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.putAll(more);
    var process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
  }

  private static void keytool(String words) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words.split(" ")));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }

  private static HttpsServer server(Path store, Set<String> asked) throws Exception {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean credentials = body.contains("AssumeRoleWithWebIdentity");
          asked.add(credentials ? "AssumeRoleWithWebIdentity" : "another");
          var answer = (credentials ? CREDENTIALS : "{}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }
}

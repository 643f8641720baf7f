package io.latticeoperator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real kube-apiserver with its etcd, and nothing else: no controller, no kubelet. RBAC is on,
 * ServiceAccounts have tokens, and every request is in the audit log.
 *
 * <p>The programs are those in the folder that {@code KUBEBUILDER_ASSETS} names. They end with this
 * JVM; their logs are in {@code target/api-server}.
 */
public final class RealApiServer implements AutoCloseable {
  /** What the server itself renews; without them it would be in trouble. */
  private static final List<String> ITS_OWN =
      List.of(
          "/registry/apiextensions.k8s.io/customresourcedefinitions/",
          "/registry/leases/kube-system/apiserver-",
          "/registry/masterleases/",
          "/registry/ranges/",
          "/registry/servicecidrs/");

  private static final Duration START_UP = Duration.ofSeconds(180);
  private static final int ATTEMPTS = 3;
  private static final Path LOGS = Path.of("target", "api-server");
  private static @Nullable RealApiServer shared;

  private final Path folder;
  private final String token = UUID.randomUUID().toString();
  private final int port;
  private final BoundProcess etcd;
  private final List<String> command;
  private BoundProcess server;
  private final ApiAccess access;
  private final EtcdKeys keys;
  private final Set<String> atFirst;

  private RealApiServer(Path assets) throws IOException, GeneralSecurityException {
    sweep();
    this.folder =
        Files.createTempDirectory(LOGS.toAbsolutePath(), ProcessHandle.current().pid() + "-");
    int etcdPort = freePort();
    var etcdUri = URI.create("http://127.0.0.1:" + etcdPort);
    this.port = freePort();
    writeCredentials();
    this.etcd =
        BoundProcess.start(
            folder,
            "etcd",
            List.of(
                assets.resolve("etcd").toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + etcdUri,
                "--advertise-client-urls=" + etcdUri,
                "--listen-peer-urls=http://127.0.0.1:0"));
    this.command = command(assets, etcdUri);
    this.server = BoundProcess.start(folder, "kube-apiserver", command);
    this.access = awaitReady();
    this.keys = new EtcdKeys(etcdUri);
    this.atFirst = keys.all();
  }

  /** Whether there is a folder of programs to start. */
  public static boolean installed() {
    return System.getenv("KUBEBUILDER_ASSETS") != null;
  }

  /** The one of this JVM, started by the first who asks; ends with the JVM. */
  public static synchronized RealApiServer shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** One for the caller alone, who closes it. */
  public static RealApiServer start() {
    var assets = System.getenv("KUBEBUILDER_ASSETS");
    if (assets == null) {
      throw new IllegalStateException(
          "KUBEBUILDER_ASSETS must name a folder with etcd and kube-apiserver;"
              + " src/testbed/testbed bin prints one");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return new RealApiServer(Path.of(assets));
      } catch (IOException | GeneralSecurityException broken) {
        throw new IllegalStateException(broken);
      } catch (PortTaken taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** The way to it, as an administrator. */
  public ApiAccess access() {
    return access;
  }

  /** A kubeconfig of an administrator. */
  public String kubeconfig() {
    return access.kubeconfig();
  }

  /** One JSON document a line for each request that was answered: who, which verb, on what. */
  public Path auditLog() {
    return folder.resolve("audit.log");
  }

  /** The server's process, to be paused or killed. */
  public long pid() {
    return pid(server);
  }

  /** Kills the server, and leaves its etcd. */
  public void crash() {
    server.close();
  }

  /** Starts the server that has crashed; it is ready on return. */
  public void startAgain() {
    server = BoundProcess.start(folder, "kube-apiserver", command);
    try {
      awaitReady();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Makes etcd forget all revisions but the newest. */
  public void compact() {
    keys.compact();
  }

  /**
   * Removes all that was not there at the beginning but custom resource definitions, whatever
   * finalizers say. Watches see deletions.
   */
  public void wipe() {
    keys.delete(
        keys.all().stream()
            .filter(key -> !atFirst.contains(key))
            .filter(key -> ITS_OWN.stream().noneMatch(key::startsWith))
            .toList());
  }

  @Override
  public void close() {
    server.close();
    etcd.close();
  }

  /** What earlier runs left; a run's own logs stay until the next one. */
  private static void sweep() throws IOException {
    Files.createDirectories(LOGS);
    try (var runs = Files.newDirectoryStream(LOGS)) {
      for (var run : runs) {
        var jvm = run.getFileName().toString().replaceFirst("-.*", "");
        if (jvm.chars().allMatch(Character::isDigit)
            && ProcessHandle.of(Long.parseLong(jvm)).isEmpty()) {
          delete(run);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private Path certificate() {
    return folder.resolve("apiserver.crt");
  }

  private List<String> command(Path assets, URI etcdUri) {
    return List.of(
        assets.resolve("kube-apiserver").toString(),
        "--etcd-servers=" + etcdUri,
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + folder,
        "--endpoint-reconciler-type=none",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + folder.resolve("sa.key"),
        "--service-account-key-file=" + folder.resolve("sa.pub"),
        // no controller makes the ServiceAccount "default", without which pods would be refused
        "--disable-admission-plugins=ServiceAccount",
        "--audit-policy-file=" + folder.resolve("audit.yaml"),
        "--audit-log-path=" + auditLog());
  }

  private void writeCredentials() throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var pair = generator.generateKeyPair();
    write("sa.key", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    write("sa.pub", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    write("tokens.csv", token + ",admin,admin,\"system:masters\"\n");
    write(
        "audit.yaml",
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: Metadata
          users: [admin]
          verbs: [create, update, patch, delete]
        - level: None
          userGroups: [system:masters]
        - level: Metadata
        """);
  }

  private static String pem(String type, byte[] bytes) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, text);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private ApiAccess awaitReady() throws IOException {
    long deadline = System.nanoTime() + START_UP.toNanos();
    @Nullable ApiAccess found = null;
    while (System.nanoTime() - deadline < 0) {
      for (var process : List.of(etcd, server)) {
        if (!process.alive()) {
          throw failure(process);
        }
      }
      if (found == null && Files.exists(certificate())) {
        found = ApiAccess.trusted(uri(), Files.readAllBytes(certificate()), token);
      }
      if (found != null && ready(found)) {
        return found;
      }
      pause();
    }
    close();
    throw new IllegalStateException("kube-apiserver is not ready after " + START_UP + tail(server));
  }

  private RuntimeException failure(BoundProcess process) {
    server.close();
    etcd.close();
    var tail = tail(process);
    return tail.contains("address already in use")
        ? new PortTaken(tail)
        : new IllegalStateException("it ended" + tail);
  }

  private static String tail(BoundProcess process) {
    try (Stream<String> lines = Files.lines(process.log())) {
      var all = lines.toList();
      return ": see %s%n%s"
          .formatted(
              process.log(),
              String.join("\n", all.subList(Math.max(0, all.size() - 20), all.size())));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static boolean ready(ApiAccess access) {
    try {
      return access
              .http()
              .send(
                  access.request("/readyz").timeout(Duration.ofSeconds(5)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static long pid(BoundProcess process) {
    try {
      return Long.parseLong(Files.readString(process.pidFile(), UTF_8).strip());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static final class PortTaken extends IllegalStateException {
    PortTaken(String says) {
      super(says);
    }
  }
}

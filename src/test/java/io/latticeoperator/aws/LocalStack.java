package io.latticeoperator.aws;

import io.latticeoperator.testbed.Command;
import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * LocalStack for this JVM: the one that is named, else a process of {@code src/testbed/testbed},
 * else a container.
 */
final class LocalStack {
  private static final String TESTBED = "src/testbed/testbed";
  private static final String OWNER = Long.toString(ProcessHandle.current().pid());
  private static final String IMAGE =
      System.getenv().getOrDefault("LATTICE_LOCALSTACK_IMAGE", "localstack/localstack:4.7.0");

  private static final URI ENDPOINT = started();

  private LocalStack() {}

  static URI endpoint() {
    return ENDPOINT;
  }

  private static URI started() {
    var named = System.getenv("LATTICE_LOCALSTACK_ENDPOINT");
    if (named != null) {
      return URI.create(named);
    }
    var check = Command.of(TESTBED, "check", "localstack").run();
    if (check.code() == 0) {
      return process();
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return container();
    }
    throw new IllegalStateException(
        check.err()
            + "Neither does LATTICE_LOCALSTACK_ENDPOINT name one, nor does a Docker engine answer.");
  }

  /** If this JVM is killed, the next one finds it without its owner, and ends it. */
  private static URI process() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> Command.of(TESTBED, "localstack", "down", "--owner", OWNER).run()));
    var up = Command.of(TESTBED, "localstack", "up", "--port", "0", "--owner", OWNER);
    return URI.create(up.out().strip());
  }

  /** Testcontainers takes it down. */
  private static URI container() {
    var image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack");
    var container = new LocalStackContainer(image);
    container.start();
    return container.getEndpoint();
  }
}

package io.latticeoperator.cloud.aws;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final String FILE = "aws.sharedCredentialsFile";

  private final String before = System.getProperty(FILE, "");

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    if (before.isEmpty()) {
      System.clearProperty(FILE);
    } else {
      System.setProperty(FILE, before);
    }
  }

  /** As the kubelet does with the files of a Secret: another file is there at once. */
  @Test
  void keysThatAreExchangedAreSeen() throws IOException {
    var file = folder.resolve("credentials");
    write(file, "AKIAONE");
    System.setProperty(FILE, file.toString());
    try (var credentials = new Credentials()) {
      assertEquals("AKIAONE", credentials.resolveCredentials().accessKeyId());
      write(file, "AKIATWO");
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> credentials.resolveCredentials().accessKeyId().equals("AKIATWO"));
    }
  }

  private void write(Path file, String key) throws IOException {
    var next =
        Files.writeString(
            folder.resolve(key),
            "[default]\naws_access_key_id=%s\naws_secret_access_key=any\n".formatted(key));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

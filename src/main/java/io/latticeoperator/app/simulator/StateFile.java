package io.latticeoperator.app.simulator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.simulator.aws.Stateful;
import io.latticeoperator.time.Timeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which a simulated AWS is kept over a restart.
 *
 * <pre>
 *   restore ──► parts          changed, changed, changed …
 *                                 └─ 200 ms ─► save: parts ─► FILE.new ─ fsync ─ rename ─► FILE
 * </pre>
 *
 * <p>At every moment the file is a whole one, the last or the one before. A file that cannot be
 * understood is refused and stays as it is.
 */
public final class StateFile {
  /** The least time between two changes and the writing of both. */
  static final Duration PAUSE = Duration.ofMillis(200);

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final String FORMAT = "lattice simulator state";
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final Timeline timeline;
  private final AtomicBoolean due = new AtomicBoolean();
  private List<Stateful> parts = List.of();
  private @Nullable JsonNode written;
  private long lives;

  /**
   * @param timeline on which it waits for further changes before it writes
   */
  public StateFile(Path file, Timeline timeline) {
    this.file = file.toAbsolutePath();
    this.timeline = timeline;
  }

  /**
   * How many processes have used the file before.
   *
   * @throws MissingPrerequisite when it is not one of ours, or a damaged one
   */
  public synchronized long lives() throws MissingPrerequisite {
    return read().path("lives").asLong();
  }

  /**
   * Gives each part what the file has for it, and from then on keeps these parts.
   *
   * @return false when there is no file yet
   * @throws MissingPrerequisite when there is one, but not one of ours, or a damaged one
   */
  public synchronized boolean restore(List<Stateful> kept) throws MissingPrerequisite {
    parts = List.copyOf(kept);
    var state = read();
    lives = state.path("lives").asLong();
    var saved = state.path("parts");
    try {
      restore(saved);
    } catch (IllegalArgumentException damaged) {
      throw refused(String.valueOf(damaged.getMessage()), damaged);
    }
    return !saved.isMissingNode();
  }

  /** Writes soon, but not more often than every 200 ms. Safe to call from any thread. */
  public void changed() {
    if (due.compareAndSet(false, true)) {
      timeline.after(PAUSE, () -> Thread.ofVirtual().name("state").start(this::saveOrTell));
    }
  }

  /**
   * Writes what there is, unless it is written already.
   *
   * @throws MissingPrerequisite when the file cannot be written
   */
  public synchronized void save() throws MissingPrerequisite {
    due.set(false);
    var state = state();
    if (state.equals(written)) {
      return;
    }
    try {
      replace(state.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new MissingPrerequisite(
          "--state %s cannot be written: %s".formatted(file, failed), failed);
    }
    written = state;
  }

  private void saveOrTell() {
    try {
      save();
    } catch (MissingPrerequisite failed) {
      LOG.error("{}; it is tried again with the next change", failed.getMessage());
    }
  }

  private ObjectNode state() {
    var state = JsonNodeFactory.instance.objectNode();
    state.put("format", FORMAT).put("version", VERSION).put("lives", lives + 1);
    var saved = state.putObject("parts");
    parts.forEach(part -> saved.set(part.name(), part.save()));
    return state;
  }

  /** The content, known to be ours but for its parts; missing when there is no file. */
  private JsonNode read() throws MissingPrerequisite {
    JsonNode state;
    try {
      state = MAPPER.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException none) {
      return MissingNode.getInstance();
    } catch (JsonProcessingException malformed) {
      throw refused("it is damaged: " + malformed.getOriginalMessage(), malformed);
    } catch (IOException unreadable) {
      throw new MissingPrerequisite(
          "--state %s cannot be read: %s".formatted(file, unreadable), unreadable);
    }
    if (!state.path("format").asText().equals(FORMAT)) {
      throw refused("it is another kind of file", null);
    }
    if (!state.path("version").isInt() || state.path("version").asInt() != VERSION) {
      throw refused(
          "it has version %s, and this simulator reads version %d"
              .formatted(state.path("version"), VERSION),
          null);
    }
    if (!state.path("parts").isObject() || !state.path("lives").canConvertToExactIntegral()) {
      throw refused("it is damaged: it has no parts, or does not tell its lives", null);
    }
    return state;
  }

  private void restore(JsonNode saved) {
    var byName = parts.stream().collect(Collectors.toMap(Stateful::name, part -> part));
    for (var each : saved.properties()) {
      var part = byName.get(each.getKey());
      if (part == null) {
        throw new IllegalArgumentException(
            "it has a part '%s', which this simulator does not know".formatted(each.getKey()));
      }
      try {
        part.restore(each.getValue());
      } catch (RuntimeException damaged) {
        // Anything may come of a file that somebody has edited; none of it is a bug of ours.
        throw new IllegalArgumentException(
            "its part '%s' is damaged: %s".formatted(each.getKey(), damaged.getMessage()), damaged);
      }
    }
  }

  private MissingPrerequisite refused(String why, @Nullable Exception cause) {
    var message =
        "--state %s cannot be used: %s. Nothing was changed; move it away to begin anew"
            .formatted(file, why);
    return cause == null
        ? new MissingPrerequisite(message)
        : new MissingPrerequisite(message, cause);
  }

  private void replace(byte[] content) throws IOException {
    var target = Files.exists(file) ? file.toRealPath() : file;
    var fresh = target.resolveSibling(target.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

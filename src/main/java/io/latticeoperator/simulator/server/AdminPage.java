package io.latticeoperator.simulator.server;

import io.latticeoperator.simulator.aws.Reply;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that the simulator offers below {@code /_simulator/}.
 *
 * @param path relative to it; a segment in braces stands for any one segment
 * @param about for people, a sentence
 */
public record AdminPage(String method, String path, String about, Answering answering) {

  /** What a page does. */
  @FunctionalInterface
  public interface Answering {
    /** Throws IllegalArgumentException, with a message for the caller, for bad input. */
    Reply answer(AdminCall call);
  }

  /** The values of the segments in braces, if a path is that of this page. */
  Optional<Map<String, String>> variables(String given) {
    var wanted = path.split("/", -1);
    var segments = given.split("/", -1);
    if (wanted.length != segments.length) {
      return Optional.empty();
    }
    var variables = new HashMap<String, String>();
    for (int index = 0; index < wanted.length; index++) {
      var name = wanted[index];
      if (name.startsWith("{")) {
        variables.put(name.substring(1, name.length() - 1), segments[index]);
      } else if (!name.equals(segments[index])) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}

package io.latticeoperator.app.look;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is asked about, as kubectl names it.
 *
 * @param kind of object
 */
public record Subject(Kind kind, String namespace, String name) {
  private static final Pattern WORD =
      Pattern.compile("([a-z.]+)/([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)");

  /** Kinds of objects that can be asked about. */
  public enum Kind {
    SERVICE,
    LATTICE_EXPORT,
    POD
  }

  /**
   * Reads such as {@code svc/web}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Subject parse(String word, String namespace) {
    var match = WORD.matcher(word.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new IllegalArgumentException("'" + word + "': " + allowed());
    }
    var kind =
        switch (match.group(1)) {
          case "svc", "service", "services" -> Kind.SERVICE;
          case "lex", "latticeexport", "latticeexports" -> Kind.LATTICE_EXPORT;
          case "po", "pod", "pods" -> Kind.POD;
          default -> throw new IllegalArgumentException("'" + word + "': " + allowed());
        };
    return new Subject(kind, namespace, match.group(2));
  }

  private static String allowed() {
    return "must be svc/NAME, latticeexport/NAME or pod/NAME";
  }
}

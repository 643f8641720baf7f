package io.latticeoperator.simulator.faults;

/**
 * A pattern in which {@code *} stands for any text; everything else stands for itself.
 *
 * @param text such as {@code Create*}
 */
public record Glob(String text) {

  /** The pattern that everything matches. */
  public static final Glob ANY = new Glob("*");

  /** Whether the whole of a value fits. */
  public boolean matches(String value) {
    var parts = text.split("\\*", -1);
    if (parts.length == 1) {
      return text.equals(value);
    }
    var last = parts[parts.length - 1];
    int end = value.length() - last.length();
    int at = parts[0].length();
    if (at > end || !value.startsWith(parts[0]) || !value.endsWith(last)) {
      return false;
    }
    for (int part = 1; part < parts.length - 1; part++) {
      int found = value.indexOf(parts[part], at);
      if (found < 0 || found + parts[part].length() > end) {
        return false;
      }
      at = found + parts[part].length();
    }
    return true;
  }
}

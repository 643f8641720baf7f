package io.latticeoperator.app;

/**
 * A setting that cannot be used.
 *
 * @param text what is wrong and what would be right; may have several lines
 */
public record Problem(Setting setting, String text) {
  @Override
  public String toString() {
    return setting.flag() + " (" + setting.variable() + ") " + text;
  }
}

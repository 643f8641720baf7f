package io.latticeoperator.cli;

import java.util.List;

/**
 * Commands beside those of the operator, found by {@link java.util.ServiceLoader}, so that a class
 * path without them is complete.
 */
public interface CommandSet {
  /** As picocli takes them; their names are among {@link Elsewhere#NAMES}. */
  List<Object> commands();
}

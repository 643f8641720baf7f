package io.latticeoperator.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A cluster that one test has for itself until it closes it. */
public interface TestCluster extends AutoCloseable {
  /** What is applied by hand to install the operator. */
  Path MANIFEST = Path.of("deploy/operator.yaml");

  /** The way to it, as an administrator. */
  ApiAccess access();

  /**
   * The way to it, as the operator: with the rights of the manifest and no others, where the
   * cluster knows of rights.
   *
   * @param namespaces those that it watches; empty for all
   */
  default ApiAccess operator(Set<String> namespaces) {
    return access();
  }

  /** What the operator asked for and may not do; nothing where the cluster knows of no rights. */
  default List<String> forbidden() {
    return List.of();
  }

  /** What the operator asked for, as rules grant it, such as {@code list /services}. */
  default Set<String> used() {
    return Set.of();
  }

  @Override
  void close();
}

package io.latticeoperator.kubernetes;

/** A cluster that one test has for itself until it closes it. */
public interface TestCluster extends AutoCloseable {
  /** The way to it, as an administrator. */
  ApiAccess access();

  @Override
  void close();
}

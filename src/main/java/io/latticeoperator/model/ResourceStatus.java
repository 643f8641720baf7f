package io.latticeoperator.model;

/**
 * Where a resource is in its life. Resources that AWS makes synchronously (networks, listeners) are
 * ACTIVE as soon as they exist.
 */
public enum ResourceStatus {
  CREATE_IN_PROGRESS,
  ACTIVE,
  CREATE_FAILED,
  UPDATE_IN_PROGRESS,
  UPDATE_FAILED,
  DELETE_IN_PROGRESS,
  DELETE_FAILED;

  /** Whether it will become something else without anybody's doing. */
  public boolean inProgress() {
    return this == CREATE_IN_PROGRESS || this == UPDATE_IN_PROGRESS || this == DELETE_IN_PROGRESS;
  }
}

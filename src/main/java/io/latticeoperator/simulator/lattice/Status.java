package io.latticeoperator.simulator.lattice;

/** Where a resource is in its life; gone means that it is not there at all. */
public enum Status {
  CREATE_IN_PROGRESS,
  ACTIVE,
  UPDATE_IN_PROGRESS,
  DELETE_IN_PROGRESS,
  CREATE_FAILED,
  UPDATE_FAILED,
  DELETE_FAILED
}

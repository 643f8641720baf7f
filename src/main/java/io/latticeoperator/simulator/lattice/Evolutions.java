package io.latticeoperator.simulator.lattice;

/** What a resource's status lets be done with it. */
final class Evolutions {
  private Evolutions() {}

  /** Others may refer to it. */
  static void admitUse(String resourceType, Evolving resource) {
    switch (resource.status()) {
      case ACTIVE, UPDATE_IN_PROGRESS, UPDATE_FAILED -> {}
      case CREATE_IN_PROGRESS, DELETE_IN_PROGRESS, CREATE_FAILED, DELETE_FAILED ->
          throw Refused.status(resourceType, resource.id(), resource.status());
    }
  }

  /** It may be updated: nothing else is in progress. */
  static void admitChange(String resourceType, Evolving resource) {
    switch (resource.status()) {
      case ACTIVE, UPDATE_FAILED -> {}
      case CREATE_IN_PROGRESS,
          UPDATE_IN_PROGRESS,
          DELETE_IN_PROGRESS,
          CREATE_FAILED,
          DELETE_FAILED ->
          throw Refused.status(resourceType, resource.id(), resource.status());
    }
  }

  /** It may be deleted: nothing else is in progress. */
  static void admitDeletion(String resourceType, Evolving resource) {
    switch (resource.status()) {
      case ACTIVE, CREATE_FAILED, UPDATE_FAILED, DELETE_FAILED -> {}
      case CREATE_IN_PROGRESS ->
          throw Refused.conflict(resourceType, resource.id(), "Creation is in progress");
      case UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS ->
          throw Refused.status(resourceType, resource.id(), resource.status());
    }
  }
}

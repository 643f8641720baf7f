package io.latticeoperator.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Who this process is to other replicas, by what Kubernetes gives every Pod. */
final class PodIdentity {
  private static final Path NAMESPACE =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

  private PodIdentity() {}

  /** The namespace of the Pod that this runs in; empty outside of one. */
  static Optional<String> namespace() {
    try {
      return Optional.of(Files.readString(NAMESPACE).strip()).filter(name -> !name.isEmpty());
    } catch (IOException outside) {
      return Optional.empty();
    }
  }

  /** A name that no other process has, nor this one after a restart. */
  static String unique() {
    var host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "lattice");
    return (host.isBlank() ? "lattice" : host) + "_" + UUID.randomUUID();
  }
}

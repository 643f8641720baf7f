package io.latticeoperator.translate;

import io.latticeoperator.model.Owner;
import java.time.Instant;

/** What Kubernetes says of one object that AWS resources are made for, copied at one moment. */
public sealed interface Facts permits ExportFacts, NetworkFacts {
  Owner owner();

  /** Of the object: another one of the same name has another. */
  String uid();

  long generation();

  /** Decides between claims: the oldest wins. */
  Instant createdAt();

  /** It has a deletionTimestamp. */
  boolean deleting();
}

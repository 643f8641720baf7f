package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of AWS resources when what asked for them is deleted. */
public enum DeletionPolicy {
  @JsonProperty("Delete")
  DELETE,
  @JsonProperty("Retain")
  RETAIN
}

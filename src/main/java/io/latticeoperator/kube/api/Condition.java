package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A condition as in {@code metav1.Condition}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required String type,
    @Required Truth status,
    @Nullable Long observedGeneration,
    @Required String lastTransitionTime,
    @Required String reason,
    @Required String message) {

  /** Status of a condition. */
  public enum Truth {
    @JsonProperty("True")
    TRUE,
    @JsonProperty("False")
    FALSE,
    @JsonProperty("Unknown")
    UNKNOWN
  }
}

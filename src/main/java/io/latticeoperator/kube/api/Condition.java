package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A condition as in {@code metav1.Condition}. Thousands of them say the same few things, so equal
 * strings are one.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required String type,
    @Required Truth status,
    @Nullable Long observedGeneration,
    @Required String lastTransitionTime,
    @Required String reason,
    @Required String message) {

  public Condition {
    type = one(type);
    lastTransitionTime = one(lastTransitionTime);
    reason = one(reason);
    message = one(message);
  }

  /** What is absent in the served object arrives as null. */
  private static String one(String text) {
    return text == null ? text : text.intern();
  }

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

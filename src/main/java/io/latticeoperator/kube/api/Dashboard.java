package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A CloudWatch dashboard. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dashboard(
    @JsonPropertyDescription(
            "Name, unique in the account. Default: derived from this object and the cluster.")
        @Size(min = 1, max = 255)
        @Pattern("^[A-Za-z0-9_-]+$")
        @Nullable String name,
    @Default("Repair")
        @JsonPropertyDescription("What becomes of changes that somebody makes by hand.")
        @Nullable ForeignEdits foreignEdits) {

  /** What becomes of changes by hand. */
  public enum ForeignEdits {
    @JsonProperty("Repair")
    REPAIR,
    @JsonProperty("Keep")
    KEEP
  }
}

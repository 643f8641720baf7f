package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CloudWatch alarms: 5xx answers, no healthy target, registration lag, operator silent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alarms(
    @JsonPropertyDescription("ARNs of SNS topics that are told. Default: none; alarms only show.")
        @Size(max = 5)
        @ValidationRule(
            value =
                "self.all(each,"
                    + " each.matches('^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}$'))",
            message =
                "topics must each be the ARN of an SNS topic, such as"
                    + " arn:aws:sns:eu-west-1:123456789012:alerts")
        @Nullable List<@Size(max = 512) String> topics,
    @Default("5")
        @ValidationRule(
            value = "self > 0.0 && self <= 100.0",
            message = "errorPercent must be above 0 and at most 100")
        @JsonPropertyDescription("Share of 5xx answers, in percent, above which there is an alarm.")
        @Nullable Double errorPercent,
    @Default("60")
        @Min(1)
        @Max(3600)
        @JsonPropertyDescription(
            "Seconds from a pod's readiness to its registration above which there is an alarm.")
        @Nullable Integer lagSeconds) {
  public Alarms {
    topics = topics == null ? null : List.copyOf(topics);
  }
}

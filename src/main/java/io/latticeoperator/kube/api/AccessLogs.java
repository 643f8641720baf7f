package io.latticeoperator.kube.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where access logs go: one destination of each kind at most. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.cloudWatchLogs) || has(self.s3) || has(self.firehose)",
    message =
        "accessLogs needs a destination: cloudWatchLogs, s3 or firehose; leave accessLogs out for"
            + " none")
public record AccessLogs(
    @Nullable CloudWatchLogs cloudWatchLogs, @Nullable S3 s3, @Nullable Firehose firehose) {

  /** A group of CloudWatch Logs. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "!has(self.retentionDays) || !has(self.create) || self.create",
      message =
          "cloudWatchLogs.retentionDays is set on a log group that the operator makes: set create:"
              + " true, or remove retentionDays")
  public record CloudWatchLogs(
      @Required
          @JsonPropertyDescription("Name of the log group.")
          @Size(min = 1, max = 512)
          @Pattern("^[.\\-_/#A-Za-z0-9]+$")
          @ValidationRule(
              value = "!self.startsWith('aws/')",
              message = "logGroup may not begin with aws/, which AWS keeps for itself")
          String logGroup,
      @Default("true")
          @JsonPropertyDescription(
              "Make the log group if it is not there. It is kept when this object is deleted.")
          @Nullable Boolean create,
      @JsonPropertyDescription(
              "Days after which entries expire. Default: what the log group has; they never expire"
                  + " in a new one.")
          @ValidationRule(
              value =
                  "self in [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,"
                      + " 1827, 2192, 2557, 2922, 3288, 3653]",
              message =
                  "retentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365,"
                      + " 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653")
          @Nullable Integer retentionDays) {}

  /** A bucket. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record S3(
      @Required
          @JsonPropertyDescription("ARN of the bucket, with a prefix if there is to be one.")
          @Size(max = 1024)
          @ValidationRule(
              value =
                  "self.matches('^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[!-~]+)?$')",
              message =
                  "destinationArn must be the ARN of an S3 bucket, such as arn:aws:s3:::logs or"
                      + " arn:aws:s3:::logs/prefix")
          String destinationArn) {}

  /** A delivery stream. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Firehose(
      @Required
          @JsonPropertyDescription("ARN of the delivery stream.")
          @Size(max = 512)
          @ValidationRule(
              value =
                  "self.matches('^arn:aws[a-z-]*:firehose:[a-z0-9-]+:[0-9]{12}:deliverystream/[a-zA-Z0-9_.-]{1,64}$')",
              message =
                  "destinationArn must be the ARN of a Firehose stream, such as"
                      + " arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs")
          String destinationArn) {}
}

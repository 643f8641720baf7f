package io.latticeoperator.simulator.tagging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.TagSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The operations that change tags: of each resource, or tell why not of that one. */
final class TagChanges {
  private static final int MOST_ARNS = 20;
  private static final int MOST_TAGS = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private static final TagSource.Failure UNKNOWN =
      new TagSource.Failure(
          "InvalidParameterException", 400, "No resource that can be tagged has this ARN");

  private final List<TagSource> sources;

  TagChanges(List<TagSource> sources) {
    this.sources = List.copyOf(sources);
  }

  ObjectNode tag(ServiceCall call) {
    var input = Errors.input(call);
    var tags = input.map("Tags");
    if (tags.isEmpty() || tags.size() > MOST_TAGS) {
      throw Errors.invalid("A request has 1 to %d tags", MOST_TAGS);
    }
    tags.forEach(TagChanges::check);
    return changed(call, (source, arn) -> source.tag(call.caller(), arn, tags));
  }

  ObjectNode untag(ServiceCall call) {
    var keys = Errors.input(call).texts("TagKeys", MOST_TAGS);
    if (keys.isEmpty()) {
      throw Errors.input(call).missing("TagKeys");
    }
    return changed(call, (source, arn) -> source.untag(call.caller(), arn, keys));
  }

  private ObjectNode changed(
      ServiceCall call, BiFunction<TagSource, String, Optional<TagSource.Failure>> change) {
    var input = Errors.input(call);
    var arns = input.texts("ResourceARNList", MOST_ARNS);
    if (arns.isEmpty()) {
      throw input.missing("ResourceARNList");
    }
    for (var arn : arns) {
      if (Arn.parse(arn).isEmpty()) {
        throw Errors.invalid("%s is not a valid ARN", arn);
      }
    }
    var output = Tagging.object();
    var failed = output.putObject("FailedResourcesMap");
    for (var arn : arns) {
      source(arn)
          .map(source -> change.apply(source, arn))
          .orElse(Optional.of(UNKNOWN))
          .ifPresent(
              failure ->
                  failed
                      .putObject(arn)
                      .put("StatusCode", failure.status())
                      .put("ErrorCode", failure.code())
                      .put("ErrorMessage", failure.message()));
    }
    return output;
  }

  private Optional<TagSource> source(String arn) {
    return Arn.parse(arn)
        .flatMap(
            read ->
                sources.stream()
                    .filter(source -> source.service().equals(read.service()))
                    .findFirst());
  }

  private static void check(String key, String value) {
    if (key.isEmpty() || key.length() > LONGEST_KEY || value.length() > LONGEST_VALUE) {
      throw Errors.invalid(
          "A tag's key has 1 to %d characters, its value at most %d", LONGEST_KEY, LONGEST_VALUE);
    }
    if (key.regionMatches(true, 0, "aws:", 0, "aws:".length())) {
      throw Errors.invalid("Tag keys must not start with aws:");
    }
  }
}

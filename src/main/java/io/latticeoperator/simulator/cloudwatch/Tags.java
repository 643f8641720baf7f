package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TagKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The tags of alarms and dashboards, by ARN. */
final class Tags {
  private static final int MOST = 50;

  private final Map<String, SortedMap<String, String>> byArn = new HashMap<>();
  private final Predicate<String> exists;

  /**
   * @param exists whether there is a resource of an ARN
   */
  Tags(Predicate<String> exists) {
    this.exists = exists;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "TagResource", Operation.writing(about("TagResource"), this::tag),
        "UntagResource", Operation.writing(about("UntagResource"), this::untag),
        "ListTagsForResource", Operation.reading(about("ListTagsForResource"), this::list));
  }

  /** The {@code Tags} of an input. */
  static Map<String, String> read(Input input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.structures("Tags", MOST)) {
      tags.put(tag.required("Key", 128), tag.text("Value").orElse(""));
    }
    return tags;
  }

  void put(String arn, Map<String, String> tags) {
    byArn.computeIfAbsent(arn, _ -> new TreeMap<>()).putAll(tags);
  }

  void remove(String arn) {
    byArn.remove(arn);
  }

  Map<String, Map<String, String>> saved() {
    var saved = new TreeMap<String, Map<String, String>>();
    byArn.forEach((arn, tags) -> saved.put(arn, new TreeMap<>(tags)));
    return saved;
  }

  /** In place of all that are there. */
  void restore(Map<String, Map<String, String>> saved) {
    byArn.clear();
    saved.forEach(this::put);
  }

  void clear() {
    byArn.clear();
  }

  private Function<ServiceCall, List<Access>> about(String operation) {
    return call -> {
      var arn = call.input().path("ResourceARN").asText("*");
      return List.of(new Access("cloudwatch:" + operation, arn, keys(call, arn)));
    };
  }

  /** What a call says of tags, and the tags that the resource of an ARN has. */
  Map<String, List<String>> keys(ServiceCall call, String arn) {
    var input = Input.of(call, Errors.RULES);
    var keys = new HashMap<>(TagKeys.ofRequest(read(input)));
    var removed = input.texts("TagKeys", MOST);
    if (!removed.isEmpty()) {
      keys.put("aws:TagKeys", removed);
    }
    keys.putAll(TagKeys.ofResource(byArn.getOrDefault(arn, new TreeMap<>())));
    return keys;
  }

  private ObjectNode tag(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var arn = arn(input);
    var tags = new TreeMap<>(byArn.getOrDefault(arn, new TreeMap<>()));
    tags.putAll(read(input));
    if (tags.size() > MOST) {
      throw input.invalid("The resource would have more than %d tags.".formatted(MOST));
    }
    put(arn, tags);
    return Shapes.object();
  }

  private ObjectNode untag(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var tags = byArn.getOrDefault(arn(input), new TreeMap<>());
    input.texts("TagKeys", MOST).forEach(key -> tags.remove(key));
    return Shapes.object();
  }

  private ObjectNode list(ServiceCall call) {
    var arn = arn(Input.of(call, Errors.RULES));
    var output = Shapes.object();
    var list = output.putArray("Tags");
    byArn
        .getOrDefault(arn, new TreeMap<>())
        .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    return output;
  }

  private String arn(Input input) {
    var arn = input.required("ResourceARN", 1024);
    if (!exists.test(arn)) {
      throw new ServiceRefusal(Errors.NO_RESOURCE, "Unknown resource " + arn);
    }
    return arn;
  }
}

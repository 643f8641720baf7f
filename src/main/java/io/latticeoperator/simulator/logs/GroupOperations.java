package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TagKeys;
import io.latticeoperator.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations on log groups: life, retention and tags. */
final class GroupOperations {
  private static final int MOST_LISTED = 50;
  private static final int MOST_TAGS = 50;
  private static final List<String> CLASSES = List.of("STANDARD", "INFREQUENT_ACCESS", "DELIVERY");
  private static final Set<Integer> RETENTIONS =
      Set.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private final LogStore store;
  private final Clock clock;

  GroupOperations(LogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "CreateLogGroup", Operation.writing(this::creating, this::create),
        "DescribeLogGroups", Operation.reading(GroupOperations::describing, this::describe),
        "DeleteLogGroup", Operation.writing(about(store, "DeleteLogGroup"), this::delete),
        "PutRetentionPolicy", Operation.writing(about(store, "PutRetentionPolicy"), this::retain),
        "DeleteRetentionPolicy",
            Operation.writing(about(store, "DeleteRetentionPolicy"), this::retainForEver),
        "TagResource", Operation.writing(tagging("TagResource"), this::tag),
        "UntagResource", Operation.writing(tagging("UntagResource"), this::untag),
        "ListTagsForResource", Operation.reading(tagging("ListTagsForResource"), this::tags));
  }

  /** What an operation on the group or stream that the input names needs. */
  static Function<ServiceCall, List<Access>> about(LogStore store, String operation) {
    return call -> {
      var group = call.input().path("logGroupName").asText("");
      var named = group.isEmpty() ? call.input().path("logGroupIdentifier").asText("") : group;
      var stream = call.input().path("logStreamName").asText("");
      var name = named.substring(named.lastIndexOf(':') + 1);
      var resource = "log-group:%s:log-stream:%s".formatted(name, stream);
      var place = Place.of(call.caller());
      return List.of(
          new Access("logs:" + operation, place.arn("logs", resource), keys(store, call, name)));
    };
  }

  /** What the call says of tags, and the tags that the group has if it is there. */
  private static Map<String, List<String>> keys(LogStore store, ServiceCall call, String name) {
    var requested = new TreeMap<String, String>();
    call.input()
        .path("tags")
        .properties()
        .forEach(tag -> requested.put(tag.getKey(), tag.getValue().asText()));
    var keys = new HashMap<>(TagKeys.ofRequest(requested));
    var removed = call.input().path("tagKeys").valueStream().map(JsonNode::asText).toList();
    if (!removed.isEmpty()) {
      keys.put("aws:TagKeys", removed);
    }
    store
        .find(Place.of(call.caller()), name)
        .ifPresent(group -> keys.putAll(TagKeys.ofResource(group.tags())));
    return keys;
  }

  private List<Access> creating(ServiceCall call) {
    var needs = new ArrayList<>(about(store, "CreateLogGroup").apply(call));
    if (!call.input().path("tags").isEmpty()) {
      needs.addAll(about(store, "TagResource").apply(call));
    }
    return needs;
  }

  private static List<Access> describing(ServiceCall call) {
    var all = Place.of(call.caller()).arn("logs", "log-group::log-stream:");
    return List.of(Access.to("logs:DescribeLogGroups", all));
  }

  private Function<ServiceCall, List<Access>> tagging(String operation) {
    return call -> {
      var arn = call.input().path("resourceArn").asText("*");
      var bare = arn.endsWith(":*") ? arn.substring(0, arn.length() - 2) : arn;
      var name = bare.substring(bare.lastIndexOf(':') + 1);
      return List.of(new Access("logs:" + operation, arn, keys(store, call, name)));
    };
  }

  private ObjectNode create(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var place = Place.of(call.caller());
    var name = LogStore.groupName(input);
    if (name.startsWith("aws/")) {
      throw input.invalid("Log groups starting with AWS/ are reserved for AWS.");
    }
    if (store.find(place, name).isPresent()) {
      throw new ServiceRefusal(Errors.ALREADY_THERE, "The specified log group already exists");
    }
    var configuration = Json.object();
    input.text("kmsKeyId").ifPresent(key -> configuration.put("kmsKeyId", key));
    configuration.put(
        "logGroupClass", input.oneOf("logGroupClass", CLASSES).orElse(CLASSES.getFirst()));
    var tags = limited(input.map("tags"));
    store.groups(place).put(name, new LogGroup(place, name, configuration, tags, clock.now()));
    return Json.object();
  }

  private ObjectNode describe(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var prefix = input.text("logGroupNamePrefix");
    var part = input.text("logGroupNamePattern");
    if (prefix.isPresent() && part.isPresent()) {
      throw input.invalid(
          "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    }
    var ofClass = input.oneOf("logGroupClass", CLASSES);
    var found = new TreeMap<>(store.groups(Place.of(call.caller())));
    var now = clock.now();
    prefix.ifPresent(start -> found.keySet().removeIf(name -> !name.startsWith(start)));
    part.ifPresent(inside -> found.keySet().removeIf(name -> !name.contains(inside)));
    ofClass.ifPresent(
        wanted ->
            found
                .values()
                .removeIf(group -> !group.json(now).path("logGroupClass").asText().equals(wanted)));
    var page =
        Page.of(
            found,
            input.text("nextToken").orElse(null),
            input.whole("limit", 1, MOST_LISTED).orElse(MOST_LISTED),
            Errors::foreignToken);
    var output = Json.object();
    var list = output.putArray("logGroups");
    page.items().forEach(group -> list.add(group.json(now)));
    page.putNext(output, "nextToken");
    return output;
  }

  private ObjectNode delete(ServiceCall call) {
    var group = store.named(call, Input.of(call, Errors.RULES));
    store.groups(Place.of(call.caller())).remove(group.name());
    return Json.object();
  }

  private ObjectNode retain(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    int days =
        input
            .whole("retentionInDays", 0, Integer.MAX_VALUE)
            .orElseThrow(() -> input.missing("retentionInDays"));
    if (!RETENTIONS.contains(days)) {
      throw input.invalid(
          "1 validation error detected: Value '%d' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: %s"
              .formatted(days, RETENTIONS.stream().sorted().toList()));
    }
    store.named(call, input).retain(OptionalInt.of(days));
    return Json.object();
  }

  private ObjectNode retainForEver(ServiceCall call) {
    store.named(call, Input.of(call, Errors.RULES)).retain(OptionalInt.empty());
    return Json.object();
  }

  private ObjectNode tag(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var group = tagged(call, input);
    var tags = new TreeMap<>(group.tags());
    tags.putAll(input.map("tags"));
    group.tags().putAll(limited(tags));
    return Json.object();
  }

  private ObjectNode untag(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var group = tagged(call, input);
    input.texts("tagKeys", MOST_TAGS).forEach(key -> group.tags().remove(key));
    return Json.object();
  }

  private ObjectNode tags(ServiceCall call) {
    var group = tagged(call, Input.of(call, Errors.RULES));
    var output = Json.object();
    var tags = output.putObject("tags");
    group.tags().forEach(tags::put);
    return output;
  }

  private LogGroup tagged(ServiceCall call, Input input) {
    return store.byArnOrName(Place.of(call.caller()), input.required("resourceArn", 1011));
  }

  private static Map<String, String> limited(Map<String, String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw new ServiceRefusal(
          Errors.TOO_MANY_TAGS, "A resource has at most %d tags".formatted(MOST_TAGS));
    }
    return tags;
  }
}

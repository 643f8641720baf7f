package io.latticeoperator.simulator.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Input;
import io.latticeoperator.simulator.aws.Operation;
import io.latticeoperator.simulator.aws.Page;
import io.latticeoperator.simulator.aws.Place;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Who else may write to an account's log groups. Policies are kept and told, not enforced. */
final class ResourcePolicies {
  private static final int MOST_POLICIES = 10;
  private static final int LARGEST = 5120;
  private static final int MOST_LISTED = 50;

  private final Map<Place, NavigableMap<String, ObjectNode>> places = new HashMap<>();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Clock clock;

  ResourcePolicies(Clock clock) {
    this.clock = clock;
  }

  Map<String, Operation> operations() {
    return Map.of(
        "PutResourcePolicy", Operation.writing(needs("PutResourcePolicy"), this::put),
        "DescribeResourcePolicies",
            Operation.reading(needs("DescribeResourcePolicies"), this::describe),
        "DeleteResourcePolicy", Operation.writing(needs("DeleteResourcePolicy"), this::delete));
  }

  List<SavedLogs.Policy> saved() {
    return places.entrySet().stream()
        .sorted(Comparator.comparing(place -> place.getKey().toString()))
        .flatMap(
            place ->
                place.getValue().entrySet().stream()
                    .map(
                        policy ->
                            new SavedLogs.Policy(
                                place.getKey(), policy.getKey(), policy.getValue().deepCopy())))
        .toList();
  }

  /** In place of all that are there. */
  void restore(List<SavedLogs.Policy> policies) {
    places.clear();
    for (var policy : policies) {
      places
          .computeIfAbsent(policy.place(), _ -> new TreeMap<>())
          .put(policy.name(), policy.policy());
    }
  }

  void clear() {
    places.clear();
  }

  private static Function<ServiceCall, List<Access>> needs(String operation) {
    return call -> List.of(Access.to("logs:" + operation, "*"));
  }

  private NavigableMap<String, ObjectNode> of(ServiceCall call) {
    return places.computeIfAbsent(Place.of(call.caller()), _ -> new TreeMap<>());
  }

  private ObjectNode put(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var name = input.required("policyName", 255);
    var document = input.required("policyDocument", LARGEST);
    if (!isPolicy(document)) {
      throw input.invalid("Resource Policy document is not valid JSON or has no statement.");
    }
    var policies = of(call);
    if (!policies.containsKey(name) && policies.size() >= MOST_POLICIES) {
      throw new ServiceRefusal(
          Errors.LIMIT_EXCEEDED,
          "Resource limit exceeded: at most %d resource policies".formatted(MOST_POLICIES));
    }
    var policy =
        Json.object()
            .put("policyName", name)
            .put("policyDocument", document)
            .put("lastUpdatedTime", clock.now().toEpochMilli());
    policies.put(name, policy);
    var output = Json.object();
    output.set("resourcePolicy", policy.deepCopy());
    return output;
  }

  private boolean isPolicy(String document) {
    try {
      var statement = mapper.readTree(document).path("Statement");
      return statement.isContainerNode() && !statement.isEmpty();
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }

  private ObjectNode describe(ServiceCall call) {
    var input = Input.of(call, Errors.RULES);
    var page =
        Page.of(
            of(call),
            input.text("nextToken").orElse(null),
            input.whole("limit", 1, MOST_LISTED).orElse(MOST_LISTED),
            Errors::foreignToken);
    var output = Json.object();
    var list = output.putArray("resourcePolicies");
    page.items().forEach(policy -> list.add(policy.deepCopy()));
    page.putNext(output, "nextToken");
    return output;
  }

  private ObjectNode delete(ServiceCall call) {
    var name = Input.of(call, Errors.RULES).required("policyName", 255);
    if (of(call).remove(name) == null) {
      throw new ServiceRefusal(
          Errors.NOT_FOUND, "Policy with name [%s] does not exist.".formatted(name));
    }
    return Json.object();
  }
}

package io.latticeoperator.simulator.direct;

import static java.util.Objects.requireNonNullElse;

import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.Role;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Access log subscriptions of service networks and services. */
record AccessLogCalls(Calls calls) implements ProvisionCalls {
  private static final String IDENTIFIER = "accessLogSubscriptionIdentifier";

  @Override
  public List<Resource> find(String parentArn) {
    var listed =
        Calls.unlessGone(
                () ->
                    calls.items(
                        "ListAccessLogSubscriptions",
                        Calls.input().put("resourceIdentifier", parentArn)))
            .orElse(List.of());
    return Calls.thoseThere(
        listed,
        each ->
            new LatticeTags(calls)
                .read(
                    new Resource(
                        AccessLog.observed(
                            new Role(parentArn), Outputs.text(each, "destinationArn")),
                        Outputs.physical(each))));
  }

  @Override
  public Physical create(Change.Create create) {
    var log = (AccessLog) create.node();
    var input =
        Calls.input()
            .put("resourceIdentifier", Inputs.needed(create.ids(), log.parent()))
            .put("destinationArn", destination(log, create.ids()));
    Inputs.tags(input, create.tags());
    return Outputs.physical(calls.call("CreateAccessLogSubscription", input));
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    calls.call(
        "UpdateAccessLogSubscription",
        Calls.input()
            .put(IDENTIFIER, update.physical().id())
            .put("destinationArn", destination((AccessLog) update.to(), update.ids())));
    return null;
  }

  private static String destination(AccessLog log, Map<Role, String> arns) {
    return requireNonNullElse(arns.get(new Role(log.destination())), log.destination());
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        "DeleteAccessLogSubscription", Calls.input().put(IDENTIFIER, delete.physical().id()));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> tags) {
    new LatticeTags(calls).tag(physical, tags);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    new LatticeTags(calls).untag(physical, keys);
  }
}

package io.latticeoperator.cloud.aws;

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
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.ListAccessLogSubscriptionsResponse;

/** Access log subscriptions of service networks and services. */
final class AccessLogCalls implements ProvisionCalls {
  private static final int PAGE = 100;

  private final VpcLatticeClient lattice;
  private final Calls calls;
  private final LatticeTags tags;

  AccessLogCalls(VpcLatticeClient lattice, Calls calls) {
    this.lattice = lattice;
    this.calls = calls;
    this.tags = new LatticeTags(lattice, calls);
  }

  @Override
  public List<Resource> find(String parentArn) {
    var listed =
        Calls.unlessGone(
                () ->
                    calls.items(
                        token ->
                            lattice.listAccessLogSubscriptions(
                                page ->
                                    page.resourceIdentifier(parentArn)
                                        .maxResults(PAGE)
                                        .nextToken(token)),
                        ListAccessLogSubscriptionsResponse::nextToken,
                        ListAccessLogSubscriptionsResponse::items))
            .orElse(List.of());
    return Calls.thoseThere(
        listed,
        each ->
            tags.read(
                new Resource(
                    AccessLog.observed(new Role(parentArn), each.destinationArn()),
                    Answers.synchronous(each.id(), each.arn()))));
  }

  @Override
  public Physical create(Change.Create create) {
    var log = (AccessLog) create.node();
    var answer =
        calls.call(
            () ->
                lattice.createAccessLogSubscription(
                    request ->
                        request
                            .resourceIdentifier(Shapes.needed(create.ids(), log.parent()))
                            .destinationArn(destination(log, create.ids()))
                            .tags(create.tags())));
    return Answers.synchronous(answer.id(), answer.arn());
  }

  @Override
  public @Nullable Physical update(Change.Update update) {
    var log = (AccessLog) update.to();
    calls.call(
        () ->
            lattice.updateAccessLogSubscription(
                request ->
                    request
                        .accessLogSubscriptionIdentifier(update.physical().id())
                        .destinationArn(destination(log, update.ids()))));
    return null;
  }

  private static String destination(AccessLog log, Map<Role, String> arns) {
    return requireNonNullElse(arns.get(new Role(log.destination())), log.destination());
  }

  @Override
  public @Nullable Physical delete(Change.Delete delete) {
    calls.call(
        () ->
            lattice.deleteAccessLogSubscription(
                request -> request.accessLogSubscriptionIdentifier(delete.physical().id())));
    return null;
  }

  @Override
  public void tag(Physical physical, Map<String, String> added) {
    tags.tag(physical, added);
  }

  @Override
  public void untag(Physical physical, Set<String> keys) {
    tags.untag(physical, keys);
  }
}

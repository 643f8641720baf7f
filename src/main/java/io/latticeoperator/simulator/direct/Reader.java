package io.latticeoperator.simulator.direct;

import static io.latticeoperator.simulator.direct.Calls.unlessGone;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one reading, in the same calls as the SDK's adapter. */
final class Reader {
  private final Calls calls;
  private final LatticeTags tags;

  Reader(Calls calls) {
    this.calls = calls;
    this.tags = new LatticeTags(calls);
  }

  Result read(Read read) {
    return switch (read) {
      case Read.Index index -> new Result.Index(index(index.kind()));
      case Read.Details details ->
          new Result.Described(
              unlessGone(() -> tags.read(one(details.kind(), details.id()))).orElse(null));
      case Read.Status status ->
          new Result.Described(unlessGone(() -> one(status.kind(), status.id())).orElse(null));
      case Read.Children children ->
          new Result.Children(unlessGone(() -> children(children.serviceId())).orElse(null));
      case Read.Find find ->
          new Result.Found(ProvisionCalls.of(find.kind(), calls).find(find.subject()));
      case Read.Named named -> new Result.Index(new References(calls).named(named));
      case Read.Targets targets ->
          new Result.Health(
              unlessGone(
                      () ->
                          Outputs.targets(
                              calls.items(
                                  "ListTargets",
                                  Calls.input().put("targetGroupIdentifier", targets.groupId()))))
                  .orElse(null));
    };
  }

  private List<Result.Item> index(Kind kind) {
    var operation =
        switch (kind) {
          case SERVICE_NETWORK -> "ListServiceNetworks";
          case SERVICE -> "ListServices";
          case TARGET_GROUP -> "ListTargetGroups";
          case LISTENER,
              SERVICE_ASSOCIATION,
              VPC_ASSOCIATION,
              AUTH_POLICY,
              RESOURCE_POLICY,
              ACCESS_LOG,
              LOG_GROUP,
              RESOURCE_SHARE,
              SHARE_ACCEPTANCE,
              SECURITY_GROUP,
              SECURITY_GROUP_RULE,
              PREFIX_LIST,
              DASHBOARD,
              ALARM ->
              throw new IllegalArgumentException("there is no list of every " + kind.words());
        };
    return calls.items(operation, Calls.input()).stream()
        .map(
            item ->
                new Result.Item(
                    Outputs.text(item, "id"),
                    Outputs.text(item, "arn"),
                    Outputs.text(item, "name"),
                    Outputs.status(item)))
        .toList();
  }

  private Resource one(Kind kind, String id) {
    return switch (kind) {
      case SERVICE ->
          Outputs.service(calls.call("GetService", Calls.input().put("serviceIdentifier", id)));
      case TARGET_GROUP ->
          Outputs.targetGroup(
              calls.call("GetTargetGroup", Calls.input().put("targetGroupIdentifier", id)));
      case SERVICE_ASSOCIATION -> association(id);
      case VPC_ASSOCIATION -> new VpcAssociationCalls(calls).one(id);
      case SERVICE_NETWORK,
          LISTENER,
          AUTH_POLICY,
          RESOURCE_POLICY,
          ACCESS_LOG,
          LOG_GROUP,
          RESOURCE_SHARE,
          SHARE_ACCEPTANCE,
          SECURITY_GROUP,
          SECURITY_GROUP_RULE,
          PREFIX_LIST,
          DASHBOARD,
          ALARM ->
          throw new IllegalArgumentException("a " + kind.words() + " is not read by id alone");
    };
  }

  private Resource association(String id) {
    return Outputs.association(
        calls.call(
            "GetServiceNetworkServiceAssociation",
            Calls.input().put("serviceNetworkServiceAssociationIdentifier", id)));
  }

  private List<Resource> children(String serviceId) {
    var children = new ArrayList<Resource>();
    for (var listener : calls.items("ListListeners", ofService(serviceId))) {
      unlessGone(() -> listener(serviceId, Outputs.text(listener, "id")))
          .flatMap(found -> found)
          .flatMap(found -> unlessGone(() -> tags.read(found)))
          .ifPresent(children::add);
    }
    for (var summary : calls.items("ListServiceNetworkServiceAssociations", ofService(serviceId))) {
      unlessGone(() -> tags.read(unfailed(Outputs.association(summary)))).ifPresent(children::add);
    }
    return children;
  }

  private Optional<Resource> listener(String serviceId, String listenerId) {
    return Outputs.listener(
        calls.call("GetListener", ofService(serviceId).put("listenerIdentifier", listenerId)));
  }

  /** Only a Get tells why an association has failed. */
  private Resource unfailed(Resource association) {
    var physical = requireNonNull(association.physical());
    return physical.status() == ResourceStatus.ACTIVE || physical.status().inProgress()
        ? association
        : association(physical.id());
  }

  private static ObjectNode ofService(String serviceId) {
    return Calls.input().put("serviceIdentifier", serviceId);
  }
}

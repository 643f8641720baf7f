package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt.Done;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one change: one call. */
final class Writer {
  private final Calls calls;

  Writer(Calls calls) {
    this.calls = calls;
  }

  Done write(Change change) {
    return switch (change) {
      case Change.Create create -> done(create(create).withTags(create.tags()));
      case Change.Update update -> update(update);
      case Change.Delete delete -> delete(delete);
      case Change.Tag tag -> tag(tag);
      case Change.Register register ->
          partly(
              calls.call(
                  "RegisterTargets", Inputs.targets(register.physical().id(), register.targets())));
      case Change.Deregister deregister ->
          partly(
              calls.call(
                  "DeregisterTargets",
                  Inputs.targets(deregister.physical().id(), deregister.targets())));
    };
  }

  private Physical create(Change.Create create) {
    var input = Calls.input();
    Inputs.tags(input, create.tags());
    return switch (create.node()) {
      case LatticeService service ->
          Outputs.servicePhysical(calls.call("CreateService", input.put("name", service.name())));
      case TargetGroup group -> {
        input.put("name", group.name()).put("type", "IP").set("config", Inputs.config(group));
        yield Outputs.physical(calls.call("CreateTargetGroup", input));
      }
      case Listener listener -> {
        input
            .put("serviceIdentifier", serviceId(create.ids()))
            .put("name", listener.name())
            .put("protocol", listener.protocol().name())
            .put("port", listener.port())
            .set("defaultAction", Inputs.action(listener.weights(), create.ids()));
        yield Outputs.physical(calls.call("CreateListener", input));
      }
      case ServiceAssociation association -> {
        input
            .put("serviceIdentifier", serviceId(create.ids()))
            .put("serviceNetworkIdentifier", association.network());
        yield Outputs.physical(calls.call("CreateServiceNetworkServiceAssociation", input));
      }
    };
  }

  private Done update(Change.Update update) {
    switch (update.to()) {
      case TargetGroup group -> {
        var before = update.from() instanceof TargetGroup from ? from.healthCheck() : null;
        var input = Calls.input().put("targetGroupIdentifier", update.physical().id());
        input.set("healthCheck", Inputs.healthCheck(group.healthCheck(), before));
        calls.call("UpdateTargetGroup", input);
      }
      case Listener listener -> {
        var input =
            Calls.input()
                .put("serviceIdentifier", serviceId(update.ids()))
                .put("listenerIdentifier", update.physical().id());
        input.set("defaultAction", Inputs.action(listener.weights(), update.ids()));
        calls.call("UpdateListener", input);
      }
      case LatticeService service -> throw immutable(update);
      case ServiceAssociation association -> throw immutable(update);
    }
    return done(null);
  }

  private Done delete(Change.Delete delete) {
    return Calls.unlessGone(() -> deleted(delete)).orElseGet(() -> done(null));
  }

  private Done deleted(Change.Delete delete) {
    var id = delete.physical().id();
    return switch (delete.node()) {
      case LatticeService service ->
          leaving(delete, "DeleteService", Calls.input().put("serviceIdentifier", id));
      case TargetGroup group ->
          leaving(delete, "DeleteTargetGroup", Calls.input().put("targetGroupIdentifier", id));
      case ServiceAssociation association ->
          leaving(
              delete,
              "DeleteServiceNetworkServiceAssociation",
              Calls.input().put("serviceNetworkServiceAssociationIdentifier", id));
      case Listener listener -> {
        calls.call(
            "DeleteListener",
            Calls.input()
                .put("serviceIdentifier", serviceId(delete.ids()))
                .put("listenerIdentifier", id));
        yield done(null);
      }
    };
  }

  private Done leaving(Change.Delete delete, String operation, ObjectNode input) {
    var output = calls.call(operation, input);
    return done(delete.physical().withStatus(Outputs.status(output)));
  }

  private Done tag(Change.Tag tag) {
    var input = Calls.input().put("resourceArn", tag.physical().arn());
    Inputs.tags(input, tag.tags());
    calls.call("TagResource", input);
    return done(null);
  }

  private static Done partly(ObjectNode output) {
    return new Done(null, Outputs.refused(output));
  }

  private static Done done(@Nullable Physical physical) {
    return new Done(physical, Map.of());
  }

  private static String serviceId(Map<Role, String> ids) {
    var id = ids.get(Role.service());
    if (id == null) {
      throw new IllegalArgumentException("the id of the service is not among " + ids);
    }
    return id;
  }

  private static IllegalArgumentException immutable(Change.Update update) {
    return new IllegalArgumentException(
        "nothing of a " + update.to().kind().words() + " can be changed: " + update);
  }
}

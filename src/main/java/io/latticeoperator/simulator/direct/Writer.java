package io.latticeoperator.simulator.direct;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt.Done;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one change: one call, but for provisions that take more. */
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
      case Change.Untag untag -> untag(untag);
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
      case LatticeService service -> {
        input.put("name", service.name());
        if (service.auth() != null) {
          input.put("authType", service.auth().name());
        }
        yield Outputs.servicePhysical(calls.call("CreateService", input));
      }
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
      case Provision provision -> provisions(provision).create(create);
      case ServiceAssociation association -> {
        input
            .put("serviceIdentifier", serviceId(create.ids()))
            .put("serviceNetworkIdentifier", association.arn());
        yield Outputs.physical(calls.call("CreateServiceNetworkServiceAssociation", input));
      }
    };
  }

  private ProvisionCalls provisions(Node provision) {
    return ProvisionCalls.of(provision.kind(), calls);
  }

  private Done update(Change.Update update) {
    return switch (update.to()) {
      case TargetGroup group -> {
        var before = update.from() instanceof TargetGroup from ? from.healthCheck() : null;
        var input = Calls.input().put("targetGroupIdentifier", update.physical().id());
        input.set("healthCheck", Inputs.healthCheck(group.healthCheck(), before));
        calls.call("UpdateTargetGroup", input);
        yield done(null);
      }
      case Listener listener -> {
        var input =
            Calls.input()
                .put("serviceIdentifier", serviceId(update.ids()))
                .put("listenerIdentifier", update.physical().id());
        input.set("defaultAction", Inputs.action(listener.weights(), update.ids()));
        calls.call("UpdateListener", input);
        yield done(null);
      }
      case LatticeService service -> {
        if (service.auth() == null) {
          throw immutable(update);
        }
        calls.call(
            "UpdateService",
            Calls.input()
                .put("serviceIdentifier", update.physical().id())
                .put("authType", service.auth().name()));
        yield done(null);
      }
      case Provision provision -> done(provisions(provision).update(update));
      case ServiceAssociation association -> throw immutable(update);
    };
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
      case Provision provision -> done(provisions(provision).delete(delete));
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
    if (tag.node() instanceof Provision provision) {
      provisions(provision).tag(tag.physical(), tag.tags());
    } else {
      new LatticeTags(calls).tag(tag.physical(), tag.tags());
    }
    return done(null);
  }

  private Done untag(Change.Untag untag) {
    if (untag.node() instanceof Provision provision) {
      provisions(provision).untag(untag.physical(), untag.tags());
    } else {
      new LatticeTags(calls).untag(untag.physical(), untag.tags());
    }
    return done(null);
  }

  private static Done partly(ObjectNode output) {
    return new Done(null, Outputs.refused(output));
  }

  private static Done done(@Nullable Physical physical) {
    return new Done(physical, Map.of());
  }

  private static String serviceId(Map<Role, String> ids) {
    return Inputs.needed(ids, Role.service());
  }

  private static IllegalArgumentException immutable(Change.Update update) {
    return new IllegalArgumentException(
        "nothing of a " + update.to().kind().words() + " can be changed: " + update);
  }
}

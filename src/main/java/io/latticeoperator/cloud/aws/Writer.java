package io.latticeoperator.cloud.aws;

import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Provision;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.plan.Change;
import io.latticeoperator.plan.Receipt.Done;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.vpclattice.VpcLatticeClient;
import software.amazon.awssdk.services.vpclattice.model.TargetFailure;
import software.amazon.awssdk.services.vpclattice.model.TargetGroupType;

/**
 * Makes one change: one call, but for provisions that take more. The SDK gives each create a client
 * token of its own.
 */
final class Writer {
  private final Apis apis;
  private final VpcLatticeClient lattice;
  private final Calls calls;

  Writer(Apis apis, Calls calls) {
    this.apis = apis;
    this.lattice = apis.lattice();
    this.calls = calls;
  }

  /** Throws the SDK's exception when AWS does not accept the change. */
  Done write(Change change) {
    return switch (change) {
      case Change.Create create -> done(create(create).withTags(create.tags()));
      case Change.Update update -> update(update);
      case Change.Delete delete -> delete(delete);
      case Change.Tag tag -> tag(tag);
      case Change.Untag untag -> untag(untag);
      case Change.Register register -> register(register);
      case Change.Deregister deregister -> deregister(deregister);
    };
  }

  private Physical create(Change.Create create) {
    return switch (create.node()) {
      case LatticeService service -> createService(service, create.tags());
      case TargetGroup group -> createTargetGroup(group, create.tags());
      case Listener listener -> createListener(listener, create.ids(), create.tags());
      case Provision provision -> provisions(provision).create(create);
      case ServiceAssociation association ->
          createAssociation(association, create.ids(), create.tags());
    };
  }

  private ProvisionCalls provisions(Node provision) {
    return ProvisionCalls.of(provision.kind(), apis, calls);
  }

  private Physical createService(LatticeService service, Map<String, String> tags) {
    var auth = service.auth();
    var answer =
        calls.call(
            () ->
                lattice.createService(
                    request ->
                        request
                            .name(service.name())
                            .authType(auth == null ? null : auth.name())
                            .tags(tags)));
    return new Physical(
        answer.id(),
        answer.arn(),
        Answers.status(answer.statusAsString()),
        null,
        Answers.dnsName(answer.dnsEntry()),
        null);
  }

  private Physical createTargetGroup(TargetGroup group, Map<String, String> tags) {
    var answer =
        calls.call(
            () ->
                lattice.createTargetGroup(
                    request ->
                        request
                            .name(group.name())
                            .type(TargetGroupType.IP)
                            .config(Shapes.config(group))
                            .tags(tags)));
    return new Physical(
        answer.id(), answer.arn(), Answers.status(answer.statusAsString()), null, null, null);
  }

  private Physical createListener(
      Listener listener, Map<Role, String> ids, Map<String, String> tags) {
    var answer =
        calls.call(
            () ->
                lattice.createListener(
                    request ->
                        request
                            .serviceIdentifier(serviceId(ids))
                            .name(listener.name())
                            .protocol(listener.protocol().name())
                            .port(listener.port())
                            .defaultAction(Shapes.action(listener.weights(), ids))
                            .tags(tags)));
    return Answers.synchronous(answer.id(), answer.arn());
  }

  private Physical createAssociation(
      ServiceAssociation association, Map<Role, String> ids, Map<String, String> tags) {
    var answer =
        calls.call(
            () ->
                lattice.createServiceNetworkServiceAssociation(
                    request ->
                        request
                            .serviceIdentifier(serviceId(ids))
                            .serviceNetworkIdentifier(association.arn())
                            .tags(tags)));
    return new Physical(
        answer.id(), answer.arn(), Answers.status(answer.statusAsString()), null, null, null);
  }

  private Done update(Change.Update update) {
    return switch (update.to()) {
      case TargetGroup group -> updateTargetGroup(update, group);
      case Listener listener -> updateListener(update, listener);
      case LatticeService service -> updateService(update, service);
      case Provision provision -> done(provisions(provision).update(update));
      case ServiceAssociation association -> throw immutable(update);
    };
  }

  private Done updateService(Change.Update update, LatticeService to) {
    var auth = to.auth();
    if (auth == null) {
      throw immutable(update);
    }
    calls.call(
        () ->
            lattice.updateService(
                request ->
                    request.serviceIdentifier(update.physical().id()).authType(auth.name())));
    return done(null);
  }

  private Done updateTargetGroup(Change.Update update, TargetGroup to) {
    var before = update.from() instanceof TargetGroup from ? from.healthCheck() : null;
    calls.call(
        () ->
            lattice.updateTargetGroup(
                request ->
                    request
                        .targetGroupIdentifier(update.physical().id())
                        .healthCheck(Shapes.healthCheck(to.healthCheck(), before))));
    return done(null);
  }

  private Done updateListener(Change.Update update, Listener to) {
    calls.call(
        () ->
            lattice.updateListener(
                request ->
                    request
                        .serviceIdentifier(serviceId(update.ids()))
                        .listenerIdentifier(update.physical().id())
                        .defaultAction(Shapes.action(to.weights(), update.ids()))));
    return done(null);
  }

  private Done delete(Change.Delete delete) {
    return Calls.unlessGone(() -> done(deleted(delete))).orElseGet(() -> done(null));
  }

  private @Nullable Physical deleted(Change.Delete delete) {
    var physical = delete.physical();
    return switch (delete.node()) {
      case LatticeService service ->
          leaving(
              physical,
              calls
                  .call(
                      () ->
                          lattice.deleteService(
                              request -> request.serviceIdentifier(physical.id())))
                  .statusAsString());
      case TargetGroup group ->
          leaving(
              physical,
              calls
                  .call(
                      () ->
                          lattice.deleteTargetGroup(
                              request -> request.targetGroupIdentifier(physical.id())))
                  .statusAsString());
      case Provision provision -> provisions(provision).delete(delete);
      case ServiceAssociation association ->
          leaving(
              physical,
              calls
                  .call(
                      () ->
                          lattice.deleteServiceNetworkServiceAssociation(
                              request ->
                                  request.serviceNetworkServiceAssociationIdentifier(
                                      physical.id())))
                  .statusAsString());
      case Listener listener -> {
        calls.call(
            () ->
                lattice.deleteListener(
                    request ->
                        request
                            .serviceIdentifier(serviceId(delete.ids()))
                            .listenerIdentifier(physical.id())));
        yield null;
      }
    };
  }

  private static Physical leaving(Physical physical, String status) {
    return physical.withStatus(Answers.status(status));
  }

  private Done tag(Change.Tag tag) {
    if (tag.node() instanceof Provision provision) {
      provisions(provision).tag(tag.physical(), tag.tags());
    } else {
      new LatticeTags(lattice, calls).tag(tag.physical(), tag.tags());
    }
    return done(null);
  }

  private Done untag(Change.Untag untag) {
    if (untag.node() instanceof Provision provision) {
      provisions(provision).untag(untag.physical(), untag.tags());
    } else {
      new LatticeTags(lattice, calls).untag(untag.physical(), untag.tags());
    }
    return done(null);
  }

  private Done register(Change.Register register) {
    var answer =
        calls.call(
            () ->
                lattice.registerTargets(
                    request ->
                        request
                            .targetGroupIdentifier(register.physical().id())
                            .targets(Shapes.targets(register.targets()))));
    return partly(register.targets(), answer.unsuccessful());
  }

  private Done deregister(Change.Deregister deregister) {
    var answer =
        calls.call(
            () ->
                lattice.deregisterTargets(
                    request ->
                        request
                            .targetGroupIdentifier(deregister.physical().id())
                            .targets(Shapes.targets(deregister.targets()))));
    return partly(deregister.targets(), answer.unsuccessful());
  }

  private static Done partly(List<TargetAddress> sent, List<TargetFailure> failures) {
    return new Done(null, Answers.refused(sent, failures));
  }

  private static Done done(@Nullable Physical physical) {
    return new Done(physical, Map.of());
  }

  private static String serviceId(Map<Role, String> ids) {
    return Shapes.needed(ids, Role.service());
  }

  private static IllegalArgumentException immutable(Change.Update update) {
    return new IllegalArgumentException(
        "nothing of a " + update.to().kind().words() + " can be changed: " + update);
  }
}

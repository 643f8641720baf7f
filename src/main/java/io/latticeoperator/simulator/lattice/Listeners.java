package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations on listeners. */
final class Listeners {
  private Listeners() {}

  static ObjectNode create(State state, Request request) {
    var service = Services.requireActive(state, request, request.text("serviceIdentifier"));
    var protocol = ListenerProtocol.valueOf(request.text("protocol"));
    var name = request.text("name");
    int port = request.whole("port").orElse(protocol == ListenerProtocol.HTTP ? 80 : 443);
    var siblings =
        state.listeners().all().stream()
            .filter(listener -> listener.serviceId().equals(service.id()))
            .toList();
    for (var sibling : siblings) {
      if (sibling.name().equals(name)) {
        throw Refused.conflict(
            "LISTENER", sibling.id(), "Listener %s already exists".formatted(name));
      }
      if (sibling.port() == port) {
        throw Refused.conflict(
            "LISTENER", sibling.id(), "Port %d is already used on the service".formatted(port));
      }
    }
    if (protocol == ListenerProtocol.TLS_PASSTHROUGH && service.customDomainName() == null) {
      throw Refused.invalid("A TLS_PASSTHROUGH listener needs a service with a custom domain name");
    }
    Quotas.admit(state, request, Quota.LISTENERS_PER_SERVICE, siblings.size(), 1);
    var action =
        Actions.read(state, request, service, protocol, request.input().get("defaultAction"));

    var path = "service/%s/listener/".formatted(service.id());
    var identity = state.identity(request, "listener", path);
    var listener =
        new Listener(identity, service.id(), name, protocol, port, action, request.now());
    state.listeners().put(listener);
    state.rules().put(defaultRule(state, request, listener));
    state.attachments().tag(listener.arn(), request.tags());
    return full(state, listener);
  }

  static ObjectNode get(State state, Request request) {
    return describe(state, require(state, request));
  }

  static ObjectNode list(State state, Request request) {
    var service = state.services().require(request.owner(), request.text("serviceIdentifier"));
    return Page.of(
        state,
        request,
        state.listeners().of(request.owner()).filter(row -> row.serviceId().equals(service.id())),
        Listeners::timed);
  }

  static ObjectNode update(State state, Request request) {
    var service = Services.requireActive(state, request, request.text("serviceIdentifier"));
    var listener = require(state, request);
    var node = request.input().get("defaultAction");
    var action = Actions.read(state, request, service, listener.protocol(), node);
    var changed = listener.withDefaultAction(action, request.now());
    state.listeners().put(changed);
    state.rules().all().stream()
        .filter(rule -> rule.isDefault() && rule.listenerId().equals(listener.id()))
        .toList()
        .forEach(
            rule ->
                state.rules().put(rule.with(rule.priority(), rule.match(), action, request.now())));
    return full(state, changed);
  }

  static ObjectNode delete(State state, Request request) {
    Services.requireActive(state, request, request.text("serviceIdentifier"));
    Removal.of(state, require(state, request));
    return Json.object();
  }

  /** The listener that a request names, of the service that it names. */
  static Listener require(State state, Request request) {
    var service = state.services().require(request.owner(), request.text("serviceIdentifier"));
    var listener = state.listeners().require(request.owner(), request.text("listenerIdentifier"));
    if (!listener.serviceId().equals(service.id())) {
      throw Refused.notFound("LISTENER", listener.id());
    }
    return listener;
  }

  static ObjectNode describe(State state, Listener listener) {
    return full(state, listener)
        .put("createdAt", Json.time(listener.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(listener.updatedAt()));
  }

  private static Rule defaultRule(State state, Request request, Listener listener) {
    var path = "service/%s/listener/%s/rule/".formatted(listener.serviceId(), listener.id());
    return new Rule(
        state.identity(request, "rule", path),
        listener.serviceId(),
        listener.id(),
        "default",
        true,
        Integer.MAX_VALUE,
        Match.ANYTHING,
        listener.defaultAction(),
        request.now());
  }

  private static ObjectNode timed(Listener listener) {
    return named(listener)
        .put("createdAt", Json.time(listener.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(listener.updatedAt()));
  }

  private static ObjectNode named(Listener listener) {
    return Json.object()
        .put("id", listener.id())
        .put("arn", listener.arn())
        .put("name", listener.name())
        .put("protocol", listener.protocol().name())
        .put("port", listener.port());
  }

  private static ObjectNode full(State state, Listener listener) {
    var output =
        named(listener)
            .put("serviceId", listener.serviceId())
            .put("serviceArn", state.services().referred(listener.serviceId()).arn());
    output.set("defaultAction", Actions.write(listener.defaultAction()));
    return output;
  }
}

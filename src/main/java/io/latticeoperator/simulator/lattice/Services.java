package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The operations on services. */
final class Services {
  private static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofMinutes(1);

  private Services() {}

  static ObjectNode create(State state, Request request) {
    var name = request.text("name");
    Names.admit(state.services(), request, "Service", Service::name);
    Quotas.admit(state, request, Quota.SERVICES, state.services().of(request.owner()).count(), 1);
    admitCertificate(request);
    var region = request.owner().region();
    var identity = state.identity(request, "svc", "service/");
    var service =
        new Service(
            identity,
            name,
            AuthType.valueOf(request.text("authType", "NONE")),
            state.identifiers().domainName(name, identity.id(), region),
            Identifiers.hostedZone(region),
            request.textOrNull("customDomainName"),
            request.textOrNull("certificateArn"),
            idleTimeout(request, DEFAULT_IDLE_TIMEOUT),
            Progress.of(Status.CREATE_IN_PROGRESS),
            request.now());
    state.services().put(service);
    state.attachments().tag(service.arn(), request.tags());
    state.later(state.settings().delays().serviceCreate(), new Transition.Settle(service.id()));
    return full(state, service);
  }

  static ObjectNode get(State state, Request request) {
    var service = state.services().visible(request.owner(), request.text("serviceIdentifier"));
    var output = describe(state, service);
    Json.failure(output, service.progress());
    return output;
  }

  static ObjectNode list(State state, Request request) {
    return Page.of(
        state,
        request,
        state.listed(state.services(), request.owner()),
        service -> {
          var output = timed(service).put("status", service.status().name());
          Json.optional(output, "customDomainName", service.customDomainName());
          output.set("dnsEntry", Json.dnsEntry(service));
          return output;
        });
  }

  static ObjectNode update(State state, Request request) {
    var service = requireActive(state, request, request.text("serviceIdentifier"));
    admitCertificate(request);
    var certificate = request.textOrNull("certificateArn");
    var changed =
        service.with(
            AuthType.valueOf(request.text("authType", service.authType().name())),
            certificate == null ? service.certificateArn() : certificate,
            idleTimeout(request, service.idleTimeout()),
            request.now());
    state.services().put(changed);
    var output = named(changed).put("authType", changed.authType().name());
    Json.optional(output, "customDomainName", changed.customDomainName());
    Json.optional(output, "certificateArn", changed.certificateArn());
    idleTimeout(state, output, changed);
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    var service = require(state, request);
    if (service.status() != Status.DELETE_IN_PROGRESS) {
      if (state
          .serviceAssociations()
          .any(association -> association.serviceId().equals(service.id()))) {
        throw Refused.conflict(
            "SERVICE",
            service.id(),
            "Service %s has one or more associated service networks".formatted(service.id()));
      }
      if (service.status() == Status.CREATE_IN_PROGRESS) {
        throw Refused.status("SERVICE", service.id(), service.status());
      }
      state.services().put(service.with(Progress.of(Status.DELETE_IN_PROGRESS)));
      state.later(state.settings().delays().serviceDelete(), new Transition.Vanish(service.id()));
    }
    return named(service).put("status", Status.DELETE_IN_PROGRESS.name());
  }

  /** The service of an identifier, refused unless it is ACTIVE. */
  static Service requireActive(State state, Request request, String identifier) {
    return active(state.services().require(request.owner(), identifier));
  }

  /** The service itself, refused unless it is ACTIVE. */
  static Service active(Service service) {
    if (service.status() != Status.ACTIVE) {
      throw Refused.status("SERVICE", service.id(), service.status());
    }
    return service;
  }

  /** The IDs of all groups that listeners and rules of a service name. */
  static Set<String> targetGroupIds(State state, String serviceId) {
    var ids = new HashSet<String>();
    for (var listener : state.listeners().all()) {
      if (listener.serviceId().equals(serviceId)) {
        ids.addAll(listener.defaultAction().targetGroupIds());
      }
    }
    for (var rule : state.rules().all()) {
      if (rule.serviceId().equals(serviceId)) {
        ids.addAll(rule.action().targetGroupIds());
      }
    }
    return ids;
  }

  static ObjectNode describe(State state, Service service) {
    return full(state, service)
        .put("createdAt", Json.time(service.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(service.updatedAt()));
  }

  private static Service require(State state, Request request) {
    return state.services().require(request.owner(), request.text("serviceIdentifier"));
  }

  private static void admitCertificate(Request request) {
    var arn = request.text("certificateArn", "");
    var region = request.owner().region();
    if (!arn.isEmpty() && !arn.contains(":acm:" + region + ":")) {
      throw Refused.invalid("The certificate must be of ACM in %s: %s".formatted(region, arn));
    }
  }

  private static Duration idleTimeout(Request request, Duration absent) {
    return Duration.ofSeconds(request.whole("idleTimeoutSeconds").orElse((int) absent.toSeconds()));
  }

  private static ObjectNode named(Service service) {
    return Json.object()
        .put("id", service.id())
        .put("arn", service.arn())
        .put("name", service.name());
  }

  private static ObjectNode timed(Service service) {
    return named(service)
        .put("createdAt", Json.time(service.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(service.updatedAt()));
  }

  private static ObjectNode full(State state, Service service) {
    var output =
        named(service)
            .put("status", service.status().name())
            .put("authType", service.authType().name());
    Json.optional(output, "customDomainName", service.customDomainName());
    Json.optional(output, "certificateArn", service.certificateArn());
    output.set("dnsEntry", Json.dnsEntry(service));
    idleTimeout(state, output, service);
    return output;
  }

  private static void idleTimeout(State state, ObjectNode output, Service service) {
    if (state.settings().choices().newerModel()) {
      output.put("idleTimeoutSeconds", (int) service.idleTimeout().toSeconds());
    }
  }
}

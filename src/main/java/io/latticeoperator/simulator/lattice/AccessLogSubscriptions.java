package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.lattice.AccessLogSubscription.Destination;

/** The operations on access log subscriptions. */
final class AccessLogSubscriptions {
  private static final String TYPE = "ACCESS_LOG_SUBSCRIPTION";
  private static final String ALL_STREAMS = ":*";

  private AccessLogSubscriptions() {}

  static ObjectNode create(State state, Request request) {
    var source = source(state, request);
    var logType = request.textOrNull("serviceNetworkLogType");
    var isNetwork = source instanceof ServiceNetwork;
    if (logType != null && !isNetwork) {
      throw Refused.invalid("Only subscriptions of service networks have a serviceNetworkLogType");
    }
    var destination = destination(state, request);
    admitOnly(state, source.id(), Destination.of(destination).orElseThrow());
    var subscription =
        new AccessLogSubscription(
            state.identity(request, "als", "accesslogsubscription/"),
            source.id(),
            source.arn(),
            destination,
            isNetwork ? request.text("serviceNetworkLogType", "SERVICE") : "",
            request.now());
    state.accessLogSubscriptions().put(subscription);
    state.attachments().tag(subscription.arn(), request.tags());
    return full(subscription);
  }

  static ObjectNode get(State state, Request request) {
    return describe(require(state, request));
  }

  /** A resource that is not there has none. */
  static ObjectNode list(State state, Request request) {
    var resource = request.id("resourceIdentifier");
    return Page.of(
        state,
        request,
        state
            .accessLogSubscriptions()
            .of(request.owner())
            .filter(row -> row.resourceId().equals(resource)),
        AccessLogSubscriptions::describe);
  }

  static ObjectNode update(State state, Request request) {
    var subscription = require(state, request);
    var destination = destination(state, request);
    var kind = Destination.of(destination).orElseThrow();
    if (subscription.destination() != kind) {
      throw Refused.conflict(
          TYPE,
          subscription.id(),
          "The destination of a subscription cannot become one of another kind");
    }
    var changed = subscription.withDestination(destination, request.now());
    state.accessLogSubscriptions().put(changed);
    var output = full(changed);
    output.remove("serviceNetworkLogType");
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    Removal.of(state, require(state, request));
    return Json.object();
  }

  static ObjectNode describe(AccessLogSubscription subscription) {
    return full(subscription)
        .put("createdAt", Json.time(subscription.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(subscription.updatedAt()));
  }

  private static AccessLogSubscription require(State state, Request request) {
    return state
        .accessLogSubscriptions()
        .require(request.owner(), request.text("accessLogSubscriptionIdentifier"));
  }

  private static Resource source(State state, Request request) {
    var identifier = request.text("resourceIdentifier");
    return switch (request.id("resourceIdentifier").split("-", 2)[0]) {
      case "sn" -> state.networks().require(request.owner(), identifier);
      case "svc" -> state.services().require(request.owner(), identifier);
      default -> state.resourceConfigurations().require(request.owner(), identifier);
    };
  }

  /** The destination's ARN without what stands for all streams of a log group. */
  private static String destination(State state, Request request) {
    var given = request.text("destinationArn");
    var arn =
        given.endsWith(ALL_STREAMS)
            ? given.substring(0, given.length() - ALL_STREAMS.length())
            : given;
    var kind =
        Destination.of(arn)
            .orElseThrow(
                () ->
                    Refused.invalid(
                        "The destination is no log group, bucket or delivery stream: " + given));
    if (!state.environment().logDestinations().exists(arn)) {
      throw Refused.notFound(kind.name(), arn);
    }
    return arn;
  }

  private static void admitOnly(State state, String resourceId, Destination kind) {
    state.accessLogSubscriptions().all().stream()
        .filter(row -> row.resourceId().equals(resourceId))
        .filter(row -> row.destination() == kind)
        .findFirst()
        .ifPresent(
            row -> {
              throw Refused.conflict(
                  TYPE, row.id(), "The resource already has a subscription of this kind");
            });
  }

  private static ObjectNode full(AccessLogSubscription subscription) {
    var logGroup = subscription.destination() == Destination.LOG_GROUP;
    var output =
        Json.object()
            .put("id", subscription.id())
            .put("arn", subscription.arn())
            .put("resourceId", subscription.resourceId())
            .put("resourceArn", subscription.resourceArn())
            .put(
                "destinationArn",
                logGroup
                    ? subscription.destinationArn() + ALL_STREAMS
                    : subscription.destinationArn());
    Json.optional(output, "serviceNetworkLogType", subscription.serviceNetworkLogType());
    return output;
  }
}

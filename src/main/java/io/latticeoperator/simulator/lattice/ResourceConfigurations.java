package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.lattice.ResourceConfiguration.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on resource configurations. */
final class ResourceConfigurations {
  private static final String TYPE = "RESOURCE_CONFIGURATION";
  private static final int HIGHEST_PORT = 65_535;

  private ResourceConfigurations() {}

  static ObjectNode create(State state, Request request) {
    Names.admit(
        state.resourceConfigurations(),
        request,
        "ResourceConfiguration",
        ResourceConfiguration::name);
    var type = Type.valueOf(request.text("type"));
    var group = group(state, request, type);
    var gateway = gateway(state, request, type, group);
    var definition = Definitions.read(state, request, type, gateway);
    var verification = request.textOrNull("domainVerificationIdentifier");
    var verificationId =
        verification == null
            ? null
            : state.domainVerifications().require(request.owner(), verification).id();
    admitDomains(request, type, group);
    long present = state.resourceConfigurations().of(request.owner()).count();
    Quotas.admit(state, request, Quota.RESOURCE_CONFIGURATIONS, present, 1);
    var configuration =
        new ResourceConfiguration(
            state.identity(request, "rcfg", "resourceconfiguration/"),
            request.text("name"),
            type,
            gateway.id(),
            group == null ? null : group.id(),
            portRanges(request, type, List.of()),
            request.text("protocol", "TCP"),
            definition,
            request.flag("allowAssociationToShareableServiceNetwork", false),
            request.textOrNull("customDomainName"),
            request.textOrNull("groupDomain"),
            verificationId,
            Progress.of(Status.CREATE_IN_PROGRESS),
            request.now());
    state.resourceConfigurations().put(configuration);
    state.attachments().tag(configuration.arn(), request.tags());
    state.later(
        state.settings().delays().resourceConfiguration(),
        new Transition.Settle(configuration.id()));
    return withDomains(state, full(configuration), configuration)
        .put("createdAt", Json.time(configuration.identity().createdAt()));
  }

  static ObjectNode get(State state, Request request) {
    return describe(
        state,
        state
            .resourceConfigurations()
            .visible(request.owner(), request.text("resourceConfigurationIdentifier")));
  }

  static ObjectNode list(State state, Request request) {
    var gateway = request.idOrNull("resourceGatewayIdentifier");
    var group = request.idOrNull("resourceConfigurationGroupIdentifier");
    var verification = request.idOrNull("domainVerificationIdentifier");
    return Page.of(
        state,
        request,
        state
            .listed(state.resourceConfigurations(), request.owner())
            .filter(row -> gateway == null || gateway.equals(row.gatewayId()))
            .filter(row -> group == null || group.equals(row.groupId()))
            .filter(row -> verification == null || verification.equals(row.domainVerificationId())),
        ResourceConfigurations::summary);
  }

  /** Has no conflicts in the model, so that a wrong status is invalid. */
  static ObjectNode update(State state, Request request) {
    var configuration = require(state, request);
    try {
      Evolutions.admitChange(TYPE, configuration);
    } catch (Refused inProgress) {
      throw Refused.invalid(inProgress.refusal().message());
    }
    var gateway = state.resourceGateways().referred(configuration.gatewayId());
    var changed =
        configuration.updating(
            portRanges(request, configuration.type(), configuration.portRanges()),
            request.structure("resourceConfigurationDefinition").isPresent()
                ? Definitions.read(state, request, configuration.type(), gateway)
                : configuration.definition(),
            request.flag(
                "allowAssociationToShareableServiceNetwork", configuration.joinsShareable()),
            request.now());
    state.resourceConfigurations().put(changed);
    state.later(
        state.settings().delays().resourceConfiguration(), new Transition.Settle(changed.id()));
    return full(changed);
  }

  static ObjectNode delete(State state, Request request) {
    var configuration = require(state, request);
    Evolutions.admitDeletion(TYPE, configuration);
    var id = configuration.id();
    if (state.resourceConfigurations().any(row -> id.equals(row.groupId()))) {
      throw inUse(id, "child resource configurations");
    }
    if (state.resourceAssociations().any(row -> row.configurationId().equals(id))) {
      throw inUse(id, "service networks associated");
    }
    if (state.endpointAssociations().any(row -> row.targetId().equals(id))) {
      throw inUse(id, "VPC endpoints associated");
    }
    state.resourceConfigurations().put(configuration.with(Progress.of(Status.DELETE_IN_PROGRESS)));
    state.later(state.settings().delays().resourceConfiguration(), new Transition.Vanish(id));
    return Json.object();
  }

  static ObjectNode describe(State state, ResourceConfiguration configuration) {
    var output =
        withDomains(state, full(configuration), configuration)
            .put("amazonManaged", false)
            .put("createdAt", Json.time(configuration.identity().createdAt()))
            .put("lastUpdatedAt", Json.time(configuration.updatedAt()));
    var failure = configuration.progress().failure();
    if (failure != null) {
      output.put("failureReason", failure.message());
    }
    verification(state, configuration)
        .ifPresent(each -> output.put("domainVerificationStatus", each.stage().name()));
    return output;
  }

  /** The proof that a configuration's domain is its owner's, as long as it is there. */
  static Optional<DomainVerification> verification(
      State state, ResourceConfiguration configuration) {
    return Optional.ofNullable(configuration.domainVerificationId())
        .flatMap(id -> state.domainVerifications().find(id));
  }

  private static ResourceConfiguration require(State state, Request request) {
    return state
        .resourceConfigurations()
        .require(request.owner(), request.text("resourceConfigurationIdentifier"));
  }

  private static @Nullable ResourceConfiguration group(State state, Request request, Type type) {
    var identifier = request.textOrNull("resourceConfigurationGroupIdentifier");
    if ((identifier == null) == (type == Type.CHILD)) {
      throw Refused.invalid(
          "A CHILD needs a resourceConfigurationGroupIdentifier, and nothing else has one");
    }
    if (identifier == null) {
      return null;
    }
    var group = state.resourceConfigurations().require(request.owner(), identifier);
    if (group.type() != Type.GROUP) {
      throw Refused.invalid("%s is not a GROUP".formatted(group.id()));
    }
    Evolutions.admitUse(TYPE, group);
    long children =
        state.resourceConfigurations().all().stream()
            .filter(row -> group.id().equals(row.groupId()))
            .count();
    Quotas.admit(state, request, Quota.CHILDREN_PER_RESOURCE_CONFIGURATION, children, 1);
    return group;
  }

  private static ResourceGateway gateway(
      State state, Request request, Type type, @Nullable ResourceConfiguration group) {
    var identifier = request.textOrNull("resourceGatewayIdentifier");
    if (group != null) {
      if (identifier != null) {
        throw Refused.invalid("A CHILD has the resource gateway of its group");
      }
      return state.resourceGateways().referred(group.gatewayId());
    }
    if (identifier == null) {
      throw Refused.invalid("A %s needs a resourceGatewayIdentifier".formatted(type));
    }
    return ResourceGateways.requireActive(state, request, identifier);
  }

  private static void admitDomains(
      Request request, Type type, @Nullable ResourceConfiguration group) {
    var custom = request.textOrNull("customDomainName");
    if (request.textOrNull("groupDomain") != null && type != Type.GROUP) {
      throw Refused.invalid("Only a GROUP has a groupDomain");
    }
    if (custom != null && type == Type.GROUP) {
      throw Refused.invalid("A GROUP has a groupDomain, not a customDomainName");
    }
    if (custom != null && group != null) {
      var parent = group.groupDomain();
      if (parent == null || !custom.endsWith("." + parent)) {
        throw Refused.invalid("The customDomainName is not below the groupDomain of the group");
      }
    }
  }

  private static List<String> portRanges(Request request, Type type, List<String> present) {
    if (request.structure("portRanges").isEmpty()) {
      if (present.isEmpty() && (type == Type.SINGLE || type == Type.CHILD)) {
        throw Refused.invalid("A %s needs portRanges".formatted(type));
      }
      return present;
    }
    if (type == Type.ARN) {
      throw Refused.invalid("An ARN has no portRanges");
    }
    var ranges = request.items("portRanges").stream().map(JsonNode::asText).toList();
    for (var range : ranges) {
      var ends = range.split("-", 2);
      long from = Long.parseLong(ends[0]);
      long to = Long.parseLong(ends[ends.length - 1]);
      if (from < 1 || to > HIGHEST_PORT || from > to) {
        throw Refused.invalid("Not a range of ports: " + range);
      }
    }
    return ranges;
  }

  private static Refused inUse(String id, String by) {
    return Refused.conflict(TYPE, id, "ResourceConfiguration %s has %s".formatted(id, by));
  }

  private static ObjectNode named(ResourceConfiguration configuration) {
    var output =
        Json.object()
            .put("id", configuration.id())
            .put("arn", configuration.arn())
            .put("name", configuration.name())
            .put("type", configuration.type().name())
            .put("status", configuration.status().name())
            .put("resourceGatewayId", configuration.gatewayId());
    Json.optional(output, "resourceConfigurationGroupId", configuration.groupId());
    return output;
  }

  private static ObjectNode full(ResourceConfiguration configuration) {
    var output =
        named(configuration)
            .put("protocol", configuration.protocol())
            .put("allowAssociationToShareableServiceNetwork", configuration.joinsShareable());
    Json.texts(output, "portRanges", configuration.portRanges());
    var definition = configuration.definition();
    if (definition != null) {
      output.set("resourceConfigurationDefinition", Definitions.write(definition));
    }
    return output;
  }

  private static ObjectNode withDomains(
      State state, ObjectNode output, ResourceConfiguration configuration) {
    Json.optional(output, "customDomainName", configuration.customDomainName());
    Json.optional(output, "groupDomain", configuration.groupDomain());
    Json.optional(output, "domainVerificationId", configuration.domainVerificationId());
    verification(state, configuration)
        .ifPresent(each -> output.put("domainVerificationArn", each.arn()));
    return output;
  }

  private static ObjectNode summary(ResourceConfiguration configuration) {
    var output =
        named(configuration)
            .put("amazonManaged", false)
            .put("createdAt", Json.time(configuration.identity().createdAt()))
            .put("lastUpdatedAt", Json.time(configuration.updatedAt()));
    Json.optional(output, "customDomainName", configuration.customDomainName());
    Json.optional(output, "groupDomain", configuration.groupDomain());
    Json.optional(output, "domainVerificationId", configuration.domainVerificationId());
    return output;
  }
}

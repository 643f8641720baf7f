package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The operations on rules. */
final class Rules {
  private Rules() {}

  static ObjectNode create(State state, Request request) {
    var service = Services.requireActive(state, request, request.text("serviceIdentifier"));
    var listener = Listeners.require(state, request);
    if (listener.protocol() == ListenerProtocol.TLS_PASSTHROUGH) {
      throw Refused.invalid("A TLS_PASSTHROUGH listener has only its default rule");
    }
    var name = request.text("name");
    int priority = priority(state, request.input().get("priority"));
    var siblings = siblings(state, listener);
    for (var sibling : siblings) {
      if (sibling.name().equals(name)) {
        throw Refused.conflict("RULE", sibling.id(), "Rule %s already exists".formatted(name));
      }
      if (sibling.priority() == priority) {
        throw priorityTaken(sibling);
      }
    }
    long custom = siblings.stream().filter(rule -> !rule.isDefault()).count();
    Quotas.admit(state, request, Quota.RULES_PER_LISTENER, custom, 1);
    var match = Matches.read(request.input().get("match"));
    var node = request.input().get("action");
    var action = Actions.read(state, request, service, listener.protocol(), node);
    var path = "service/%s/listener/%s/rule/".formatted(service.id(), listener.id());
    var rule =
        new Rule(
            state.identity(request, "rule", path),
            service.id(),
            listener.id(),
            name,
            false,
            priority,
            match,
            action,
            request.now());
    state.rules().put(rule);
    state.attachments().tag(rule.arn(), request.tags());
    var output = full(state, rule);
    output.remove("isDefault");
    return output;
  }

  static ObjectNode get(State state, Request request) {
    return describe(state, require(state, Listeners.require(state, request), request));
  }

  static ObjectNode list(State state, Request request) {
    var listener = Listeners.require(state, request);
    return Page.of(
        state,
        request,
        siblings(state, listener).stream(),
        rule ->
            named(state, rule)
                .put("createdAt", Json.time(rule.identity().createdAt()))
                .put("lastUpdatedAt", Json.time(rule.updatedAt())));
  }

  static ObjectNode update(State state, Request request) {
    Services.requireActive(state, request, request.text("serviceIdentifier"));
    var listener = Listeners.require(state, request);
    var rule = changed(state, request, require(state, listener, request), request.input());
    for (var sibling : siblings(state, listener)) {
      if (sibling.priority() == rule.priority() && !sibling.id().equals(rule.id())) {
        throw priorityTaken(sibling);
      }
    }
    state.rules().put(rule);
    return full(state, rule);
  }

  /**
   * Changes up to ten rules. Each entry fails by itself; priorities are compared as they are after
   * the whole batch, so that rules can swap theirs.
   */
  static ObjectNode batchUpdate(State state, Request request) {
    Services.requireActive(state, request, request.text("serviceIdentifier"));
    var listener = Listeners.require(state, request);
    var changes = new ArrayList<Rule>();
    var output = Json.object();
    var successful = output.putArray("successful");
    var unsuccessful = output.putArray("unsuccessful");
    for (var entry : request.items("rules")) {
      var identifier = entry.get("ruleIdentifier").asText();
      try {
        var rule = require(state, listener, request.owner(), identifier);
        changes.add(changed(state, request, rule, entry));
      } catch (Refused refused) {
        unsuccessful.add(
            failure(identifier, refused.refusal().code().wireName(), refused.refusal().message()));
      }
    }
    var after = new HashMap<String, Rule>();
    siblings(state, listener).forEach(rule -> after.put(rule.id(), rule));
    changes.forEach(rule -> after.put(rule.id(), rule));
    for (var rule : changes) {
      var rival = rival(after.values().stream().toList(), rule);
      if (rival.isPresent()) {
        var message = priorityTaken(rival.get()).refusal().message();
        unsuccessful.add(failure(rule.id(), ErrorCode.CONFLICT.wireName(), message));
      } else {
        state.rules().put(rule);
        successful.add(full(state, rule));
      }
    }
    return output;
  }

  static ObjectNode delete(State state, Request request) {
    Services.requireActive(state, request, request.text("serviceIdentifier"));
    var rule = require(state, Listeners.require(state, request), request);
    if (rule.isDefault()) {
      throw Refused.invalid("The default rule cannot be deleted");
    }
    Removal.of(state, rule);
    return Json.object();
  }

  static ObjectNode describe(State state, Rule rule) {
    return full(state, rule)
        .put("createdAt", Json.time(rule.identity().createdAt()))
        .put("lastUpdatedAt", Json.time(rule.updatedAt()));
  }

  private static Rule changed(State state, Request request, Rule rule, JsonNode input) {
    if (rule.isDefault()) {
      throw Refused.invalid("The default rule is changed by UpdateListener");
    }
    var service = state.services().referred(rule.serviceId());
    var protocol = state.listeners().referred(rule.listenerId()).protocol();
    return rule.with(
        input.hasNonNull("priority") ? priority(state, input.get("priority")) : rule.priority(),
        input.hasNonNull("match") ? Matches.read(input.get("match")) : rule.match(),
        input.hasNonNull("action")
            ? Actions.read(state, request, service, protocol, input.get("action"))
            : rule.action(),
        request.now());
  }

  private static Optional<Rule> rival(List<Rule> rules, Rule rule) {
    return rules.stream()
        .filter(other -> other.priority() == rule.priority() && !other.id().equals(rule.id()))
        .findFirst();
  }

  private static Rule require(State state, Listener listener, Request request) {
    return require(state, listener, request.owner(), request.text("ruleIdentifier"));
  }

  private static Rule require(State state, Listener listener, Owner owner, String identifier) {
    var rule = state.rules().require(owner, identifier);
    if (!rule.listenerId().equals(listener.id())) {
      throw Refused.notFound("RULE", rule.id());
    }
    return rule;
  }

  private static List<Rule> siblings(State state, Listener listener) {
    return state.rules().all().stream()
        .filter(rule -> rule.listenerId().equals(listener.id()))
        .toList();
  }

  private static Refused priorityTaken(Rule holder) {
    return Refused.conflict(
        "RULE",
        holder.id(),
        "Priority %d is already used on the listener".formatted(holder.priority()));
  }

  private static ObjectNode failure(String identifier, String code, String message) {
    return Json.object()
        .put("ruleIdentifier", identifier)
        .put("failureCode", code)
        .put("failureMessage", message);
  }

  /** The priority itself, refused above the highest. */
  private static int priority(State state, JsonNode node) {
    int highest = state.settings().choices().highestPriority();
    if (node.asInt() > highest) {
      throw Refused.invalid("The priority of a rule is at most %d".formatted(highest));
    }
    return node.asInt();
  }

  private static ObjectNode named(State state, Rule rule) {
    var choices = state.settings().choices();
    var output =
        Json.object()
            .put("id", rule.id())
            .put("arn", rule.arn())
            .put("isDefault", rule.isDefault());
    if (!rule.isDefault() || choices.defaultRuleIsNamed()) {
      output.put("name", rule.name());
    }
    int priority = rule.isDefault() ? choices.defaultRulePriority() : rule.priority();
    if (priority > 0) {
      output.put("priority", priority);
    }
    return output;
  }

  private static ObjectNode full(State state, Rule rule) {
    var output = named(state, rule);
    if (!rule.isDefault()) {
      output.set("match", Matches.write(rule.match()));
    }
    output.set("action", Actions.write(rule.action()));
    return output;
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The operations on domain verifications. No DNS is asked: a proof succeeds by itself after a
 * while, or times out if the faults want it so.
 */
final class DomainVerifications {
  private DomainVerifications() {}

  static ObjectNode start(State state, Request request) {
    var domain = request.text("domainName");
    var family = state.domainVerifications();
    family
        .of(request.owner())
        .filter(row -> row.domainName().equalsIgnoreCase(domain))
        .findFirst()
        .ifPresent(
            row -> {
              throw Refused.conflict(
                  family.resourceType(),
                  row.id(),
                  "Verification of %s has already been started".formatted(domain));
            });
    long present = family.of(request.owner()).count();
    Quotas.admit(state, request, Quota.DOMAIN_VERIFICATIONS, present, 1);
    var identity = state.identity(request, "dv", "domainverification/");
    var verification =
        new DomainVerification(
            identity,
            domain,
            DomainVerification.Stage.PENDING,
            "_%s.%s".formatted(state.identifiers().proof(), domain),
            state.identifiers().proof(),
            null);
    family.put(verification);
    state.attachments().tag(verification.arn(), request.tags());
    state.later(
        state.settings().delays().domainVerification(), new Transition.Settle(verification.id()));
    return started(verification);
  }

  static ObjectNode get(State state, Request request) {
    return describe(state, require(state, request));
  }

  static ObjectNode list(State state, Request request) {
    return Page.of(
        state,
        request,
        state.domainVerifications().of(request.owner()),
        verification -> describe(state, verification));
  }

  static ObjectNode delete(State state, Request request) {
    Removal.of(state, require(state, request));
    return Json.object();
  }

  static ObjectNode describe(State state, DomainVerification verification) {
    var output =
        started(verification).put("createdAt", Json.time(verification.identity().createdAt()));
    var verifiedAt = verification.verifiedAt();
    if (verifiedAt != null) {
      output.put("lastVerifiedTime", Json.time(verifiedAt));
    }
    var tags = output.putObject("tags");
    state.attachments().tags(verification.arn()).forEach(tags::put);
    return output;
  }

  private static DomainVerification require(State state, Request request) {
    return state
        .domainVerifications()
        .require(request.owner(), request.text("domainVerificationIdentifier"));
  }

  private static ObjectNode started(DomainVerification verification) {
    var output =
        Json.object()
            .put("id", verification.id())
            .put("arn", verification.arn())
            .put("domainName", verification.domainName())
            .put("status", verification.stage().name());
    output
        .putObject("txtMethodConfig")
        .put("name", verification.txtName())
        .put("value", verification.txtValue());
    return output;
  }
}

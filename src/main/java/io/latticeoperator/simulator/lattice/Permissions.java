package io.latticeoperator.simulator.lattice;

import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Authorizer;
import io.latticeoperator.simulator.aws.Caller;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the authorizer whether a caller may make a call: for the action on every resource that it is
 * about, then for all that it implies.
 *
 * <p>What a call names but does not exist has no tags, so that a policy bound to tags refuses it
 * before anybody says that it is not there.
 */
final class Permissions {
  private final State state;
  private final Authorizer authorizer;

  /** ARNs of the service-linked roles that calls have made; resources may go, roles stay. */
  private final Set<String> linkedRoles = new HashSet<>();

  Permissions(State state) {
    this.state = state;
    this.authorizer = state.environment().authorizer();
  }

  /** Throws {@link Refused} when the caller may not; says nothing of whether the call is right. */
  void require(Caller caller, String operation, Request request) {
    // Where everything is allowed, working out what is asked for would be most of a call's cost.
    if (authorizer.equals(Authorizer.EVERYTHING)) {
      return;
    }
    var row = PermissionTable.get().row(operation);
    var arns = new Arns(state.settings().partition(), request.owner());
    var said = ConditionKeys.ofRequest(row.keys(), arns, request);
    for (var template : row.resources()) {
      for (var arn : template.arns(arns, request.input())) {
        require(caller, new Access(row.action(), arn, with(said, arn)));
      }
    }
    for (var implied : ImpliedPermissions.get().of(operation)) {
      if (applies(implied.when(), request)) {
        implied.accesses(operation, row, arns, request, said).stream()
            .filter(access -> !linkedRoles.contains(access.resource()))
            .forEach(access -> require(caller, access));
        if (implied.when() == ImpliedPermissions.When.FIRST_USE) {
          linkedRoles.add(implied.linkedRole(arns));
        }
      }
    }
  }

  /** What the request says, and what is known of the resource if it exists. */
  private Map<String, List<String>> with(Map<String, List<String>> said, String arn) {
    var keys = new HashMap<String, List<String>>();
    state
        .find(Arns.id(arn))
        .filter(resource -> resource.arn().equals(arn))
        .ifPresent(resource -> keys.putAll(ConditionKeys.ofResource(state, resource)));
    keys.putAll(said);
    return keys;
  }

  private void require(Caller caller, Access access) {
    authorizer
        .refusal(caller, access)
        .ifPresent(
            message -> {
              throw Refused.accessDenied(message);
            });
  }

  private boolean applies(ImpliedPermissions.When when, Request request) {
    return switch (when) {
      case ALWAYS, FIRST_USE -> true;
      case TAGGED -> !request.tags().isEmpty();
      case IN_VPC -> !targetType(request).equals("LAMBDA");
      case LAMBDA -> targetType(request).equals("LAMBDA");
      case TO_LOGS -> isTo("logs", request);
      case TO_S3 -> isTo("s3", request);
      case TO_FIREHOSE -> isTo("firehose", request);
    };
  }

  /** Of the group that is to be made, or that is there; empty when it is not. */
  private String targetType(Request request) {
    var type = request.textOrNull("type");
    if (type != null) {
      return type;
    }
    var group = state.targetGroups().find(Arns.id(request.text("targetGroupIdentifier", "")));
    return group.map(TargetGroup::type).orElse("");
  }

  private static boolean isTo(String service, Request request) {
    return request.text("destinationArn", "").matches("arn:[^:]+:" + service + ":.*");
  }
}

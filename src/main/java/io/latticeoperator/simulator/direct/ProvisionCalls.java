package io.latticeoperator.simulator.direct;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls that concern one kind of provision, in the order of the SDK's adapter. */
interface ProvisionCalls {

  static ProvisionCalls of(Kind kind, Calls calls) {
    return switch (kind) {
      case SERVICE_NETWORK -> new NetworkCalls(calls);
      case VPC_ASSOCIATION -> new VpcAssociationCalls(calls);
      case AUTH_POLICY -> PolicyCalls.auth(calls);
      case RESOURCE_POLICY -> PolicyCalls.resource(calls);
      case ACCESS_LOG -> new AccessLogCalls(calls);
      case LOG_GROUP -> new LogGroupCalls(calls);
      case RESOURCE_SHARE -> new ShareCalls(calls);
      case SHARE_ACCEPTANCE -> new InvitationCalls(calls);
      case SECURITY_GROUP_RULE -> new RuleCalls(calls);
      case DASHBOARD -> new DashboardCalls(calls);
      case ALARM -> new AlarmCalls(calls);
      case SERVICE, TARGET_GROUP, LISTENER, SERVICE_ASSOCIATION, SECURITY_GROUP, PREFIX_LIST ->
          throw new IllegalArgumentException("a " + kind.words() + " is no provision");
    };
  }

  List<Resource> find(String subject);

  /** Returns it without tags. */
  Physical create(Change.Create create);

  /** Returns it when the update lasts, null when it is done. */
  @Nullable Physical update(Change.Update update);

  /** Returns it when the deletion lasts, null when it is gone. */
  @Nullable Physical delete(Change.Delete delete);

  void tag(Physical physical, Map<String, String> tags);

  void untag(Physical physical, Set<String> keys);

  /** Of a kind that carries none. */
  static IllegalArgumentException noTags(Kind kind) {
    return new IllegalArgumentException("a " + kind.words() + " carries no tags");
  }
}

package io.latticeoperator.cloud.aws;

import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Resource;
import io.latticeoperator.plan.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls that concern one kind of provision. Each throws the SDK's exception when refused. */
interface ProvisionCalls {

  /** Those calls, counted in {@code calls}. */
  static ProvisionCalls of(Kind kind, Apis apis, Calls calls) {
    return switch (kind) {
      case SERVICE_NETWORK -> new NetworkCalls(apis, calls);
      case VPC_ASSOCIATION -> new VpcAssociationCalls(apis.lattice(), calls);
      case AUTH_POLICY -> new AuthPolicyCalls(apis.lattice(), calls);
      case RESOURCE_POLICY -> new ResourcePolicyCalls(apis.lattice(), calls);
      case ACCESS_LOG -> new AccessLogCalls(apis.lattice(), calls);
      case LOG_GROUP -> new LogGroupCalls(apis.logs(), calls);
      case RESOURCE_SHARE -> new ShareCalls(apis.ram(), calls);
      case SHARE_ACCEPTANCE -> new InvitationCalls(apis.ram(), calls);
      case SECURITY_GROUP_RULE -> new RuleCalls(apis.ec2(), calls);
      case DASHBOARD -> new DashboardCalls(apis.cloudWatch(), calls);
      case ALARM -> new AlarmCalls(apis.cloudWatch(), calls);
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

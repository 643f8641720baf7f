package io.latticeoperator.kube;

import io.latticeoperator.kube.api.AccessLogs;
import io.latticeoperator.kube.api.Alarms;
import io.latticeoperator.kube.api.Auth;
import io.latticeoperator.kube.api.Dashboard;
import io.latticeoperator.kube.api.DeletionPolicy;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.policy.ExportReference;
import io.latticeoperator.policy.PolicySpec;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.policy.Statement;
import io.latticeoperator.translate.AccessLogsSpec;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.ObservabilitySpec;
import io.latticeoperator.translate.ObservabilitySpec.AlarmsSpec;
import io.latticeoperator.translate.ObservabilitySpec.DashboardSpec;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What LatticeExports and LatticeNetworks say alike, as the values that translators read. */
final class ProvisionReader {
  /** There is no ServiceAccount without a name, so nobody is ever this one. */
  private static final Principal NOBODY = new Principal.ServiceAccount("", "");

  private ProvisionReader() {}

  static AuthSpec auth(@Nullable Auth auth) {
    if (auth == null) {
      return AuthSpec.NONE;
    }
    var type =
        switch (auth.type()) {
          case null -> null;
          case NONE -> AuthType.NONE;
          case AWS_IAM -> AuthType.AWS_IAM;
        };
    return new AuthSpec(type, policy(auth.policy()));
  }

  /** The ServiceAccounts that a policy names. */
  static Set<Principal.ServiceAccount> serviceAccounts(AuthSpec auth) {
    var policy = auth.policy();
    return policy == null
        ? Set.of()
        : policy.statements().stream()
            .flatMap(statement -> statement.principals().stream())
            .filter(Principal.ServiceAccount.class::isInstance)
            .map(Principal.ServiceAccount.class::cast)
            .collect(Collectors.toUnmodifiableSet());
  }

  static AccessLogsSpec accessLogs(@Nullable AccessLogs logs) {
    if (logs == null) {
      return AccessLogsSpec.NONE;
    }
    var group = logs.cloudWatchLogs();
    return new AccessLogsSpec(
        group == null
            ? null
            : new AccessLogsSpec.LogGroupSpec(
                group.logGroup(), !Boolean.FALSE.equals(group.create()), group.retentionDays()),
        logs.s3() == null ? null : logs.s3().destinationArn(),
        logs.firehose() == null ? null : logs.firehose().destinationArn());
  }

  static ObservabilitySpec observability(@Nullable Dashboard dashboard, @Nullable Alarms alarms) {
    return new ObservabilitySpec(
        dashboard == null
            ? null
            : new DashboardSpec(
                dashboard.name(),
                switch (dashboard.foreignEdits()) {
                  case null -> ForeignEdits.REPAIR;
                  case REPAIR -> ForeignEdits.REPAIR;
                  case KEEP -> ForeignEdits.KEEP;
                }),
        alarms == null
            ? null
            : new AlarmsSpec(
                orEmpty(alarms.topics()),
                Objects.requireNonNullElse(alarms.errorPercent(), AlarmsSpec.DEFAULT_ERROR_PERCENT),
                Objects.requireNonNullElse(alarms.lagSeconds(), AlarmsSpec.DEFAULT_LAG_SECONDS)));
  }

  /**
   * @param unsaid what null means
   */
  static ExportSpec.DeletionPolicy deletionPolicy(
      @Nullable DeletionPolicy policy, ExportSpec.DeletionPolicy unsaid) {
    return switch (policy) {
      case null -> unsaid;
      case DELETE -> ExportSpec.DeletionPolicy.DELETE;
      case RETAIN -> ExportSpec.DeletionPolicy.RETAIN;
    };
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static @Nullable PolicySpec policy(Auth.@Nullable Policy policy) {
    return policy == null
        ? null
        : new PolicySpec(
            orEmpty(policy.statements()).stream().map(ProvisionReader::statement).toList(),
            policy.document(),
            Boolean.TRUE.equals(policy.acknowledgeLockout()));
  }

  private static Statement statement(Auth.Statement statement) {
    return new Statement(
        switch (statement.effect()) {
          case ALLOW -> Statement.Effect.ALLOW;
          case DENY -> Statement.Effect.DENY;
        },
        statement.principals().stream().map(ProvisionReader::principal).toList(),
        orEmpty(statement.methods()),
        orEmpty(statement.paths()),
        orEmpty(statement.headers()).stream()
            .map(header -> new Statement.Header(header.name(), header.values()))
            .toList(),
        orEmpty(statement.sourceVpcs()),
        orEmpty(statement.exports()).stream()
            .map(
                export ->
                    new ExportReference(export.clusterId(), export.namespace(), export.name()))
            .toList());
  }

  /** A caller who is not said, which the schema refuses, is one whom no policy can express. */
  private static Principal principal(Auth.Caller caller) {
    var account = caller.serviceAccount();
    if (caller.roleArn() != null) {
      return new Principal.Role(caller.roleArn());
    } else if (caller.accountId() != null) {
      return new Principal.Account(caller.accountId());
    } else if (caller.organizationId() != null) {
      return new Principal.Organization(caller.organizationId());
    } else if (account != null) {
      return new Principal.ServiceAccount(account.namespace(), account.name());
    } else if (Boolean.TRUE.equals(caller.anonymous())) {
      return new Principal.Anonymous();
    } else if (Boolean.TRUE.equals(caller.anybody())) {
      return new Principal.Anybody();
    }
    return NOBODY;
  }
}

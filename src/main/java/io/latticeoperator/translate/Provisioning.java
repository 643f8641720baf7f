package io.latticeoperator.translate;

import io.latticeoperator.dashboard.Alarms;
import io.latticeoperator.dashboard.DashboardBody;
import io.latticeoperator.dashboard.Subject;
import io.latticeoperator.model.AccessLog;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.LogGroup;
import io.latticeoperator.model.Lookup;
import io.latticeoperator.model.Names;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Policy;
import io.latticeoperator.model.Role;
import io.latticeoperator.policy.PolicyCompiler;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.policy.References;
import io.latticeoperator.translate.AccessLogsSpec.LogGroupSpec;
import io.latticeoperator.translate.Finding.About;
import io.latticeoperator.translate.ObservabilitySpec.ForeignEdits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What networks and exports have in common: who may call, where logs go, what is published. */
final class Provisioning {
  private final ClusterSettings settings;
  private final Map<Principal.ServiceAccount, String> roles;
  private final NetworkTranslator.Draft draft;

  Provisioning(
      ClusterSettings settings,
      Map<Principal.ServiceAccount, String> roles,
      NetworkTranslator.Draft draft) {
    this.settings = settings;
    this.roles = roles;
    this.draft = draft;
  }

  /**
   * Who may call. What must not be done, or cannot be said yet, is held: then what is there stays,
   * the type as well as the policy, and what is made anew is made closed.
   *
   * @param parent whose policy it is
   */
  void auth(AuthSpec spec, Role parent, Surroundings around) {
    boolean ofNetwork = parent.equals(Role.serviceNetwork());
    var field = ofNetwork ? "spec.auth" : "spec.service.auth";
    var policy = spec.policy();
    if (policy == null) {
      if (spec.type() == AuthType.AWS_IAM) {
        hold(
            "LocksOutEverybody",
            field
                + ": AWS_IAM without a policy lets nobody in; give "
                + field
                + ".policy, with acknowledgeLockout: true if nobody is to call, or leave "
                + field
                + " out if somebody else keeps the policy");
      }
      return;
    }
    var services = Objects.requireNonNullElse(around.services(), Map.<String, String>of());
    var compilation =
        PolicyCompiler.compile(
            policy,
            field + ".policy",
            ofNetwork,
            ofNetwork ? Policy.markLength(settings.identity(), draft.facts().owner()) : 0,
            new References(settings.identity(), roles, arns(around.members()), services));
    if (compilation.lacksExports() && (!around.complete() || around.services() == null)) {
      // they may well be there: nothing is told before everything has been looked at
      draft.freeze(Kind.AUTH_POLICY);
      return;
    }
    var document = compilation.document();
    for (var flaw : compilation.flaws()) {
      draft.find(
          document != null && flaw.kind().unresolved() ? About.RESOLVED_REFS : About.POLICY,
          flaw.kind().reason(),
          flaw.message());
    }
    if (document == null) {
      draft.freeze(Kind.AUTH_POLICY);
      return;
    }
    if (!compilation.admits() && spec.type() != AuthType.NONE && !policy.acknowledgeLockout()) {
      hold(
          "LocksOutEverybody",
          field
              + ".policy: no statement is left that allows a call and is not denied altogether, so"
              + " under AWS_IAM nobody could call; allow somebody, or set "
              + field
              + ".policy.acknowledgeLockout to true if nobody is to call");
      return;
    }
    draft.put(new Policy(parent, Policy.Type.AUTH, document));
    if (spec.type() != AuthType.AWS_IAM) {
      draft.find(
          About.NOTE,
          "PolicyIgnored",
          field
              + ".type is "
              + (spec.type() == null ? "not said, and NONE by default" : spec.type())
              + ": VPC Lattice lets everybody call and ignores the policy until it is AWS_IAM");
    }
  }

  private void hold(String reason, String message) {
    draft.freeze(Kind.AUTH_POLICY);
    draft.find(About.POLICY, reason, message);
  }

  private static Map<Owner, String> arns(List<Member> members) {
    var arns = new HashMap<Owner, String>();
    for (var member : members) {
      if (member.serviceArn() != null) {
        arns.put(member.owner(), member.serviceArn());
      }
    }
    return arns;
  }

  void accessLogs(AccessLogsSpec spec, Role parent) {
    var group = spec.logGroup();
    if (group != null) {
      draft.put(node(group));
      draft.put(
          new AccessLog(
              parent, AccessLog.Destination.CLOUDWATCH_LOGS, Role.logGroup(group.name()).text()));
    }
    if (spec.s3() != null) {
      draft.put(new AccessLog(parent, AccessLog.Destination.S3, spec.s3()));
    }
    if (spec.firehose() != null) {
      draft.put(new AccessLog(parent, AccessLog.Destination.FIREHOSE, spec.firehose()));
    }
  }

  /**
   * Dashboard and alarms.
   *
   * @param title what people call the network or the service
   * @param members that are in the network, or the export alone; those without a service are left
   *     out
   * @param complete whether these are all; what exists stays until they are
   */
  void observability(
      ObservabilitySpec spec,
      AccessLogsSpec logs,
      String title,
      List<Member> members,
      boolean complete) {
    if (!complete) {
      if (spec.dashboard() != null) {
        draft.freeze(Kind.DASHBOARD);
      }
      if (spec.alarms() != null) {
        draft.freeze(Kind.ALARM);
      }
      return;
    }
    var group = logs.logGroup();
    var subject =
        new Subject(
            settings.identity(),
            draft.facts().owner(),
            settings.place().region(),
            title,
            offered(members),
            group == null ? null : group.name(),
            settings.publishes());
    var dashboard = spec.dashboard();
    if (dashboard != null) {
      draft.put(
          DashboardBody.of(
              subject,
              dashboard.name() == null ? subject.derivedName() : dashboard.name(),
              dashboard.foreignEdits() == ForeignEdits.KEEP));
    }
    var alarms = spec.alarms();
    if (alarms != null) {
      Alarms.of(subject, alarms.topics(), alarms.errorPercent(), alarms.lagSeconds())
          .forEach(draft::put);
      explain(subject);
    }
  }

  private void explain(Subject subject) {
    if (!subject.published()) {
      draft.find(
          About.NOTE,
          "MetricsNotPublished",
          "spec.alarms: only the share of 5xx answers is watched; alarms for no"
              + " healthy target, registration lag and a silent operator need the operator's own"
              + " metrics in CloudWatch: start it with --cloudwatch-metrics");
    }
    int services = subject.services().size();
    if (services > Alarms.MOST_SERVICES) {
      draft.find(
          About.NOTE,
          "AlarmsBounded",
          "spec.alarms: 5xx answers are watched for the first "
              + Alarms.MOST_SERVICES
              + " of "
              + services
              + " services; ask for alarms at the exports of the others, from "
              + subject.services().get(Alarms.MOST_SERVICES).export()
              + " on");
    }
  }

  private static List<Subject.Offered> offered(List<Member> members) {
    return members.stream()
        .flatMap(
            member ->
                member.serviceId() == null
                    ? Stream.empty()
                    : Stream.of(
                        new Subject.Offered(
                            member.owner(),
                            member.serviceId(),
                            member.serviceArn(),
                            member.groupIds())))
        .toList();
  }

  /** What has to be looked up for it. */
  static List<Inquiry> inquiries(
      ClusterSettings settings,
      Owner owner,
      AccessLogsSpec logs,
      ObservabilitySpec observability,
      Role parent) {
    var inquiries = new ArrayList<Inquiry>();
    inquiries.add(
        new Inquiry(Lookup.at(Kind.ACCESS_LOG, parent), !logs.equals(AccessLogsSpec.NONE)));
    if (logs.logGroup() != null) {
      inquiries.add(new Inquiry(node(logs.logGroup()).lookup(), true));
    }
    var derived = Names.derived(settings.identity(), owner);
    var dashboard = observability.dashboard();
    if (dashboard != null && dashboard.name() != null) {
      inquiries.add(new Inquiry(Lookup.of(Kind.DASHBOARD, dashboard.name()), true));
    }
    if (dashboard == null || !derived.equals(dashboard.name())) {
      // also finds the one that was made before the spec had a name for it
      inquiries.add(
          new Inquiry(
              Lookup.of(Kind.DASHBOARD, derived), dashboard != null && dashboard.name() == null));
    }
    inquiries.add(new Inquiry(Lookup.of(Kind.ALARM, derived), observability.alarms() != null));
    return inquiries;
  }

  private static LogGroup node(LogGroupSpec spec) {
    return new LogGroup(spec.name(), spec.retentionDays(), !spec.create());
  }
}

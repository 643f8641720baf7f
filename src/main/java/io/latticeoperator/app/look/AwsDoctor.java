package io.latticeoperator.app.look;

import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DoctorView.Area;
import io.latticeoperator.app.look.DoctorView.Checked;
import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Inspection;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.cloud.Surroundings;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Quotas;
import io.latticeoperator.plan.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the operator needs of AWS, tried out by reading. */
final class AwsDoctor {
  /** Signatures are good for five minutes (Signature Version 4). */
  private static final Duration MOST_SKEW = Duration.ofMinutes(4);

  private static final Duration SOME_SKEW = Duration.ofSeconds(60);

  private final RunConfig config;
  private final String region;
  private final Surroundings surroundings;
  private final Inspection inspection;
  private final Cloud cloud;
  private final List<Checked> checks = new ArrayList<>();

  AwsDoctor(
      RunConfig config,
      String region,
      Surroundings surroundings,
      Inspection inspection,
      Cloud cloud) {
    this.config = config;
    this.region = region;
    this.surroundings = surroundings;
    this.inspection = inspection;
    this.cloud = cloud;
  }

  List<Checked> check(Instant now) {
    if (!credentials() || !clock(now)) {
      return checks;
    }
    reads();
    checks.add(
        Checked.ok(
            Area.AWS,
            "writes",
            "not tried, for that would change something: see deploy/ for a"
                + " policy that allows them"));
    prefixLists();
    quotas();
    return checks;
  }

  /** Whether AWS knows who we are; otherwise there is nothing more to ask. */
  private boolean credentials() {
    checks.add(Checked.ok(Area.CREDENTIALS, "Region", region));
    return switch (surroundings.identity()) {
      case Answer.Known<Surroundings.Identity>(var identity) -> {
        checks.add(
            Checked.ok(
                Area.CREDENTIALS, "principal", identity.arn() + ", " + identity.credentials()));
        var account = config.cluster().account();
        if (account != null && !account.equals(identity.account())) {
          checks.add(
              Checked.fail(
                  Area.CREDENTIALS,
                  "account",
                  "the credentials are of " + identity.account() + ", --account is " + account,
                  "use credentials of that account, or leave --account out"));
        } else {
          checks.add(Checked.ok(Area.CREDENTIALS, "account", identity.account()));
        }
        yield true;
      }
      case Answer.Unknown<Surroundings.Identity>(var fault) -> {
        checks.add(
            Checked.fail(
                Area.CREDENTIALS,
                "principal",
                words(fault),
                fault.kind() == Fault.Kind.LOST_ANSWER
                    ? "see that this machine reaches the endpoints of AWS in " + region
                    : "set AWS_PROFILE, or AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE; aws sts"
                        + " get-caller-identity must answer"));
        yield false;
      }
    };
  }

  private boolean clock(Instant now) {
    return switch (inspection.clock()) {
      case Answer.Known<Instant>(var theirs) -> {
        var skew = Duration.between(theirs, now).abs();
        var found = skew.toSeconds() + " s apart from AWS";
        checks.add(
            skew.compareTo(MOST_SKEW) > 0
                ? Checked.fail(
                    Area.CREDENTIALS,
                    "clock",
                    found,
                    "set this machine's clock: signatures are good for five minutes")
                : skew.compareTo(SOME_SKEW) > 0
                    ? Checked.warn(Area.CREDENTIALS, "clock", found, "let NTP set the clock")
                    : Checked.ok(Area.CREDENTIALS, "clock", found));
        yield true;
      }
      case Answer.Unknown<Instant>(var fault) -> {
        checks.add(
            Checked.fail(
                Area.AWS,
                "reachable",
                words(fault),
                "see that this machine reaches the endpoints of VPC Lattice in " + region));
        yield false;
      }
    };
  }

  /** Each kind of thing is looked for once, under a name that nobody has. */
  private void reads() {
    var denied = new LinkedHashMap<String, String>();
    var other = new LinkedHashMap<String, String>();
    var tried = new TreeSet<String>();
    readings()
        .forEach(
            (what, read) -> {
              tried.add(what);
              if (cloud.read(read).result() instanceof Result.Failed failed) {
                switch (failed.fault().kind()) {
                  case DENIED -> denied.put(what, failed.fault().message());
                  case THROTTLED, LOST_ANSWER -> other.put(what, words(failed.fault()));
                  case CONFLICT, QUOTA, INVALID, MISSING, WITHHELD -> {}
                }
              }
            });
    denied.forEach(
        (what, message) ->
            checks.add(
                Checked.fail(
                    Area.AWS,
                    "may read " + what,
                    message,
                    "allow the action that is named, or use credentials that have it")));
    other.forEach(
        (what, message) ->
            checks.add(Checked.warn(Area.AWS, "may read " + what, message, "try again")));
    if (denied.isEmpty() && other.isEmpty()) {
      checks.add(Checked.ok(Area.AWS, "may read", String.join(", ", tried)));
    }
  }

  private Map<String, Read> readings() {
    var none = "lattice-doctor-looks-for-nothing";
    var readings = new LinkedHashMap<String, Read>();
    readings.put("service networks", new Read.Index(Kind.SERVICE_NETWORK));
    readings.put("services", new Read.Index(Kind.SERVICE));
    readings.put("target groups", new Read.Index(Kind.TARGET_GROUP));
    readings.put(
        "associations of the VPC", new Read.Find(Kind.VPC_ASSOCIATION, config.cluster().vpcId()));
    readings.put("log groups", new Read.Find(Kind.LOG_GROUP, none));
    readings.put("dashboards", new Read.Find(Kind.DASHBOARD, none));
    readings.put("alarms", new Read.Find(Kind.ALARM, none));
    readings.put("shares", new Read.Find(Kind.RESOURCE_SHARE, none));
    readings.put(
        "rules of security groups",
        new Read.Find(Kind.SECURITY_GROUP_RULE, none + " LatticeNetwork/none"));
    return readings;
  }

  private void prefixLists() {
    var names =
        Map.of(
            "prefix list of IPv4", "com.amazonaws." + region + ".vpc-lattice",
            "prefix list of IPv6", "com.amazonaws." + region + ".ipv6.vpc-lattice");
    new TreeSet<>(names.keySet())
        .forEach(
            check -> {
              var name = String.valueOf(names.get(check));
              switch (cloud.read(new Read.Named(Kind.PREFIX_LIST, name)).result()) {
                case Result.Index index when !index.items().isEmpty() ->
                    checks.add(
                        Checked.ok(Area.AWS, check, index.items().getFirst().id() + ", " + name));
                case Result.Failed failed ->
                    checks.add(
                        Checked.warn(
                            Area.AWS,
                            check,
                            words(failed.fault()),
                            "podSecurityGroups of a LatticeNetwork needs it"));
                case Result.Index _,
                    Result.Described _,
                    Result.Children _,
                    Result.Health _,
                    Result.Found _ ->
                    checks.add(
                        Checked.warn(
                            Area.AWS,
                            check,
                            "there is no " + name,
                            "see whether VPC Lattice is in this Region"));
              }
            });
  }

  private void quotas() {
    switch (surroundings.usage()) {
      case Answer.Known<Surroundings.Usage>(var usage) -> {
        quota("service networks", usage.serviceNetworks(), Quotas.SERVICE_NETWORKS, "L-9CAD07FB");
        quota("services", usage.services(), Quotas.SERVICES, "L-620C821E");
        quota("target groups", usage.targetGroups(), Quotas.TARGET_GROUPS, "L-BB11C6B9");
      }
      case Answer.Unknown<Surroundings.Usage>(var fault) ->
          checks.add(Checked.warn(Area.AWS, "quotas", words(fault), "see \"may read\" above"));
    }
  }

  private void quota(String what, int used, int most, String code) {
    var found = used + " of " + most + " (default quota " + code + ")";
    checks.add(
        used * 10L >= most * 9L
            ? Checked.warn(
                Area.AWS,
                what,
                found,
                "ask for more: aws service-quotas request-service-quota-increase --service-code"
                    + " vpc-lattice --quota-code "
                    + code)
            : Checked.ok(Area.AWS, what, found));
  }

  static String words(Fault fault) {
    return fault.kind().reason() + ": " + fault.message();
  }
}

package io.latticeoperator.app;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code lattice run} can be told. Each setting has a flag and an environment variable,
 * both derived from its name here; the flag wins. Region and credentials are not among them: they
 * are the AWS SDK's own (AWS_REGION, AWS_PROFILE, …).
 */
public enum Setting {
  VPC_ID(
      "ID",
      null,
      "VPC of the pods; 'discover' asks the instance that this runs on. Needed.",
      "vpc- and 8 or 17 digits or letters, or discover"),
  ROUTABLE_CIDRS(
      "CIDR[,CIDR...]",
      null,
      "Ranges of the VPC's subnets that pods have addresses in. A pod outside of them is counted"
          + " as unroutable and never registered; 'discover' takes all subnets of the VPC. Needed.",
      "a list such as 10.0.0.0/16,10.1.0.0/16, or discover"),
  CLUSTER_NAME(
      "NAME",
      null,
      "Name of this cluster in tags, for people. Needed.",
      "1 to 100 letters, digits or _ . : / = + - @"),
  CLUSTER_ID(
      "ID",
      null,
      "Identity of this cluster in tags. Changing it disowns all that was made so far. Needed with"
          + " --namespaces. Default: UID of the namespace kube-system.",
      "1 to 100 letters, digits or _ . : / = + - @"),
  ACCOUNT(
      "ID", null, "AWS account. Default: the one of the credentials in use.", "an id of 12 digits"),
  DEFAULT_NETWORK(
      "NETWORK",
      null,
      "Service network of exports that name none. Default: none, so that exports must name one.",
      "name, id (sn-...) or ARN of a service network"),
  ALLOWED_NETWORKS(
      "NETWORK[,NETWORK...]",
      null,
      "Service networks that exports may name besides the default one. Default: none.",
      "a list of names, ids (sn-...) or ARNs of service networks"),
  NAMESPACES(
      "NAME[,NAME...]",
      null,
      "Namespaces to look at; then rights in these are enough, and LatticeNetworks are not looked"
          + " at. Default: all.",
      "a list of namespaces, such as shop,payments"),
  SERVICE_ANNOTATIONS(
      null,
      "true",
      "Make a LatticeExport for each Service whose annotations ask for one; otherwise exports are"
          + " only those that somebody writes.",
      "true or false"),
  AUDIT_INTERVAL(
      "TIME",
      "1h",
      "Time between two reads that look for drift of an export.",
      "1s to 7d, such as 90s, 15m or 1h30m, or off"),
  HEALTH_INTERVAL(
      "TIME",
      "60s",
      "Time between two reads of the health of a target group in use.",
      "1s to 1d, such as 90s or 5m, or off"),
  REST_SHARE(
      "PERCENT",
      "10",
      "Share of the calls that may be made which reading health at rest, and reading for drift, may"
          + " each take. With more target groups than that is enough for, they are read less often.",
      "a whole number from 1 to 50"),
  OBSERVE_ONLY(null, "false", "Plan and report, but write nothing to AWS.", "true or false"),
  KUBECONFIG(
      "FILE",
      null,
      "How to reach the cluster from outside. Default: the Pod's service account, else $KUBECONFIG,"
          + " else ~/.kube/config.",
      "a file that can be read"),
  CONTEXT(
      "NAME",
      null,
      "Context of the kubeconfig. Default: its current one.",
      "a context of the kubeconfig"),
  LEADER_ELECTION(
      "MODE",
      "auto",
      "Whether replicas agree by a Lease on the one that writes, while the others stand by. 'auto' is"
          + " on in a Pod, and where --lease-namespace is given. When it is off, no other operator may"
          + " run for this cluster.",
      "auto, on or off"),
  LEASE_NAME(
      "NAME",
      "lattice-operator",
      "Name of the Lease.",
      "1 to 63 of a-z, 0-9 and -, with a letter or digit at both ends"),
  LEASE_NAMESPACE(
      "NAME",
      null,
      "Namespace of the Lease. Default: the Pod's; outside of a Pod there is none.",
      "a namespace, such as lattice-system"),
  LEASE_DURATION(
      "TIME",
      "15s",
      "After so long without a sign of life of the leader another replica takes over. The leader"
          + " writes nothing in the last fifth of it.",
      "5s to 2m"),
  HEALTH_ADDRESS(
      "IP",
      "127.0.0.1",
      "Address that /healthz, /readyz and /metrics listen on; in a Pod, 0.0.0.0 or ::.",
      "an IP address"),
  HEALTH_PORT(
      "PORT",
      "8080",
      "Port of /healthz, /readyz and /metrics; 0 takes any free one and logs it.",
      "0 to 65535"),
  LOG_LEVEL("LEVEL", "info", "How much is logged.", "error, warn, info, debug or trace"),
  LOG_FORMAT("FORMAT", "text", "One line of text, or one JSON object, per entry.", "text or json"),
  CLOUDWATCH_METRICS(
      "DETAIL",
      "off",
      "What is published of the operator itself in CloudWatch, namespace LatticeOperator, once a"
          + " minute: totals of cluster and networks (at most 30 metrics), or single exports too. Each"
          + " custom metric costs about $0.30 a month. Nothing with --observe-only.",
      "off, totals or exports"),
  CLOUDWATCH_EXPORT_METRICS_LIMIT(
      "COUNT",
      "50",
      "How many exports --cloudwatch-metrics exports publishes at most, the first by namespace and"
          + " name. Each makes 7 metrics.",
      "a whole number from 1 to 138"),
  STOP_ON_STDIN_EOF(
      null,
      "false",
      "End in an orderly way when standard input closes, for a supervisor that may die.",
      "true or false");

  private final @Nullable String placeholder;
  private final @Nullable String defaultValue;
  private final String description;
  private final String allowed;

  Setting(
      @Nullable String placeholder,
      @Nullable String defaultValue,
      String description,
      String allowed) {
    this.placeholder = placeholder;
    this.defaultValue = defaultValue;
    this.description = description;
    this.allowed = allowed;
  }

  /** Such as {@code --vpc-id}. */
  public String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Such as {@code LATTICE_VPC_ID}. */
  public String variable() {
    return "LATTICE_" + name();
  }

  /** What stands for the value in help; null for a switch, whose flag alone means true. */
  public @Nullable String placeholder() {
    return placeholder;
  }

  /** The value when none is given; null when there is none, or it is found at run time. */
  public @Nullable String defaultValue() {
    return defaultValue;
  }

  /** For help: sentences. */
  public String description() {
    return description;
  }

  /** The values that are accepted, in words that follow "must be". */
  public String allowed() {
    return allowed;
  }
}

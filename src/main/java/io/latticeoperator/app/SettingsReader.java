package io.latticeoperator.app;

import static java.util.Objects.requireNonNullElse;

import io.latticeoperator.app.RunConfig.CloudWatch;
import io.latticeoperator.app.RunConfig.Log;
import io.latticeoperator.control.Leadership;
import io.latticeoperator.metrics.CloudWatchPublisher;
import io.latticeoperator.translate.Cidr;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns words into a {@link RunConfig}, or into everything that is wrong with them at once. */
public final class SettingsReader {
  private static final Pattern VPC =
      Pattern.compile("vpc-([0-9a-z]{8}|[0-9a-z]{17})|" + RunConfig.DISCOVER);

  /** What AWS allows in the value of a tag, without spaces. */
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}_.:/=+@-]{1,100}");

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  /** Name, id or ARN; the name as in CreateServiceNetwork. */
  private static final Pattern NETWORK =
      Pattern.compile(
          "(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*|arn:[a-z0-9-]+:vpc-lattice:[a-z0-9-]+:[0-9]{12}:"
              + "servicenetwork/sn-[0-9a-z]{17}");

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern TIME =
      Pattern.compile("(?=.)(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);

  private final Map<Setting, String> words;
  private final Optional<String> pod;
  private final List<Problem> problems = new ArrayList<>();

  /** Words of {@link Setting#LEADER_ELECTION}. */
  private enum Mode {
    AUTO,
    ON,
    OFF
  }

  private SettingsReader(Map<Setting, String> words, Optional<String> pod) {
    this.words = words;
    this.pod = pod;
  }

  /**
   * Reads the settings that were given, by flag or environment; one that is absent or blank has its
   * default. Besides, it is looked at whether the kubeconfig can be read, and which Pod this is.
   */
  public static Configured read(Map<Setting, String> words) {
    return read(words, PodIdentity.namespace());
  }

  /**
   * The same where the surroundings are told.
   *
   * @param pod namespace of the Pod that this runs in; empty outside of one
   */
  static Configured read(Map<Setting, String> words, Optional<String> pod) {
    var reader = new SettingsReader(words, pod);
    var config = reader.config();
    return reader.problems.isEmpty()
        ? new Configured.Valid(config)
        : new Configured.Invalid(
            reader.problems.stream()
                .sorted((one, other) -> one.setting().compareTo(other.setting()))
                .toList());
  }

  /**
   * Only how the cluster is reached, and what of it is looked at.
   *
   * @param problems hears of what cannot be used
   */
  public static RunConfig.Kubernetes kubernetes(
      Map<Setting, String> words, Consumer<Problem> problems) {
    var reader = new SettingsReader(words, Optional.empty());
    var kubernetes = reader.kubernetes(reader.namespaces());
    reader.problems.forEach(problems);
    return kubernetes;
  }

  private List<String> namespaces() {
    return value(Setting.NAMESPACES, each(matching(NAMESPACE)), List.of());
  }

  private RunConfig.Kubernetes kubernetes(List<String> namespaces) {
    return new RunConfig.Kubernetes(
        optional(Setting.KUBECONFIG, SettingsReader::readable),
        optional(Setting.CONTEXT, Function.identity()),
        namespaces);
  }

  private RunConfig config() {
    var namespaces = namespaces();
    if (!namespaces.isEmpty() && given(Setting.CLUSTER_ID).isEmpty()) {
      problems.add(idOfSomeNamespaces());
    }
    return new RunConfig(
        new RunConfig.Cluster(
            needed(Setting.CLUSTER_NAME, matching(TAG), ""),
            optional(Setting.CLUSTER_ID, matching(TAG)),
            optional(Setting.ACCOUNT, matching(ACCOUNT)),
            needed(Setting.VPC_ID, matching(VPC), ""),
            needed(Setting.ROUTABLE_CIDRS, SettingsReader::cidrs, List.of())),
        new RunConfig.Networks(
            optional(Setting.DEFAULT_NETWORK, matching(NETWORK)),
            value(Setting.ALLOWED_NETWORKS, each(matching(NETWORK)), List.of())),
        kubernetes(namespaces),
        election(),
        new RunConfig.Reads(
            value(Setting.AUDIT_INTERVAL, upTo(Duration.ofDays(7)), Duration.ZERO),
            value(Setting.HEALTH_INTERVAL, upTo(Duration.ofDays(1)), Duration.ZERO),
            value(Setting.REST_SHARE, between(1, 50), 1)),
        new RunConfig.Health(
            value(Setting.HEALTH_ADDRESS, InetAddress::ofLiteral, InetAddress.getLoopbackAddress()),
            value(Setting.HEALTH_PORT, between(0, 65_535), 0)),
        new Log(
            value(Setting.LOG_LEVEL, word(Log.Level.class), Log.Level.INFO),
            value(Setting.LOG_FORMAT, word(Log.Format.class), Log.Format.TEXT)),
        new CloudWatch(
            value(Setting.CLOUDWATCH_METRICS, word(CloudWatch.Detail.class), CloudWatch.Detail.OFF),
            value(
                Setting.CLOUDWATCH_EXPORT_METRICS_LIMIT,
                between(1, CloudWatchPublisher.Settings.MOST_EXPORTS),
                1)),
        value(Setting.SERVICE_ANNOTATIONS, SettingsReader::bool, true),
        value(Setting.OBSERVE_ONLY, SettingsReader::bool, false),
        value(Setting.STOP_ON_STDIN_EOF, SettingsReader::bool, false));
  }

  /** With rights in some namespaces only, the default cannot be read. */
  private static Problem idOfSomeNamespaces() {
    return new Problem(
        Setting.CLUSTER_ID,
        "is missing, and needed with %s (%s): must be %s\n  to find what it is otherwise: %s"
            .formatted(
                Setting.NAMESPACES.flag(),
                Setting.NAMESPACES.variable(),
                Setting.CLUSTER_ID.allowed(),
                "kubectl get namespace kube-system -o jsonpath={.metadata.uid}"));
  }

  private RunConfig.@Nullable Election election() {
    var mode = value(Setting.LEADER_ELECTION, word(Mode.class), Mode.AUTO);
    var name = value(Setting.LEASE_NAME, matching(NAMESPACE), "");
    var duration = value(Setting.LEASE_DURATION, SettingsReader::lease, Duration.ZERO);
    var given = optional(Setting.LEASE_NAMESPACE, matching(NAMESPACE));
    boolean placed = pod.isPresent() || given(Setting.LEASE_NAMESPACE).isPresent();
    boolean on = mode == Mode.ON || (mode == Mode.AUTO && placed);
    if (on && !placed) {
      problems.add(
          new Problem(
              Setting.LEASE_NAMESPACE,
              "is missing: outside of a Pod, leader election needs the namespace that the other"
                  + " replicas keep their Lease in"));
    }
    return on
        ? new RunConfig.Election(given == null ? pod.orElse("") : given, name, duration)
        : null;
  }

  private static Duration lease(String word) {
    var duration = time(word);
    require(duration.compareTo(SHORTEST_LEASE) >= 0);
    require(duration.compareTo(Leadership.LONGEST) <= 0);
    return duration;
  }

  private Optional<String> given(Setting setting) {
    var word = words.get(setting);
    return word == null || word.isBlank()
        ? Optional.ofNullable(setting.defaultValue())
        : Optional.of(word.strip());
  }

  /** The value read; {@code otherwise} when there is none, or a problem has been noted. */
  private <T> T value(Setting setting, Function<String, T> read, T otherwise) {
    return requireNonNullElse(optional(setting, read), otherwise);
  }

  private <T> T needed(Setting setting, Function<String, T> read, T otherwise) {
    if (given(setting).isEmpty()) {
      problems.add(
          new Problem(setting, "is missing: must be " + setting.allowed() + advice(setting)));
    }
    return value(setting, read, otherwise);
  }

  private <T> @Nullable T optional(Setting setting, Function<String, T> read) {
    var word = given(setting).orElse(null);
    if (word == null) {
      return null;
    }
    try {
      return read.apply(word);
    } catch (IllegalArgumentException refused) {
      problems.add(new Problem(setting, "is '" + word + "': must be " + setting.allowed()));
      return null;
    }
  }

  /** The command that finds the value, for those that AWS knows. */
  private String advice(Setting setting) {
    return switch (setting) {
      case VPC_ID ->
          "\n  to find it: aws ec2 describe-vpcs --query 'Vpcs[].[VpcId,CidrBlock]' --output text";
      case ROUTABLE_CIDRS ->
          "\n  to find them: aws ec2 describe-subnets --filters Name=vpc-id,Values="
              + given(Setting.VPC_ID)
                  .filter(id -> VPC.matcher(id).matches() && !id.equals(RunConfig.DISCOVER))
                  .orElse("VPC_ID")
              + " --query 'Subnets[].CidrBlock' --output text";
      case CLUSTER_NAME -> "\n  to find what kubectl calls it: kubectl config current-context";
      case CLUSTER_ID,
          ACCOUNT,
          DEFAULT_NETWORK,
          ALLOWED_NETWORKS,
          NAMESPACES,
          SERVICE_ANNOTATIONS,
          AUDIT_INTERVAL,
          HEALTH_INTERVAL,
          REST_SHARE,
          OBSERVE_ONLY,
          KUBECONFIG,
          CONTEXT,
          LEADER_ELECTION,
          LEASE_NAME,
          LEASE_NAMESPACE,
          LEASE_DURATION,
          HEALTH_ADDRESS,
          HEALTH_PORT,
          LOG_LEVEL,
          LOG_FORMAT,
          CLOUDWATCH_METRICS,
          CLOUDWATCH_EXPORT_METRICS_LIMIT,
          STOP_ON_STDIN_EOF ->
          "";
    };
  }

  private static Function<String, String> matching(Pattern pattern) {
    return word -> {
      require(pattern.matcher(word).matches());
      return word;
    };
  }

  /** Reads a list, separated by commas or white space as the aws CLI's text output has it. */
  private static <T> Function<String, List<T>> each(Function<String, T> read) {
    return word -> Arrays.stream(word.split("[,\\s]+")).map(read).distinct().toList();
  }

  private static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
    return word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static List<Cidr> cidrs(String word) {
    return word.equals(RunConfig.DISCOVER) ? List.of() : each(Cidr::parse).apply(word);
  }

  private static Path readable(String word) {
    var path = Path.of(word);
    require(Files.isRegularFile(path) && Files.isReadable(path));
    return path;
  }

  private static Function<String, Integer> between(int least, int most) {
    return word -> {
      int number = Integer.parseInt(word);
      require(number >= least && number <= most);
      return number;
    };
  }

  private static boolean bool(String word) {
    require(word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false"));
    return Boolean.parseBoolean(word);
  }

  private static Function<String, Duration> upTo(Duration longest) {
    return word -> {
      if (word.equals("off")) {
        return Duration.ZERO;
      }
      var time = time(word);
      require(time.compareTo(SHORTEST) >= 0 && time.compareTo(longest) <= 0);
      return time;
    };
  }

  private static Duration time(String word) {
    var parts = TIME.matcher(word);
    require(parts.matches());
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException();
    }
  }
}

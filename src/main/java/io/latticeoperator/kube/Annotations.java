package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.latticeoperator.kube.api.DeletionPolicy;
import io.latticeoperator.kube.api.LatticeExportSpec;
import io.latticeoperator.kube.api.LatticeExportSpec.HealthCheckSpec;
import io.latticeoperator.kube.api.LatticeExportSpec.ListenerSpec;
import io.latticeoperator.kube.api.LatticeExportSpec.Protocol;
import io.latticeoperator.kube.api.LatticeExportSpec.ProtocolVersion;
import io.latticeoperator.kube.api.LatticeExportSpec.ServiceRef;
import io.latticeoperator.kube.api.LatticeExportSpec.ServiceSpec;
import io.latticeoperator.kube.api.LatticeExportSpec.TargetGroupSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a Service that ask for an export, and what they may say. The ranges are those
 * of the custom resource's schema.
 */
public final class Annotations {
  public static final String PREFIX = "latticeoperator.io/";
  public static final String EXPORT = PREFIX + "export";
  public static final String NETWORK = PREFIX + "network";
  public static final String PORT = PREFIX + "port";
  public static final String LISTENERS = PREFIX + "listeners";
  public static final String PROTOCOL_VERSION = PREFIX + "protocol-version";
  public static final String HEALTH_CHECK_PATH = PREFIX + "health-check-path";
  public static final String HEALTH_CHECK_PORT = PREFIX + "health-check-port";
  public static final String HEALTH_CHECK_PROTOCOL = PREFIX + "health-check-protocol";
  public static final String HEALTH_CHECK_MATCHER = PREFIX + "health-check-matcher";
  public static final String HEALTH_CHECK_INTERVAL = PREFIX + "health-check-interval";
  public static final String SERVICE_NAME = PREFIX + "service-name";
  public static final String DELETION_POLICY = PREFIX + "deletion-policy";

  private static final String KNOWN =
      "no annotation of this name, but "
          + Stream.of(
                  EXPORT,
                  NETWORK,
                  PORT,
                  LISTENERS,
                  PROTOCOL_VERSION,
                  HEALTH_CHECK_PATH,
                  HEALTH_CHECK_PORT,
                  HEALTH_CHECK_PROTOCOL,
                  HEALTH_CHECK_MATCHER,
                  HEALTH_CHECK_INTERVAL,
                  SERVICE_NAME,
                  DELETION_POLICY)
              .map(name -> name.substring(PREFIX.length()))
              .collect(Collectors.joining(", "));

  private static final int MAX_PORT = 65535;
  private static final int MAX_LISTENERS = 2;

  private final Map<String, String> unread;
  private final List<Problem> problems = new ArrayList<>();

  private Annotations(Map<String, String> annotations) {
    this.unread =
        annotations.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(PREFIX))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().strip(),
                    (a, b) -> a,
                    TreeMap::new));
  }

  /** What a Service's annotations come to. */
  public sealed interface Parsed {
    /** No export is asked for. */
    record Off() implements Parsed {}

    /** The export that is asked for. */
    record Export(LatticeExportSpec spec) implements Parsed {}

    /** Something cannot be honoured: what there is stays as it is. At least one problem. */
    record Invalid(List<Problem> problems) implements Parsed {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * A value that cannot be honoured.
   *
   * @param annotation full name
   * @param allowed what it may say, to end a sentence
   */
  public record Problem(String annotation, String value, String allowed) {
    /** A sentence for the user. */
    public String message() {
      return "%s: \"%s\" is not allowed; allowed: %s".formatted(annotation, value, allowed);
    }
  }

  /**
   * Reads the annotations of a Service; those without {@link #PREFIX} are ignored.
   *
   * @param service name of the Service
   */
  public static Parsed parse(String service, Map<String, String> annotations) {
    return new Annotations(annotations).parse(service);
  }

  private Parsed parse(String service) {
    var export = take(EXPORT, "true or false", Annotations::truth);
    if (problems.isEmpty() && (export == null || !export)) {
      return new Parsed.Off();
    }
    var spec =
        new LatticeExportSpec(
            new ServiceRef(
                service,
                take(PORT, "the name or number (1 to 65535) of a port", Annotations::servicePort)),
            targetGroup(),
            service(),
            take(
                DELETION_POLICY,
                "Delete or Retain",
                value ->
                    switch (value) {
                      case "Delete" -> Optional.of(DeletionPolicy.DELETE);
                      case "Retain" -> Optional.of(DeletionPolicy.RETAIN);
                      default -> Optional.empty();
                    }),
            null,
            null,
            null,
            null);
    unread.forEach((name, value) -> problems.add(new Problem(name, value, KNOWN)));
    return problems.isEmpty() ? new Parsed.Export(spec) : new Parsed.Invalid(problems);
  }

  private @Nullable TargetGroupSpec targetGroup() {
    var version =
        take(
            PROTOCOL_VERSION,
            "HTTP1, HTTP2 or GRPC",
            value -> constant(ProtocolVersion.values(), value));
    var check =
        new HealthCheckSpec(
            null,
            take(
                HEALTH_CHECK_PROTOCOL,
                "HTTP or HTTPS",
                value -> constant(Protocol.values(), value)),
            take(
                HEALTH_CHECK_PORT, "a number from 1 to 65535", value -> number(value, 1, MAX_PORT)),
            take(
                HEALTH_CHECK_PATH,
                "a path that begins with / and has at most 2048 characters",
                value -> matching(value, LatticeExportSpec.PATH, 1, 2048)),
            take(
                HEALTH_CHECK_MATCHER,
                "status codes from 200 to 499 such as 200, 200,202 or 200-299",
                value -> matching(value, LatticeExportSpec.MATCHER, 3, 2000)),
            take(
                HEALTH_CHECK_INTERVAL,
                "a number of seconds from 5 to 300",
                value -> number(value, 5, 300)),
            null,
            null,
            null);
    var none = new HealthCheckSpec(null, null, null, null, null, null, null, null, null);
    if (version == null && check.equals(none)) {
      return null;
    }
    return new TargetGroupSpec(null, version, null, check.equals(none) ? null : check);
  }

  private @Nullable ServiceSpec service() {
    var name =
        take(
            SERVICE_NAME,
            "3 to 40 of a-z, 0-9 and single dashes between them, not beginning with svc-",
            value ->
                matching(value, LatticeExportSpec.LATTICE_NAME, 3, 40)
                    .filter(text -> !text.startsWith("svc-")));
    var network =
        take(
            NETWORK,
            "the name, id or ARN of a service network",
            value -> matching(value, LatticeExportSpec.NETWORK, 3, 256));
    var listeners =
        take(
            LISTENERS,
            "one or two of HTTP[:port] and HTTPS[:port] with different ports, such as"
                + " HTTP:80,HTTPS:443",
            Annotations::listeners);
    return name == null && network == null && listeners == null
        ? null
        : new ServiceSpec(name, network == null ? null : List.of(network), listeners, null, null);
  }

  /** Reads one annotation: null when it is absent or, with a problem noted, not allowed. */
  private <T> @Nullable T take(
      String annotation, String allowed, Function<String, Optional<T>> reader) {
    var value = unread.remove(annotation);
    if (value == null) {
      return null;
    }
    var read = reader.apply(value);
    if (read.isEmpty()) {
      problems.add(new Problem(annotation, value, allowed));
    }
    return read.orElse(null);
  }

  private static Optional<Boolean> truth(String value) {
    return switch (value) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<IntOrString> servicePort(String value) {
    return value.matches("[0-9]+")
        ? number(value, 1, MAX_PORT).map(IntOrString::new)
        : matching(value, LatticeExportSpec.PORT_NAME, 1, 63).map(IntOrString::new);
  }

  private static Optional<List<ListenerSpec>> listeners(String value) {
    var listeners = new ArrayList<ListenerSpec>();
    for (var item : value.split(",", -1)) {
      var parts = item.strip().split(":", 2);
      var protocol = constant(Protocol.values(), parts[0]);
      var port = parts.length == 1 ? Optional.<Integer>empty() : number(parts[1], 1, MAX_PORT);
      if (protocol.isEmpty() || (parts.length == 2 && port.isEmpty())) {
        return Optional.empty();
      }
      listeners.add(new ListenerSpec(protocol.get(), port.orElse(null)));
    }
    long ports = listeners.stream().map(Annotations::effectivePort).distinct().count();
    return ports == listeners.size() && ports <= MAX_LISTENERS
        ? Optional.of(List.copyOf(listeners))
        : Optional.empty();
  }

  private static int effectivePort(ListenerSpec listener) {
    if (listener.port() != null) {
      return listener.port();
    }
    return switch (listener.protocol()) {
      case HTTP -> 80;
      case HTTPS -> 443;
    };
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] constants, String value) {
    return Stream.of(constants).filter(constant -> constant.name().equals(value)).findFirst();
  }

  private static Optional<Integer> number(String value, int least, int most) {
    return value.matches("[0-9]{1,9}")
        ? Optional.of(Integer.valueOf(value)).filter(n -> n >= least && n <= most)
        : Optional.empty();
  }

  private static Optional<String> matching(
      String value, String pattern, int shortest, int longest) {
    return value.length() >= shortest && value.length() <= longest && value.matches(pattern)
        ? Optional.of(value)
        : Optional.empty();
  }
}

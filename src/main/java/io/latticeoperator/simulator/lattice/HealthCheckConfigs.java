package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.regex.Pattern;

/** The wire form of health checks: AWS's defaults, and what AWS accepts beyond the model. */
final class HealthCheckConfigs {
  private static final Pattern MATCHER = Pattern.compile("\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*");

  private HealthCheckConfigs() {}

  /** What a group gets that says nothing about health checks. */
  static HealthCheck defaults(TargetGroup.Config config) {
    boolean enabled = config.protocolVersion().equals("HTTP1");
    return new HealthCheck(
        enabled,
        config.protocol().equals("HTTPS") ? "HTTPS" : "HTTP",
        "HTTP1",
        0,
        "/",
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        5,
        2,
        "200");
  }

  /** Merges given members into {@code present}; 0 and empty text reset a member to its default. */
  static HealthCheck read(TargetGroup.Config config, JsonNode node, HealthCheck present) {
    var defaults = defaults(config);
    if (config.protocol().equals("TCP")
        && node.path("enabled").asBoolean(false)
        && !(node.hasNonNull("protocol") && node.hasNonNull("protocolVersion"))) {
      throw Refused.invalid("Health checks of a TCP target group need protocol and version");
    }
    if (node.path("protocol").asText().equals("TCP")) {
      throw Refused.invalid("Health checks of protocol TCP are not supported");
    }
    var check =
        new HealthCheck(
            node.path("enabled").asBoolean(present.enabled()),
            text(node, "protocol", present.protocol(), defaults.protocol()),
            text(node, "protocolVersion", present.protocolVersion(), defaults.protocolVersion()),
            whole(node, "port", present.port(), defaults.port()),
            text(node, "path", present.path(), defaults.path()),
            seconds(node, "healthCheckIntervalSeconds", present.interval(), defaults.interval()),
            seconds(node, "healthCheckTimeoutSeconds", present.timeout(), defaults.timeout()),
            whole(node, "healthyThresholdCount", present.healthyThreshold(), 5),
            whole(node, "unhealthyThresholdCount", present.unhealthyThreshold(), 2),
            text(node.path("matcher"), "httpCode", present.matcher(), defaults.matcher()));
    range("healthCheckIntervalSeconds", check.interval().toSeconds(), 5, 300);
    range("healthCheckTimeoutSeconds", check.timeout().toSeconds(), 1, 120);
    range("healthyThresholdCount", check.healthyThreshold(), 2, 10);
    range("unhealthyThresholdCount", check.unhealthyThreshold(), 2, 10);
    if (!MATCHER.matcher(check.matcher()).matches()) {
      throw Refused.invalid("Invalid matcher: " + check.matcher());
    }
    return check;
  }

  static ObjectNode write(HealthCheck check) {
    var node =
        Json.object()
            .put("enabled", check.enabled())
            .put("protocol", check.protocol())
            .put("protocolVersion", check.protocolVersion())
            .put("path", check.path())
            .put("healthCheckIntervalSeconds", (int) check.interval().toSeconds())
            .put("healthCheckTimeoutSeconds", (int) check.timeout().toSeconds())
            .put("healthyThresholdCount", check.healthyThreshold())
            .put("unhealthyThresholdCount", check.unhealthyThreshold());
    if (check.port() != 0) {
      node.put("port", check.port());
    }
    node.putObject("matcher").put("httpCode", check.matcher());
    return node;
  }

  private static void range(String member, long value, int from, int to) {
    if (value < from || value > to) {
      throw Refused.invalid("%s must be between %d and %d".formatted(member, from, to));
    }
  }

  private static String text(JsonNode node, String member, String present, String absent) {
    if (!node.hasNonNull(member)) {
      return present;
    }
    var given = node.get(member).asText();
    return given.isEmpty() ? absent : given;
  }

  private static int whole(JsonNode node, String member, int present, int absent) {
    if (!node.hasNonNull(member)) {
      return present;
    }
    int given = node.get(member).asInt();
    return given == 0 ? absent : given;
  }

  private static Duration seconds(JsonNode node, String member, Duration present, Duration absent) {
    return Duration.ofSeconds(
        whole(node, member, (int) present.toSeconds(), (int) absent.toSeconds()));
  }
}

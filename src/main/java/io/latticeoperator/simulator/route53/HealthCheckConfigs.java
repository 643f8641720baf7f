package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.TextInput;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** What the configuration of a health check has to be like, and its defaults. */
final class HealthCheckConfigs {
  static final String ALARM = "CLOUDWATCH_METRIC";

  private static final String CALCULATED = "CALCULATED";
  private static final Set<String> PROBES =
      Set.of("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP");
  private static final Set<String> INTERVALS = Set.of("10", "30");
  private static final Set<String> WITHOUT_DATA = Set.of("Healthy", "Unhealthy", "LastKnownStatus");
  private static final int MOST_THRESHOLD = 10;
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_CHILDREN = 256;

  private HealthCheckConfigs() {}

  /** The configuration with its defaults; refused when it makes no sense. */
  static ObjectNode complete(TextInput input) {
    var type = input.require("Type");
    var config = input.members().deepCopy();
    if (PROBES.contains(type)) {
      probe(input, type);
      putAbsent(config, "Port", type.startsWith("HTTPS") ? "443" : "80");
      putAbsent(config, "RequestInterval", "30");
      putAbsent(config, "FailureThreshold", "3");
      putAbsent(config, "MeasureLatency", "false");
      putAbsent(config, "EnableSNI", String.valueOf(type.startsWith("HTTPS")));
    } else if (type.equals(ALARM)) {
      alarm(input);
      putAbsent(config, "InsufficientDataHealthStatus", "LastKnownStatus");
    } else if (type.equals(CALCULATED)) {
      children(input);
    } else {
      throw invalid("Invalid health check type: " + type);
    }
    putAbsent(config, "Inverted", "false");
    putAbsent(config, "Disabled", "false");
    return config;
  }

  private static void probe(TextInput input, String type) {
    if (!input.has("IPAddress") && !input.has("FullyQualifiedDomainName")) {
      throw invalid("Either an IP address or a fully qualified domain name must be specified");
    }
    input.text("IPAddress").ifPresent(HealthCheckConfigs::publicAddress);
    if (type.equals("TCP") && !input.has("Port")) {
      throw invalid("A port must be specified for TCP health checks");
    }
    between(input, "Port", 1, HIGHEST_PORT);
    if (input.text("RequestInterval").filter(text -> !INTERVALS.contains(text)).isPresent()) {
      throw invalid("The request interval must be 10 or 30");
    }
    between(input, "FailureThreshold", 1, MOST_THRESHOLD);
    if (type.endsWith("STR_MATCH") != input.has("SearchString")) {
      throw invalid("A search string belongs to health checks that match strings, and only there");
    }
    if (input.text("ResourcePath").filter(path -> path.length() > 255).isPresent()) {
      throw invalid("The resource path is too long");
    }
  }

  /** Health checkers are in the Internet. */
  private static void publicAddress(String text) {
    try {
      var address = InetAddress.ofLiteral(text);
      if (address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          || address.isLoopbackAddress()
          || address.isMulticastAddress()) {
        throw invalid("The IP address %s is not one that can be checked".formatted(text));
      }
    } catch (IllegalArgumentException notOne) {
      throw invalid("Invalid IP address: " + text);
    }
  }

  private static void alarm(TextInput input) {
    var alarm = input.structure("AlarmIdentifier");
    alarm.require("Name");
    alarm.require("Region");
    refuse(input, List.of("RequestInterval", "FailureThreshold", "Port", "IPAddress"));
    if (input
        .text("InsufficientDataHealthStatus")
        .filter(text -> !WITHOUT_DATA.contains(text))
        .isPresent()) {
      throw invalid("Invalid InsufficientDataHealthStatus");
    }
  }

  private static void children(TextInput input) {
    refuse(input, List.of("RequestInterval", "FailureThreshold", "Port", "IPAddress"));
    int count = input.texts("ChildHealthChecks").size();
    if (count == 0 || count > MOST_CHILDREN) {
      throw invalid("A calculated health check has 1 to %d children".formatted(MOST_CHILDREN));
    }
    between(input, "HealthThreshold", 0, MOST_CHILDREN);
  }

  private static void refuse(TextInput input, List<String> members) {
    for (var member : members) {
      if (input.has(member)) {
        throw invalid("%s cannot be specified for this type".formatted(member));
      }
    }
  }

  private static void between(TextInput input, String member, int least, int most) {
    var number = input.whole(member);
    if (number.isPresent() && (number.getAsInt() < least || number.getAsInt() > most)) {
      throw invalid(
          "Invalid %s: %d is not between %d and %d"
              .formatted(member, number.getAsInt(), least, most));
    }
  }

  private static void putAbsent(ObjectNode config, String member, String value) {
    if (!config.hasNonNull(member)) {
      config.put(member, value);
    }
  }

  private static ServiceRefusal invalid(String message) {
    return Errors.of(Errors.INVALID, "%s", message);
  }
}

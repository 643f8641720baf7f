package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.HttpCall;
import io.latticeoperator.simulator.aws.Protocol;
import io.latticeoperator.simulator.aws.Reply;
import io.latticeoperator.simulator.aws.ServiceCall;
import io.latticeoperator.simulator.aws.ServiceRefusal;
import io.latticeoperator.simulator.aws.XmlText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** REST-XML as Route 53 has it. */
final class Route53Protocol implements Protocol {
  private static final String VERSION = "/2013-04-01/";
  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
  private static final String CONTENT_TYPE = "text/xml";
  private static final String LOCATION = "Location";

  private static final List<Route> ROUTES =
      List.of(
          new Route("POST", "hostedzone", "CreateHostedZone", ""),
          new Route("GET", "hostedzone", "ListHostedZones", ""),
          new Route("GET", "hostedzonesbyname", "ListHostedZonesByName", ""),
          new Route("GET", "hostedzone/([^/]+)", "GetHostedZone", "Id"),
          new Route("DELETE", "hostedzone/([^/]+)", "DeleteHostedZone", "Id"),
          new Route(
              "POST", "hostedzone/([^/]+)/rrset/?", "ChangeResourceRecordSets", "HostedZoneId"),
          new Route("GET", "hostedzone/([^/]+)/rrset/?", "ListResourceRecordSets", "HostedZoneId"),
          new Route("GET", "change/([^/]+)", "GetChange", "Id"),
          new Route("POST", "healthcheck", "CreateHealthCheck", ""),
          new Route("GET", "healthcheck", "ListHealthChecks", ""),
          new Route("GET", "healthcheck/([^/]+)", "GetHealthCheck", "HealthCheckId"),
          new Route("POST", "healthcheck/([^/]+)", "UpdateHealthCheck", "HealthCheckId"),
          new Route("DELETE", "healthcheck/([^/]+)", "DeleteHealthCheck", "HealthCheckId"),
          new Route("GET", "healthcheck/([^/]+)/status", "GetHealthCheckStatus", "HealthCheckId"));

  /** The members that come in the query string, by their names there. */
  private static final Map<String, String> QUERY =
      Map.of(
          "marker", "Marker",
          "maxitems", "MaxItems",
          "dnsname", "DNSName",
          "hostedzoneid", "HostedZoneId",
          "hostedzonetype", "HostedZoneType",
          "name", "StartRecordName",
          "type", "StartRecordType",
          "identifier", "StartRecordIdentifier");

  /**
   * Where an operation is.
   *
   * @param member that the path's variable part is; empty without one
   */
  private record Route(String method, Pattern path, String operation, String member) {
    Route(String method, String path, String operation, String member) {
      this(method, Pattern.compile(Pattern.quote(VERSION) + path), operation, member);
    }

    Optional<Matcher> matched(HttpCall call) {
      var matcher = path.matcher(call.path());
      return call.method().equals(method) && matcher.matches()
          ? Optional.of(matcher)
          : Optional.empty();
    }
  }

  @Override
  public boolean recognises(HttpCall call) {
    return call.path().startsWith(VERSION);
  }

  @Override
  public ServiceCall read(HttpCall call) {
    try {
      var input = XmlBody.parse(call.body());
      call.query()
          .forEach(
              (name, values) -> {
                var member = QUERY.get(name);
                if (member != null) {
                  input.put(member, values.getFirst());
                }
              });
      for (var route : ROUTES) {
        var matched = route.matched(call);
        if (matched.isPresent()) {
          if (!route.member().isEmpty()) {
            input.put(route.member(), decoded(matched.get().group(1)));
          }
          return new ServiceCall(call.requestId(), call.caller(), route.operation(), input);
        }
      }
      var unknown = call.method() + " " + call.path();
      return new ServiceCall(call.requestId(), call.caller(), unknown, input);
    } catch (IllegalArgumentException malformed) {
      throw Errors.of(Errors.INVALID, "The request body or path cannot be parsed");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public Reply.Response answer(ServiceCall call, ObjectNode output) {
    var content = output.deepCopy();
    var location = content.remove(LOCATION);
    var headers = new HashMap<>(Map.of("Content-Type", CONTENT_TYPE));
    if (location != null) {
      headers.put(LOCATION, location.asText());
    }
    var xml = XmlText.of(call.operation() + "Response", NAMESPACE, content, XmlBody::itemName);
    return new Reply.Response(
        location == null ? 200 : 201, headers, xml.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Reply.Response refused(String requestId, ServiceRefusal refusal) {
    var content = refusal.queryError(requestId);
    var xml = XmlText.of("ErrorResponse", NAMESPACE, content, XmlBody::itemName);
    return Reply.of(refusal.shape().status(), CONTENT_TYPE, xml);
  }
}

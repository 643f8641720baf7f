package io.latticeoperator.simulator.dataplane;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The condition keys of auth policies (Service Authorization Reference, vpc-lattice-svcs). */
final class ConnectionKeys {
  private static final String PREFIX = Authorization.SIGNING_NAME + ":";

  private ConnectionKeys() {}

  /** Of a connection of which only its ends are known. */
  static Map<String, List<String>> of(Entrance entrance, Route.Passage passage) {
    var keys = new HashMap<String, List<String>>();
    put(keys, "Port", Integer.toString(entrance.port()));
    put(keys, "ServiceArn", passage.service().arn());
    put(keys, "ServiceNetworkArn", passage.network().arn());
    put(keys, "SourceVpc", entrance.vpcId());
    put(keys, "SourceVpcOwnerAccount", passage.association().identity().owner().account());
    return keys;
  }

  /** Of a request. */
  static Map<String, List<String>> of(RequestHead head, Route.Passage passage) {
    var keys = of(head.entrance(), passage);
    put(keys, "RequestMethod", head.method());
    put(keys, "RequestPath", head.path());
    head.headers().forEach((name, values) -> keys.put(PREFIX + "RequestHeader/" + name, values));
    if (!isGrpc(head)) {
      for (var pair : head.query().split("&", -1)) {
        int equals = pair.indexOf('=');
        if (!pair.isEmpty()) {
          var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
          var value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
          keys.merge(
              PREFIX + "RequestQueryString/" + name,
              List.of(value),
              (before, one) -> Stream.concat(before.stream(), one.stream()).toList());
        }
      }
    }
    keys.put("aws:SecureTransport", List.of(Boolean.toString(head.secure())));
    return keys;
  }

  private static boolean isGrpc(RequestHead head) {
    return head.headers().getOrDefault("content-type", List.of()).stream()
        .anyMatch(type -> type.startsWith("application/grpc"));
  }

  private static void put(Map<String, List<String>> keys, String name, String value) {
    keys.put(PREFIX + name, List.of(value));
  }

  /** Text with broken escapes stays as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }
}

package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A call as VPC Lattice's REST-JSON protocol sends it: the opposite of what {@link LatticeApi}
 * reads.
 *
 * @param target path and query, escaped
 * @param body JSON; empty when no member goes into it
 */
public record RestRequest(String method, String target, String body) {

  /**
   * Throws IllegalArgumentException for an operation that the model does not have, and for one
   * without a member that its path needs.
   */
  public static RestRequest of(String operation, ObjectNode input) {
    var modelled = Model.of(true).operations().get(operation);
    if (modelled == null) {
      throw new IllegalArgumentException("VPC Lattice has no operation " + operation);
    }
    var path = modelled.uri();
    var query = new ArrayList<String>();
    var body = input.deepCopy();
    for (var member : modelled.input()) {
      if (member.location() == Model.Location.BODY) {
        continue;
      }
      var value = body.remove(member.name());
      if (member.location() == Model.Location.URI) {
        path = path.replace("{" + member.name() + "}", escaped(required(operation, member, value)));
      } else if (value != null) {
        texts(value).forEach(text -> query.add(escaped(member.name()) + "=" + escaped(text)));
      }
    }
    var target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return new RestRequest(modelled.method(), target, body.isEmpty() ? "" : body.toString());
  }

  private static String required(String operation, Model.Member member, JsonNode value) {
    if (value == null) {
      throw new IllegalArgumentException(operation + " needs the member " + member.name());
    }
    return value.asText();
  }

  private static List<String> texts(JsonNode value) {
    if (!value.isArray()) {
      return List.of(value.asText());
    }
    var texts = new ArrayList<String>();
    value.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

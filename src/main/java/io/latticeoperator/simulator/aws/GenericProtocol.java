package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** What can be told about a request without knowing the service that it is for. */
final class GenericProtocol {
  private static final Pattern RPC = Pattern.compile("/service/[^/]+/operation/([^/]+)");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([^&]*)");
  private static final String TARGET = "x-amz-target";

  private GenericProtocol() {}

  /** By target header, RPC path or query parameter; else the method and the path. */
  static String operation(HttpCall call) {
    var target = call.header(TARGET);
    if (target != null) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    var rpc = RPC.matcher(call.path());
    if (rpc.matches()) {
      return rpc.group(1);
    }
    var action = action(call);
    return action.isEmpty() ? call.method() + " " + call.path() : action;
  }

  /** XML in the query protocol, else JSON with the error's name wherever clients look for it. */
  static Reply refused(HttpCall call, String code, int status, String message) {
    if (call.header(TARGET) == null && !action(call).isEmpty()) {
      return Reply.of(status, "text/xml;charset=UTF-8", xml(call, code, status, message));
    }
    var body = JsonNodeFactory.instance.objectNode().put("__type", code).put("message", message);
    return new Reply.Response(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String xml(HttpCall call, String code, int status, String message) {
    var content = JsonNodeFactory.instance.objectNode();
    content
        .putObject("Error")
        .put("Type", status >= 500 ? "Receiver" : "Sender")
        .put("Code", code)
        .put("Message", message);
    content.put("RequestId", call.requestId());
    return XmlText.of("ErrorResponse", "", content, list -> "member");
  }

  private static String action(HttpCall call) {
    for (var form : new String[] {call.rawQuery(), call.text()}) {
      var matcher = ACTION.matcher(form);
      if (matcher.find()) {
        return decoded(matcher.group(1));
      }
    }
    return "";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      return text;
    }
  }
}

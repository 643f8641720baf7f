package io.latticeoperator.simulator.kubernetes;

import io.latticeoperator.schema.FieldFault;
import java.util.List;

/** The parameters that have a few values only. */
final class RequestOptions {
  private static final List<String> VALIDATIONS = List.of("", "Ignore", "Strict", "Warn");

  private RequestOptions() {}

  /** Of a write; 422 for another value. */
  static void ofWrite(Call call) {
    var name =
        switch (call.method()) {
          case "POST" -> "CreateOptions";
          case "PUT" -> "UpdateOptions";
          case "PATCH" -> "PatchOptions";
          default -> "DeleteOptions";
        };
    var dryRun = call.parameter("dryRun");
    if (!dryRun.isEmpty() && !dryRun.equals("All")) {
      throw refusal(name, FieldFault.unsupported("dryRun", "[\"" + dryRun + "\"]", List.of("All")));
    }
    var validation = call.parameter("fieldValidation");
    if (!VALIDATIONS.contains(validation)) {
      throw refusal(
          name, FieldFault.unsupported("fieldValidation", "\"" + validation + "\"", VALIDATIONS));
    }
  }

  /** Of a list or a watch; 422 where they contradict each other. */
  static void ofList(Call call) {
    var version = call.parameter("resourceVersion");
    var match = call.parameter("resourceVersionMatch");
    if (call.flag("sendInitialEvents") && !match.equals("NotOlderThan")) {
      throw forbidden("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
    }
    if (!match.isEmpty() && version.isEmpty() && !call.watches()) {
      throw forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided");
    }
    if (match.equals("Exact") && version.equals("0")) {
      throw forbidden("resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
    }
    if (!call.parameter("continue").isEmpty() && !version.isEmpty() && !version.equals("0")) {
      throw Faults.badRequest("specifying resource version is not allowed when using continue");
    }
  }

  /** 422 for a propagation policy that there is not. */
  static ApiFault propagation(String policy) {
    return refusal(
        "DeleteOptions",
        FieldFault.unsupported(
            "propagationPolicy",
            "\"" + policy + "\"",
            List.of("Foreground", "Background", "Orphan", "nil")));
  }

  private static ApiFault forbidden(String why) {
    return refusal(
        "ListOptions",
        new FieldFault("FieldValueForbidden", "resourceVersionMatch", "Forbidden: " + why));
  }

  private static ApiFault refusal(String options, FieldFault fault) {
    return new ApiFault(
        422,
        "Invalid",
        "%s.meta.k8s.io \"\" is invalid: %s: %s".formatted(options, fault.field(), fault.message()),
        new ApiFault.Subject("meta.k8s.io", options, ""),
        List.of(fault));
  }
}

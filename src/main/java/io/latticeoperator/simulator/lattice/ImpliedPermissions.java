package io.latticeoperator.simulator.lattice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Permissions that AWS asks a caller for though it calls something else: for what VPC Lattice looks
 * up or sets up on its behalf. Read from {@code implied-permissions.json} beside this class.
 */
record ImpliedPermissions(List<Row> rows) {
  private static final ImpliedPermissions LOADED = load();
  private static final String NEW = "new";

  ImpliedPermissions {
    rows = List.copyOf(rows);
  }

  static ImpliedPermissions get() {
    return LOADED;
  }

  /** When a row counts. */
  enum When {
    ALWAYS,
    /** The call gives tags to what it creates. */
    TAGGED,
    /** The account lacks the service-linked role that the row is about. */
    FIRST_USE,
    /** The target group is of a type that lies in a VPC. */
    IN_VPC,
    /** The target group is of type LAMBDA. */
    LAMBDA,
    /** The destination is a log group. */
    TO_LOGS,
    /** The destination is a bucket. */
    TO_S3,
    /** The destination is a delivery stream. */
    TO_FIREHOSE
  }

  /**
   * What some calls imply.
   *
   * @param on {@code new} for what the call creates, a whole ARN with <code>{partition}</code> and
   *     <code>{account}</code> in it, or an {@link ArnTemplate}
   * @param keys condition keys that are the same for every call
   */
  record Row(
      List<String> calls,
      When when,
      List<String> actions,
      String on,
      Map<String, List<String>> keys) {

    /**
     * What is asked for, under the conditions that the row is about.
     *
     * @param call what the operation itself asks for
     * @param said keys that the request brings; they count where tags are given
     */
    List<Access> accesses(
        String operation,
        PermissionTable.Row call,
        Arns arns,
        Request request,
        Map<String, List<String>> said) {
      var all = new HashMap<>(keys);
      if (on.equals(NEW)) {
        all.putAll(said);
        all.put("vpc-lattice:CreateAction", List.of(operation));
      }
      return resources(call, arns, request)
          .flatMap(arn -> actions.stream().map(action -> new Access(action, arn, all)))
          .toList();
    }

    /** The ARN of the service-linked role that a row of FIRST_USE is about. */
    String linkedRole(Arns arns) {
      return on.replace("{partition}", arns.partition())
          .replace("{account}", arns.owner().account());
    }

    private Stream<String> resources(PermissionTable.Row call, Arns arns, Request request) {
      if (on.equals(NEW)) {
        return call.resources().stream()
            .filter(ArnTemplate::isOfNew)
            .flatMap(template -> template.arns(arns, request.input()).stream());
      }
      return Arns.isArn(on)
          ? Stream.of(linkedRole(arns))
          : new ArnTemplate(on).arns(arns, request.input()).stream();
    }
  }

  /** The rows about an operation. */
  List<Row> of(String operation) {
    return rows.stream().filter(row -> row.calls().contains(operation)).toList();
  }

  private static ImpliedPermissions load() {
    try (var stream = ImpliedPermissions.class.getResourceAsStream("implied-permissions.json")) {
      var root = new ObjectMapper().readTree(Objects.requireNonNull(stream));
      var rows = new ArrayList<Row>();
      root.get("implied").forEach(node -> rows.add(row(node)));
      return new ImpliedPermissions(rows);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Row row(JsonNode node) {
    var keys = new HashMap<String, List<String>>();
    for (var key : node.path("keys").properties()) {
      keys.put(key.getKey(), PermissionTable.texts(key.getValue()));
    }
    return new Row(
        PermissionTable.texts(node.get("calls")),
        When.valueOf(node.get("when").asText()),
        PermissionTable.texts(node.get("actions")),
        node.get("on").asText(),
        Map.copyOf(keys));
  }
}

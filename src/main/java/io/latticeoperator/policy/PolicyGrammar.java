package io.latticeoperator.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * IAM's grammar for policies of resources, and what VPC Lattice knows of actions and condition
 * keys: a key that it never gives would make an allow useless and a deny without effect.
 */
final class PolicyGrammar {
  private static final Set<String> VERSIONS =
      Set.of(PolicyText.VERSION, PolicyDocument.OLD_VERSION);
  private static final List<String> TOP = List.of("Version", "Id", "Statement");
  private static final List<String> ELEMENTS =
      List.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");
  private static final List<String> PRINCIPALS =
      List.of("AWS", "Service", "Federated", "CanonicalUser");
  private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");
  private static final Pattern PRINCIPAL =
      Pattern.compile(
          "\\*|\\d{12}|arn:[a-z0-9-]+:iam::\\d{12}:root"
              + "|arn:[a-z0-9-]+:(iam|sts)::\\d{12}:"
              + "(user|role|assumed-role|federated-user)/[^*?\\s]+");

  /** What IAM puts in place of a role or user that has been deleted. */
  private static final Pattern DELETED = Pattern.compile("A(ROA|IDA)[A-Z0-9]{12,}");

  private static final Pattern OPERATOR =
      Pattern.compile(
          "(ForAllValues:|ForAnyValue:)?"
              + "(String(Equals|NotEquals|EqualsIgnoreCase|NotEqualsIgnoreCase|Like|NotLike)"
              + "|(Numeric|Date)"
              + "(Equals|NotEquals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)"
              + "|Bool|BinaryEquals|(Not)?IpAddress|Arn(Equals|NotEquals|Like|NotLike))(IfExists)?"
              + "|Null");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]+:\\S.*");

  private static final String PREFIX = "vpc-lattice-svcs:";
  private static final List<String> KEYS =
      List.of(
          "Port",
          "RequestHeader/NAME",
          "RequestMethod",
          "RequestPath",
          "RequestQueryString/NAME",
          "ServiceArn",
          "ServiceNetworkArn",
          "SourceVpc",
          "SourceVpcOwnerAccount");

  /** What values an operator takes. */
  private record Form(Pattern operators, Pattern values, String words) {
    Form(String operators, String values, String words) {
      this(Pattern.compile(operators), Pattern.compile(values), words);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form(".*Numeric.*", "[+-]?\\d+(\\.\\d+)?", "numbers"),
          new Form(".*Bool.*|Null", "true|false", "true or false"),
          new Form(
              ".*Date.*",
              "\\d{1,12}|\\d{4}-\\d\\d-\\d\\d"
                  + "(T\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d))?",
              "dates such as 2026-01-31T12:00:00Z"),
          new Form(
              ".*IpAddress.*",
              "\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(/\\d{1,3})?",
              "addresses and blocks such as 10.0.0.0/16"));

  private final List<String> faults = new ArrayList<>();

  List<String> faults() {
    return faults;
  }

  void check(JsonNode policy) {
    if (!members("the policy", policy, TOP)) {
      return;
    }
    if (policy.has("Version") && !VERSIONS.contains(policy.get("Version").asText())) {
      fault("Version", "must be " + PolicyText.VERSION + " or " + PolicyDocument.OLD_VERSION);
    }
    if (policy.has("Id") && !policy.get("Id").isTextual()) {
      fault("Id", "must be a string");
    }
    var statement = policy.path("Statement");
    if (statement.isObject()) {
      statement("Statement", statement);
      return;
    }
    if (!statement.isArray() || statement.isEmpty()) {
      fault("Statement", "must be a statement, or a list of at least one");
      return;
    }
    var sids = new HashSet<String>();
    for (int i = 0; i < statement.size(); i++) {
      var at = "Statement[" + i + "]";
      statement(at, statement.get(i));
      var sid = statement.get(i).path("Sid").asText();
      if (!sid.isEmpty() && !sids.add(sid)) {
        fault(at + ".Sid", "'" + sid + "' is there twice");
      }
    }
  }

  private void statement(String at, JsonNode statement) {
    if (!members(at, statement, ELEMENTS)) {
      return;
    }
    var sid = statement.path("Sid");
    if (statement.has("Sid") && !(sid.isTextual() && SID.matcher(sid.asText()).matches())) {
      fault(at + ".Sid", "must be letters and digits");
    }
    var effect = statement.path("Effect");
    if (!effect.asText().equals("Allow") && !effect.asText().equals("Deny")) {
      fault(at + ".Effect", "must be Allow or Deny");
    }
    principal(at, statement);
    texts(at, statement, "Action", this::action);
    texts(at, statement, "Resource", this::resource);
    if (statement.has("Condition")) {
      conditions(at + ".Condition", statement.get("Condition"));
    }
  }

  private void principal(String at, JsonNode statement) {
    var name = either(at, statement, "Principal");
    if (name.isEmpty()) {
      return;
    }
    var principal = statement.get(name);
    var here = at + "." + name;
    if (principal.isTextual() && principal.asText().equals("*")) {
      return;
    }
    if (!principal.isObject() || principal.isEmpty()) {
      fault(here, "must be \"*\" or an object such as {\"AWS\": \"111122223333\"}");
      return;
    }
    members(here, principal, PRINCIPALS);
    for (var member : principal.properties()) {
      texts(
          here + "." + member.getKey(),
          member.getValue(),
          text -> {
            if (member.getKey().equals("AWS")
                && !PRINCIPAL.matcher(text).matches()
                && !DELETED.matcher(text).matches()) {
              fault(
                  here + ".AWS",
                  "'"
                      + text
                      + "' is not \"*\", an account's 12 digits, or the ARN of a role or user"
                      + " without wildcards");
            }
          });
    }
  }

  private void action(String at, String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    if (PolicyDocument.ACTIONS.stream()
        .noneMatch(action -> Wildcards.covers(lower, action.toLowerCase(Locale.ROOT)))) {
      fault(
          at,
          "'"
              + text
              + "' is not what callers do; that is "
              + String.join(", ", PolicyDocument.ACTIONS));
    }
  }

  /** A path alone may follow a wildcard: the guide has such as {@code *}{@code /rates}. */
  private void resource(String at, String text) {
    if (!text.equals("*") && !text.startsWith("*/") && !text.startsWith("arn:")) {
      fault(at, "'" + text + "' is not \"*\", */PATH or the ARN of a service followed by /PATH");
    }
  }

  private void conditions(String at, JsonNode conditions) {
    if (!isObject(at, conditions)) {
      return;
    }
    for (var operator : conditions.properties()) {
      var here = at + "." + operator.getKey();
      if (!OPERATOR.matcher(operator.getKey()).matches()) {
        fault(here, "there is no such operator; StringEquals and StringLike are usual");
      }
      if (isObject(here, operator.getValue())) {
        for (var key : operator.getValue().properties()) {
          key(here, key.getKey());
          var there = here + "." + key.getKey();
          texts(there, key.getValue(), text -> value(there, operator.getKey(), text));
        }
      }
    }
  }

  /** What an operator compares with has its form. */
  private void value(String at, String operator, String text) {
    for (var form : FORMS) {
      if (form.operators().matcher(operator).matches() && !form.values().matcher(text).matches()) {
        fault(at, operator + " compares with " + form.words() + ", not with '" + text + "'");
      }
    }
  }

  private void key(String at, String key) {
    var lower = key.toLowerCase(Locale.ROOT);
    if (!KEY.matcher(key).matches()) {
      fault(at, "'" + key + "' is not a condition key such as " + PREFIX + "RequestMethod");
    } else if (lower.startsWith("vpc-lattice") && KEYS.stream().noneMatch(k -> isKey(lower, k))) {
      fault(
          at,
          "VPC Lattice has no key '"
              + key
              + "'; those of "
              + PREFIX
              + " are "
              + String.join(", ", KEYS));
    }
  }

  /** Keys are found whatever their case (IAM user guide). */
  private static boolean isKey(String lower, String known) {
    var key = (PREFIX + known).toLowerCase(Locale.ROOT);
    int name = key.indexOf('/') + 1;
    return name == 0
        ? lower.equals(key)
        : lower.startsWith(key.substring(0, name)) && lower.length() > name;
  }

  /** Checks the texts of an element or its inversion, of which there must be exactly one. */
  private void texts(String at, JsonNode statement, String one, Check check) {
    var name = either(at, statement, one);
    if (!name.isEmpty()) {
      var here = at + "." + name;
      texts(here, statement.get(name), text -> check.check(here, text));
    }
  }

  /** Of a text at a place. */
  @FunctionalInterface
  private interface Check {
    void check(String at, String text);
  }

  private void texts(String at, JsonNode node, Consumer<String> check) {
    var texts = PolicyDocument.texts(node);
    boolean nested = node.isArray() && texts.size() != node.size();
    if (texts.isEmpty() || nested || (node.isArray() && hasList(node))) {
      fault(at, "must be a string or a list of strings");
    } else {
      texts.forEach(check);
    }
  }

  private static boolean hasList(JsonNode node) {
    for (var each : node) {
      if (each.isContainerNode()) {
        return true;
      }
    }
    return false;
  }

  private String either(String at, JsonNode statement, String one) {
    var inversion = "Not" + one;
    if (statement.has(one) == statement.has(inversion)) {
      fault(at, "must have either " + one + " or " + inversion);
      return "";
    }
    return statement.has(one) ? one : inversion;
  }

  /** Whether it is an object at all; unknown members are faults. */
  private boolean members(String at, JsonNode node, List<String> known) {
    if (!isObject(at, node)) {
      return false;
    }
    for (var member : node.properties()) {
      if (!known.contains(member.getKey())) {
        fault(
            at, "has no element '" + member.getKey() + "'; there are " + String.join(", ", known));
      }
    }
    return true;
  }

  private boolean isObject(String at, JsonNode node) {
    if (!node.isObject()) {
      fault(at, "must be a JSON object");
    }
    return node.isObject();
  }

  private void fault(String at, String what) {
    faults.add(at + ": " + what);
  }
}

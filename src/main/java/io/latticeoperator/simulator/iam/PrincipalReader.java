package io.latticeoperator.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Principal elements. */
final class PrincipalReader {
  static final PrincipalElement EVERYBODY = new PrincipalElement(true, Set.of(), Set.of());

  private static final Pattern ACCOUNT =
      Pattern.compile("(\\d{12})|arn:[a-z0-9-]+:iam::(\\d{12}):root");
  private static final Pattern IDENTITY =
      Pattern.compile("arn:[a-z0-9-]+:(iam|sts)::\\d{12}:(user|role|assumed-role)/[^*?]+");

  /** Kinds of principals that are well-formed but that nobody here is. */
  private static final Set<String> OTHERS = Set.of("Service", "Federated", "CanonicalUser");

  private PrincipalReader() {}

  static PrincipalElement read(String element, @Nullable JsonNode json) {
    if (json != null && json.isTextual() && json.asText().equals("*")) {
      return EVERYBODY;
    }
    if (json == null || !json.isObject() || json.isEmpty()) {
      throw new MalformedPolicy(element, "Must be \"*\" or an object such as {\"AWS\": \"…\"}");
    }
    boolean everybody = false;
    var accounts = new HashSet<String>();
    var arns = new HashSet<String>();
    for (var member : json.properties()) {
      var path = element + "." + member.getKey();
      var texts = PolicyReader.texts(path, member.getValue());
      if (OTHERS.contains(member.getKey())) {
        continue;
      }
      if (!member.getKey().equals("AWS")) {
        throw new MalformedPolicy(path, "There is no such kind of principal");
      }
      for (var text : texts) {
        var account = ACCOUNT.matcher(text);
        if (text.equals("*")) {
          everybody = true;
        } else if (account.matches()) {
          accounts.add(account.group(1) == null ? account.group(2) : account.group(1));
        } else if (IDENTITY.matcher(text).matches()) {
          arns.add(text);
        } else {
          throw new MalformedPolicy(path, "Invalid principal " + text);
        }
      }
    }
    return new PrincipalElement(everybody, Set.copyOf(accounts), Set.copyOf(arns));
  }
}

package io.latticeoperator.policy;

import io.latticeoperator.policy.Statement.Effect;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What statements say, word for word: the other opinion that compiled policies are held against.
 */
final class Meaning {
  private static final Map<String, Pattern> PATTERNS = new HashMap<>();

  private Meaning() {}

  static boolean allows(PolicySpec spec, Call call, References references) {
    return spec.statements().stream()
            .anyMatch(s -> s.effect() == Effect.ALLOW && isAbout(s, call, references))
        && spec.statements().stream()
            .noneMatch(s -> s.effect() == Effect.DENY && isAbout(s, call, references));
  }

  private static boolean isAbout(Statement statement, Call call, References references) {
    return statement.principals().stream().anyMatch(p -> is(p, call, references))
        && (statement.methods().isEmpty() || statement.methods().contains(call.method()))
        && (statement.paths().isEmpty()
            || statement.paths().stream().anyMatch(path -> fits(path, call.path())))
        && statement.headers().stream().allMatch(header -> has(call, header))
        && (statement.sourceVpcs().isEmpty() || statement.sourceVpcs().contains(call.vpc()))
        && (statement.exports().isEmpty()
            || statement.exports().stream()
                .anyMatch(e -> references.service(e).filter(call.service()::equals).isPresent()));
  }

  private static boolean is(Principal principal, Call call, References references) {
    return switch (principal) {
      case Principal.Role role -> role.arn().equals(call.roleArn());
      case Principal.Account account ->
          call.roleArn() != null && call.roleArn().split(":")[4].equals(account.id());
      case Principal.Organization organization ->
          call.roleArn() != null && organization.id().equals(call.organization());
      case Principal.Anonymous _ -> call.roleArn() == null;
      case Principal.Anybody _ -> true;
      case Principal.ServiceAccount account ->
          references.role(account).filter(arn -> arn.equals(call.roleArn())).isPresent();
    };
  }

  private static boolean has(Call call, Statement.Header header) {
    return call.headers().getOrDefault(header.name().toLowerCase(Locale.ROOT), List.of()).stream()
        .anyMatch(value -> header.values().stream().anyMatch(wanted -> fits(wanted, value)));
  }

  /** By regular expressions, which the product does not use for this. */
  static boolean fits(String pattern, String text) {
    return PATTERNS.computeIfAbsent(pattern, Meaning::regex).matcher(text).matches();
  }

  private static Pattern regex(String pattern) {
    var regex = new StringBuilder();
    pattern
        .chars()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}

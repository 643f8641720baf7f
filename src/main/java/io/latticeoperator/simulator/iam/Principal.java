package io.latticeoperator.simulator.iam;

import io.latticeoperator.simulator.aws.Accounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who asks. */
public sealed interface Principal {

  /** Nobody in particular: the request is not signed. */
  record Anonymous() implements Principal {}

  /** An IAM user. */
  record User(String account, String arn) implements Principal {}

  /**
   * Somebody who has taken a role.
   *
   * @param arn of the session, such as {@code arn:aws:sts::111122223333:assumed-role/name/session}
   */
  record RoleSession(String account, String arn, String roleArn, String session)
      implements Principal {}

  /** Whom an identity stands for; everything that is no role's session is a user. */
  static Principal of(Accounts.Identity identity) {
    var session = SessionArn.FORM.matcher(identity.arn());
    if (!session.matches()) {
      return new User(identity.account(), identity.arn());
    }
    var role =
        "arn:%s:iam::%s:role/%s".formatted(session.group(1), session.group(2), session.group(3));
    return new RoleSession(identity.account(), identity.arn(), role, session.group(4));
  }

  /** Twelve digits; null for nobody. */
  default @Nullable String account() {
    return null;
  }

  /** What the global condition keys say of it. */
  default Map<String, List<String>> keys() {
    var keys = new LinkedHashMap<String, String>();
    switch (this) {
      case Anonymous _ -> keys.put("aws:PrincipalType", "Anonymous");
      case User user -> {
        keys.put("aws:PrincipalType", "User");
        keys.put("aws:PrincipalArn", user.arn());
        keys.put("aws:PrincipalAccount", user.account());
        keys.put("aws:username", user.arn().substring(user.arn().lastIndexOf('/') + 1));
      }
      case RoleSession role -> {
        keys.put("aws:PrincipalType", "AssumedRole");
        keys.put("aws:PrincipalArn", role.roleArn());
        keys.put("aws:PrincipalAccount", role.account());
      }
    }
    var lists = new LinkedHashMap<String, List<String>>();
    keys.forEach((key, value) -> lists.put(key, List.of(value)));
    return lists;
  }

  /** The form of a session's ARN. */
  final class SessionArn {
    private static final Pattern FORM =
        Pattern.compile("arn:([^:]+):sts::(\\d{12}):assumed-role/(.+)/([^/]+)");

    private SessionArn() {}
  }
}

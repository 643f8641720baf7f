package io.latticeoperator.simulator.iam;

import java.util.Set;

/**
 * Whom a statement of a resource's policy is about.
 *
 * @param everybody whether {@code *} is among them, which includes those who do not sign
 * @param accounts whose every principal is meant, twelve digits each
 * @param arns of users, roles and sessions
 */
record PrincipalElement(boolean everybody, Set<String> accounts, Set<String> arns) {

  boolean includes(Principal principal) {
    return everybody
        || switch (principal) {
          case Principal.Anonymous _ -> false;
          case Principal.User user ->
              accounts.contains(user.account()) || arns.contains(user.arn());
          case Principal.RoleSession role ->
              accounts.contains(role.account())
                  || arns.contains(role.arn())
                  || arns.contains(role.roleArn());
        };
  }
}

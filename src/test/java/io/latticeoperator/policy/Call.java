package io.latticeoperator.policy;

import io.latticeoperator.simulator.iam.Principal;
import io.latticeoperator.simulator.iam.RequestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a service.
 *
 * @param roleArn of the caller; null when it does not sign
 * @param organization of the caller's account; null for none
 * @param headers by name in lower case
 * @param service ARN
 */
record Call(
    @Nullable String roleArn,
    @Nullable String organization,
    String method,
    String path,
    Map<String, List<String>> headers,
    String vpc,
    String service) {

  /** As the data plane would put it to IAM. */
  RequestContext context() {
    var keys = new HashMap<String, List<String>>();
    keys.put("vpc-lattice-svcs:RequestMethod", List.of(method));
    keys.put("vpc-lattice-svcs:RequestPath", List.of(path));
    keys.put("vpc-lattice-svcs:SourceVpc", List.of(vpc));
    keys.put("vpc-lattice-svcs:ServiceArn", List.of(service));
    headers.forEach((name, values) -> keys.put("vpc-lattice-svcs:RequestHeader/" + name, values));
    if (organization != null) {
      keys.put("aws:PrincipalOrgID", List.of(organization));
    }
    return RequestContext.of(principal(roleArn), "vpc-lattice-svcs:Invoke", service + path, keys);
  }

  private static Principal principal(@Nullable String roleArn) {
    if (roleArn == null) {
      return new Principal.Anonymous();
    }
    var account = roleArn.split(":")[4];
    var name = roleArn.substring(roleArn.indexOf('/') + 1);
    return new Principal.RoleSession(
        account, "arn:aws:sts::" + account + ":assumed-role/" + name + "/s", roleArn, "s");
  }
}

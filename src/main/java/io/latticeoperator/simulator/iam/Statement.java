package io.latticeoperator.simulator.iam;

import java.util.List;

/**
 * A statement of a policy. It speaks of a request when its every element does.
 *
 * @param principals everybody in a policy of an identity
 * @param allow whether the effect is Allow, else Deny
 */
record Statement(
    boolean allow,
    Selected<PrincipalElement> principals,
    Selected<List<Template>> actions,
    Selected<List<Template>> resources,
    List<Condition> conditions) {

  /**
   * What an element names, or all but that.
   *
   * @param inverted whether it is {@code NotAction}, {@code NotResource} or {@code NotPrincipal}
   */
  record Selected<T>(T named, boolean inverted) {}

  boolean speaksOf(RequestContext context) {
    return isAmong(actions, context, true, context.action())
        && isAmong(resources, context, false, context.resource())
        && principals.named().includes(context.principal()) != principals.inverted()
        && conditions.stream().allMatch(condition -> condition.holds(context));
  }

  private static boolean isAmong(
      Selected<List<Template>> element, RequestContext context, boolean ignoreCase, String text) {
    boolean named =
        element.named().stream()
            .flatMap(template -> template.glob(context).stream())
            .anyMatch(glob -> ignoreCase ? glob.matchesIgnoringCase(text) : glob.matches(text));
    return named != element.inverted();
  }
}

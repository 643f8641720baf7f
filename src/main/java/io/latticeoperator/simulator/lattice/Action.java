package io.latticeoperator.simulator.lattice;

import java.util.List;

/** What is done with a request. */
public sealed interface Action {

  /**
   * Forward to one of the groups, chosen by weight.
   *
   * @param groups 1 to 10
   */
  record Forward(List<Weighted> groups) implements Action {
    public Forward {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Answer without a target.
   *
   * @param statusCode 404 or 500
   */
  record FixedResponse(int statusCode) implements Action {}

  /**
   * A target group of a forward action.
   *
   * @param weight 0 to 999; the share is weight over the sum; 0 gets no traffic
   */
  record Weighted(String targetGroupId, int weight) {}

  /** The IDs of the target groups that the action names. */
  default List<String> targetGroupIds() {
    return switch (this) {
      case Forward forward -> forward.groups().stream().map(Weighted::targetGroupId).toList();
      case FixedResponse _ -> List.of();
    };
  }
}

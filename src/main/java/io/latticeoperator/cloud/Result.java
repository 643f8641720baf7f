package io.latticeoperator.cloud;

import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.plan.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reading found. */
public sealed interface Result {

  /** Answer to {@link Read.Index} and {@link Read.Named}, whole: all pages. */
  record Index(List<Item> items) implements Result {
    public Index {
      items = List.copyOf(items);
    }
  }

  /**
   * A line of a list.
   *
   * @param status ACTIVE for kinds that have none
   */
  record Item(String id, String arn, String name, ResourceStatus status) {}

  /**
   * Answer to {@link Read.Details} and {@link Read.Status}. Nodes carry ids in place of roles: a
   * listener's weights are by target group id.
   *
   * @param resource with its physical part; null when there is no such resource (404)
   */
  record Described(@Nullable Resource resource) implements Result {}

  /**
   * Answer to {@link Read.Children}: listeners and service associations, each with its physical
   * part.
   *
   * @param resources null when there is no such service (404)
   */
  record Children(@Nullable List<Resource> resources) implements Result {
    public Children {
      resources = resources == null ? null : List.copyOf(resources);
    }
  }

  /**
   * Answer to {@link Read.Targets}.
   *
   * @param targets null when there is no such group (404)
   */
  record Health(Targets.@Nullable Registered targets) implements Result {}

  /**
   * Answer to {@link Read.Find}: each with its physical part. Tags are null for kinds that have
   * none.
   */
  record Found(List<Resource> resources) implements Result {
    public Found {
      resources = List.copyOf(resources);
    }
  }

  /** The reading did not succeed; nothing of it may be used. */
  record Failed(Fault fault) implements Result {}
}

package io.latticeoperator.cloud;

import io.latticeoperator.model.ResourceStatus;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * With whom a resource share shares a service network (RAM: ResourceShareAssociationStatus).
 *
 * @param principals nobody while no service network is in the share. One who refused, or did not
 *     answer in time, is among them: to ask again is for the user to decide
 * @param failure which principals could not be reached, and why; null when all can
 */
public record ShareParts(SortedSet<String> principals, @Nullable String failure) {
  private static final String NETWORK = ":servicenetwork/";

  public ShareParts {
    principals = Collections.unmodifiableSortedSet(new TreeSet<>(principals));
  }

  /**
   * A principal or a resource in a share.
   *
   * @param status as RAM says it
   */
  public record Part(String entity, @Nullable String status, @Nullable String message) {
    private boolean leaving() {
      return "DISASSOCIATING".equals(status) || "DISASSOCIATED".equals(status);
    }

    private boolean failed() {
      return "FAILED".equals(status);
    }

    private String describe() {
      return entity + " is " + status + (message == null ? "" : ": " + message);
    }
  }

  /** Reads what GetResourceShareAssociations lists. */
  public static ShareParts of(List<Part> principals, List<Part> resources) {
    boolean shares =
        resources.stream()
            .anyMatch(part -> part.entity().contains(NETWORK) && !part.leaving() && !part.failed());
    var there = new TreeSet<String>();
    var failures = new TreeSet<String>();
    for (var part : principals) {
      if (!part.leaving() && shares) {
        there.add(part.entity());
      }
      if (part.failed()) {
        failures.add(part.describe());
      }
    }
    return new ShareParts(there, failures.isEmpty() ? null : String.join("; ", failures));
  }

  /** Whether a share of that status is there; RAM shows deleted ones for hours. */
  public static boolean exists(@Nullable String status) {
    return !"DELETED".equals(status) && !"DELETING".equals(status);
  }

  /** What a share's status is in the words of all resources. */
  public static ResourceStatus status(@Nullable String status) {
    return switch (status) {
      case "ACTIVE" -> ResourceStatus.ACTIVE;
      case "PENDING" -> ResourceStatus.CREATE_IN_PROGRESS;
      case "FAILED" -> ResourceStatus.CREATE_FAILED;
      case "DELETING" -> ResourceStatus.DELETE_IN_PROGRESS;
      case null, default -> ResourceStatus.UPDATE_IN_PROGRESS;
    };
  }
}

package io.latticeoperator.simulator.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A service whose resources have tags, as the tagging API sees it. Safe for any thread. */
public interface TagSource {

  /** The service in the ARNs of its resources, such as {@code vpc-lattice}. */
  String service();

  /** The tags of all of a caller's resources that have any, by ARN; maybe as they were before. */
  SortedMap<String, SortedMap<String, String>> tags(Caller caller);

  /** Adds tags to a resource, or tells why not. */
  Optional<Failure> tag(Caller caller, String arn, Map<String, String> added);

  /** Takes tags from a resource, those that it has; or tells why not. */
  Optional<Failure> untag(Caller caller, String arn, List<String> keys);

  /**
   * Why tags did not change.
   *
   * @param status HTTP status with which the service itself would have refused
   */
  record Failure(String code, int status, String message) {}

  /** Why an operation that changes tags did not; empty when it did. */
  static Optional<Failure> failure(ServiceEndpoint.Outcome outcome) {
    return switch (outcome) {
      case ServiceEndpoint.Outcome.Done _ -> Optional.empty();
      case ServiceEndpoint.Outcome.Refused refused -> {
        var shape = refused.refusal().shape();
        yield Optional.of(new Failure(shape.name(), shape.status(), refused.refusal().text()));
      }
    };
  }
}

package io.latticeoperator.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource as AWS knows it.
 *
 * @param id such as {@code svc-0123456789abcdef0}
 * @param failure why CREATE_FAILED or DELETE_FAILED, code and message; null otherwise
 * @param dnsName generated name of a service; null for other kinds or when unknown
 * @param tags null when they have not been read
 */
public record Physical(
    String id,
    String arn,
    ResourceStatus status,
    @Nullable String failure,
    @Nullable String dnsName,
    @Nullable Map<String, String> tags) {

  public Physical {
    tags = tags == null ? null : Map.copyOf(tags);
  }

  public Physical withStatus(ResourceStatus other) {
    return new Physical(id, arn, other, failure, dnsName, tags);
  }

  public Physical withTags(@Nullable Map<String, String> other) {
    return new Physical(id, arn, status, failure, dnsName, other);
  }
}

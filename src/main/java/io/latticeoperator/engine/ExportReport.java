package io.latticeoperator.engine;

import io.latticeoperator.model.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user is told of one export; becomes its status.
 *
 * @param uid of the export that was looked at
 * @param generation of the export that was looked at
 * @param dnsName generated name of the service; null until AWS has told it
 * @param arns by role, of what exists
 * @param networks names of the service networks the service is or will be in
 * @param released everything that was to go is gone: the finalizer may be removed
 */
public record ExportReport(
    Owner owner,
    String uid,
    long generation,
    List<Condition> conditions,
    Counts counts,
    @Nullable String dnsName,
    @Nullable String serviceName,
    List<String> networks,
    Map<String, String> arns,
    boolean released)
    implements Report {

  public ExportReport {
    conditions = List.copyOf(conditions);
    networks = List.copyOf(networks);
    arns = Map.copyOf(arns);
  }

  /**
   * Targets by where they are.
   *
   * @param desired ready endpoints that can be registered
   * @param registered in Lattice and not draining
   * @param unroutable ready endpoints outside the routable CIDRs, never registered
   * @param healthReadAt when Lattice last told their health; null if never
   */
  public record Counts(
      int desired,
      int registered,
      int healthy,
      int unhealthy,
      int draining,
      int unroutable,
      @Nullable Instant healthReadAt) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, null);
  }
}

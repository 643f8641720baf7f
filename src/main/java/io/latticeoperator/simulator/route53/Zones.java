package io.latticeoperator.simulator.route53;

import io.latticeoperator.simulator.aws.Caller;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All hosted zones of all accounts. One call at a time. */
final class Zones {
  private static final String PREFIX = "/hostedzone/";

  private final TreeMap<String, HostedZone> byId = new TreeMap<>();

  void put(HostedZone zone) {
    byId.put(zone.id(), zone);
  }

  void remove(HostedZone zone) {
    byId.remove(zone.id());
  }

  /** Those of all accounts. */
  List<HostedZone> all() {
    return List.copyOf(byId.values());
  }

  void clear() {
    byId.clear();
  }

  List<HostedZone> of(Caller caller) {
    return byId.values().stream().filter(zone -> zone.account().equals(caller.account())).toList();
  }

  Optional<HostedZone> find(Caller caller, String id) {
    return Optional.ofNullable(byId.get(plain(id)))
        .filter(zone -> zone.account().equals(caller.account()));
  }

  HostedZone require(Caller caller, String id) {
    return find(caller, id)
        .orElseThrow(
            () -> Errors.of(Errors.NO_ZONE, "No hosted zone found with ID: %s", plain(id)));
  }

  /** Ids are also written as paths. */
  static String plain(String id) {
    return id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
  }

  static String path(String id) {
    return PREFIX + id;
  }
}

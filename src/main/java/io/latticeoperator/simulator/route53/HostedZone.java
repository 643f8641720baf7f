package io.latticeoperator.simulator.route53;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hosted zone with its records.
 *
 * @param id {@code Z} and 20 characters
 * @param vpcs region and id of the VPCs that see it; empty for a public zone
 * @param records by their keys
 */
record HostedZone(
    String id,
    String account,
    DnsName name,
    String callerReference,
    @Nullable String comment,
    List<Association> vpcs,
    SortedMap<String, RecordSet> records) {
  HostedZone {
    vpcs = List.copyOf(vpcs);
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
  }

  /** A VPC that sees a private zone. */
  record Association(String region, String vpcId) {}

  boolean isPrivate() {
    return !vpcs.isEmpty();
  }

  HostedZone with(SortedMap<String, RecordSet> changed) {
    return new HostedZone(id, account, name, callerReference, comment, vpcs, changed);
  }

  /** Whether a record is one of the two that no zone can be without. */
  boolean isOwn(RecordSet set) {
    return set.name().equals(name) && (set.type().equals("NS") || set.type().equals("SOA"));
  }

  /** As in policies. */
  static String arn(String id) {
    return "arn:aws:route53:::hostedzone/" + id;
  }
}

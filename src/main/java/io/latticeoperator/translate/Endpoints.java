package io.latticeoperator.translate;

import io.latticeoperator.model.Cause;
import io.latticeoperator.model.Quotas;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.Targets;
import io.latticeoperator.translate.ExportFacts.Endpoint;
import io.latticeoperator.translate.ExportFacts.ServicePort;
import io.latticeoperator.translate.ExportFacts.SliceFacts;
import io.latticeoperator.translate.Finding.About;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints to targets: the union over all slices of the Service, keyed by address and port.
 *
 * @param unroutable ready endpoints outside the routable ranges
 */
record Endpoints(Targets.Wanted wanted, int unroutable, List<Finding> findings) {

  /** How much an endpoint is worth; where two slices disagree, the better one counts. */
  private enum Standing {
    NOT_READY,
    TERMINATING_SERVING,
    READY
  }

  /**
   * Reads all slices.
   *
   * @param port null when it is not known: then only who is alive can be told
   */
  static Endpoints of(
      ExportFacts facts,
      @Nullable ServicePort port,
      IpAddressType addressType,
      List<Cidr> routable) {
    var standings = new TreeMap<TargetAddress, Standing>();
    var alive = new HashSet<String>();
    var unroutable = new TreeMap<TargetAddress, Standing>();
    for (var slice : facts.slices()) {
      if (!slice.managed()) {
        continue;
      }
      if (slice.addressType() != addressType) {
        // a group of the other family is kept until it is replaced
        slice.endpoints().stream()
            .filter(e -> e.podUid() != null && !e.isTerminating())
            .forEach(e -> alive.addAll(e.addresses()));
        continue;
      }
      var targetPort = targetPort(slice, port);
      for (var endpoint : slice.endpoints()) {
        if (endpoint.podUid() == null || endpoint.addresses().isEmpty()) {
          continue;
        }
        var ip = endpoint.addresses().getFirst();
        if (!endpoint.isTerminating()) {
          alive.add(ip);
        }
        var standing = standing(endpoint);
        if (targetPort == null || standing == null) {
          continue;
        }
        var address = new TargetAddress(ip, targetPort);
        var into = isRoutable(ip, routable) ? standings : unroutable;
        into.merge(address, standing, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    var findings = new ArrayList<Finding>();
    int lost = (int) unroutable.values().stream().filter(s -> s == Standing.READY).count();
    if (lost > 0) {
      findings.add(
          new Finding(
              About.TARGETS,
              "UnroutablePodIPs",
              lost
                  + " ready pods have addresses outside of the routable CIDRs "
                  + routable
                  + ", among them "
                  + unroutable.firstKey().ip()
                  + "; Lattice reaches pods by VPC addresses only: see --routable-cidrs"));
    }
    var causes = limit(causes(standings), findings);
    return new Endpoints(new Targets.Wanted(causes, alive, facts.spec().floor()), lost, findings);
  }

  private static SortedMap<TargetAddress, Cause> causes(Map<TargetAddress, Standing> standings) {
    boolean anyReady = standings.containsValue(Standing.READY);
    var causes = new TreeMap<TargetAddress, Cause>();
    standings.forEach(
        (address, standing) ->
            causes.put(
                address,
                switch (standing) {
                  case READY -> Cause.READY;
                  case TERMINATING_SERVING -> anyReady ? Cause.TERMINATING : Cause.LAST_SERVING;
                  case NOT_READY -> Cause.NOT_READY;
                }));
    return causes;
  }

  /** Null for what is as good as gone: terminating and no longer serving. */
  private static @Nullable Standing standing(Endpoint endpoint) {
    if (endpoint.isTerminating()) {
      return endpoint.isServing() ? Standing.TERMINATING_SERVING : null;
    }
    return endpoint.isReady() ? Standing.READY : Standing.NOT_READY;
  }

  private static @Nullable Integer targetPort(SliceFacts slice, @Nullable ServicePort port) {
    if (port == null) {
      return null;
    }
    return slice.ports().stream()
        .filter(p -> p.name().equals(port.name()) && p.protocol().equals("TCP"))
        .map(ExportFacts.SlicePort::port)
        .findFirst()
        .orElse(null);
  }

  private static boolean isRoutable(String ip, List<Cidr> routable) {
    var address = Cidr.literal(ip);
    return !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && routable.stream().anyMatch(cidr -> cidr.contains(ip));
  }

  /** A stable subset that fits the quota: the lowest addresses of what is wanted. */
  private static SortedMap<TargetAddress, Cause> limit(
      SortedMap<TargetAddress, Cause> causes, List<Finding> findings) {
    var wanted = causes.entrySet().stream().filter(e -> e.getValue().wanted()).toList();
    if (wanted.size() <= Quotas.TARGETS_PER_GROUP) {
      return causes;
    }
    findings.add(
        new Finding(
            About.TARGETS,
            "QuotaExceeded",
            wanted.size()
                + " endpoints are ready, a target group holds "
                + Quotas.TARGETS_PER_GROUP
                + " (quota L-D71303F3); the others are not registered"));
    Set<TargetAddress> beyond = new HashSet<>();
    wanted.stream().skip(Quotas.TARGETS_PER_GROUP).forEach(e -> beyond.add(e.getKey()));
    var kept = new TreeMap<>(causes);
    kept.keySet().removeAll(beyond);
    return kept;
  }
}

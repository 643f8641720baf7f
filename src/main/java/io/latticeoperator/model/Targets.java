package io.latticeoperator.model;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The targets of a group: what Kubernetes wants of them, or what Lattice says of them. */
public sealed interface Targets {

  /**
   * @param causes every endpoint that may matter, wanted or about to go; an address that is absent
   *     is gone
   * @param alive IPs of the Service's pods that live and are not terminating: a registered address
   *     with such an IP but another port is alive though no longer wanted
   * @param floor how many targets must be able to serve before one that is terminating but still
   *     serves is let go; at least 0
   */
  record Wanted(SortedMap<TargetAddress, Cause> causes, Set<String> alive, int floor)
      implements Targets {
    public static final Wanted NONE = new Wanted(new TreeMap<>(), Set.of(), 0);

    public Wanted {
      causes = Collections.unmodifiableSortedMap(new TreeMap<>(causes));
      alive = Set.copyOf(alive);
    }

    public boolean wants(TargetAddress address) {
      var cause = causes.get(address);
      return cause != null && cause.wanted();
    }

    public long size() {
      return causes.values().stream().filter(Cause::wanted).count();
    }
  }

  /**
   * @param statuses as ListTargets tells them, with our own writes since folded in
   */
  record Registered(SortedMap<TargetAddress, TargetStatus> statuses) implements Targets {
    public static final Registered NONE = new Registered(new TreeMap<>());

    public Registered {
      statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }

    public long count(TargetStatus status) {
      return statuses.values().stream().filter(status::equals).count();
    }

    /** How many get new requests and are known to answer. */
    public long ableToServe() {
      return statuses.values().stream().filter(TargetStatus::ableToServe).count();
    }
  }
}

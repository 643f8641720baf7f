package io.latticeoperator.translate;

import io.latticeoperator.model.SecurityGroupRule;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.translate.NetworkSpec.PodSecurityGroupsSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * The rules that let Lattice reach the pods: exactly the ports that exports use, in as few rules as
 * asked for.
 *
 * @param complete false while a security group or prefix list is not known
 * @param extra ranges that are opened although no export asked for them
 */
record PodRules(List<SecurityGroupRule> rules, boolean complete, List<String> extra) {

  static PodRules of(PodSecurityGroupsSpec spec, Surroundings around) {
    var rules = new ArrayList<SecurityGroupRule>();
    var extra = new ArrayList<String>();
    boolean complete =
        around.complete() && (spec.tags().isEmpty() || around.taggedGroups() != null);
    for (var family : IpAddressType.values()) {
      var ports = new TreeSet<Integer>();
      around.members().stream()
          .filter(member -> member.family() == family)
          .forEach(member -> ports.addAll(member.ports()));
      if (ports.isEmpty()) {
        continue;
      }
      var prefixList = around.prefixLists().get(family);
      if (prefixList == null) {
        complete = false;
        continue;
      }
      var ranges = PortRanges.of(ports, spec.maxRules());
      ranges.extra().forEach(range -> extra.add(range + " (" + family + ")"));
      for (var group : groups(spec, around)) {
        for (int i = 0; i < ranges.ranges().size(); i++) {
          var range = ranges.ranges().get(i);
          rules.add(new SecurityGroupRule(group, family, prefixList, i, range.from(), range.to()));
        }
      }
    }
    return new PodRules(rules, complete, extra);
  }

  /** Those named and those found by their tags, each once. */
  static LinkedHashSet<String> groups(PodSecurityGroupsSpec spec, Surroundings around) {
    var groups = new LinkedHashSet<>(spec.ids());
    if (around.taggedGroups() != null) {
      groups.addAll(around.taggedGroups());
    }
    return groups;
  }
}

package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.latticeoperator.simulator.aws.SecurityGroup.PeerKind;
import io.latticeoperator.simulator.aws.SecurityGroup.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The VPCs, subnets and security groups that all simulated services share. Some VPCs are given; all
 * else comes and goes through EC2 calls. Safe for any thread; who checks before it changes anything
 * has to keep others from changing things in between.
 */
public final class World implements Stateful {
  private final Map<String, Vpc> vpcs = new LinkedHashMap<>();
  private final Map<String, SecurityGroup> securityGroups = new LinkedHashMap<>();
  private final Map<String, SortedMap<String, String>> tags = new LinkedHashMap<>();
  private final List<Vpc> given;

  private World(List<Vpc> vpcs) {
    given = List.copyOf(vpcs);
    reset();
  }

  /** A world of these VPCs, each with its default security group. */
  public static World of(Vpc... vpcs) {
    return new World(List.of(vpcs));
  }

  /** As it was in the beginning. */
  public synchronized void reset() {
    vpcs.clear();
    securityGroups.clear();
    tags.clear();
    given.forEach(this::add);
  }

  @Override
  public String name() {
    return "ec2";
  }

  /** As it is kept. */
  private record Saved(
      List<Vpc> vpcs,
      List<SecurityGroup> securityGroups,
      Map<String, SortedMap<String, String>> tags) {}

  @Override
  public synchronized JsonNode save() {
    return RecordJson.write(new Saved(vpcs(), securityGroups(), new TreeMap<>(tags)));
  }

  /** The VPCs that are given stay as they are given; others come back as they were. */
  @Override
  public synchronized void restore(JsonNode saved) {
    var restored = RecordJson.read(saved, Saved.class);
    vpcs.clear();
    securityGroups.clear();
    tags.clear();
    given.forEach(this::add);
    var own = given.stream().map(Vpc::id).collect(Collectors.toSet());
    restored.vpcs().stream().filter(vpc -> !own.contains(vpc.id())).forEach(this::put);
    restored.securityGroups().forEach(this::put);
    restored.tags().forEach(this::tag);
  }

  /**
   * Adds a VPC with its default security group: whoever is in that group may come in, and
   * everything may go out.
   */
  public synchronized void add(Vpc vpc) {
    put(vpc);
    var suffix = vpc.id().substring("vpc-".length());
    var id = "sg-" + suffix;
    put(
        new SecurityGroup(
            id,
            vpc.account(),
            vpc.region(),
            vpc.id(),
            "default",
            "default VPC security group",
            List.of(Rule.everything("sgr-1" + tail(suffix), PeerKind.SECURITY_GROUP, id)),
            List.of(Rule.everything("sgr-2" + tail(suffix), PeerKind.IPV4, "0.0.0.0/0"))));
  }

  private static String tail(String suffix) {
    return "%16s".formatted(suffix).replace(' ', '0').substring(Math.max(0, suffix.length() - 16));
  }

  /** Adds a VPC alone, or replaces the VPC of that id. */
  public synchronized void put(Vpc vpc) {
    vpcs.put(vpc.id(), vpc);
  }

  /** Removes a VPC with its security groups, subnets and all their tags. */
  public synchronized void removeVpc(String id) {
    var gone = vpcs.remove(id);
    if (gone != null) {
      tags.remove(id);
      gone.subnets().forEach(subnet -> tags.remove(subnet.id()));
      securityGroups().stream()
          .filter(group -> group.vpcId().equals(id))
          .forEach(group -> removeSecurityGroup(group.id()));
    }
  }

  /** All VPCs of all accounts. */
  public synchronized List<Vpc> vpcs() {
    return List.copyOf(vpcs.values());
  }

  public synchronized Optional<Vpc> vpc(String id) {
    return Optional.ofNullable(vpcs.get(id));
  }

  /** All security groups of all accounts. */
  public synchronized List<SecurityGroup> securityGroups() {
    return List.copyOf(securityGroups.values());
  }

  public synchronized Optional<SecurityGroup> securityGroup(String id) {
    return Optional.ofNullable(securityGroups.get(id));
  }

  /** Adds a security group, or replaces the one of that id. */
  public synchronized void put(SecurityGroup group) {
    securityGroups.put(group.id(), group);
  }

  /** Removes a security group with its tags and those of its rules. */
  public synchronized void removeSecurityGroup(String id) {
    var gone = securityGroups.remove(id);
    if (gone != null) {
      tags.remove(id);
      gone.ingress().forEach(rule -> tags.remove(rule.id()));
      gone.egress().forEach(rule -> tags.remove(rule.id()));
    }
  }

  /** The tags of a VPC, subnet, security group or rule; a copy, empty when there are none. */
  public synchronized SortedMap<String, String> tags(String id) {
    return new TreeMap<>(tags.getOrDefault(id, new TreeMap<>()));
  }

  /** Replaces all tags of something. */
  public synchronized void tag(String id, Map<String, String> changed) {
    if (changed.isEmpty()) {
      tags.remove(id);
    } else {
      tags.put(id, new TreeMap<>(changed));
    }
  }
}

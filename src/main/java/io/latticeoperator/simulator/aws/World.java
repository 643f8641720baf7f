package io.latticeoperator.simulator.aws;

import java.util.ArrayList;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The VPCs, subnets and security groups that all simulated services share. VPCs are given; security
 * groups come and go through EC2 calls. Safe for any thread.
 */
public final class World implements Stateful {
  private final Map<String, Vpc> vpcs = new LinkedHashMap<>();
  private final Map<String, SecurityGroup> securityGroups = new LinkedHashMap<>();
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
    given.forEach(this::add);
  }

  @Override
  public String name() {
    return "ec2";
  }

  private record Saved(List<Vpc> vpcs, List<SecurityGroup> securityGroups) {}

  @Override
  public synchronized JsonNode save() {
    return RecordJson.write(new Saved(vpcs(), securityGroups()));
  }

  /** The VPCs that are given stay as they are given; others come back as they were. */
  @Override
  public synchronized void restore(JsonNode saved) {
    var restored = RecordJson.read(saved, Saved.class);
    vpcs.clear();
    securityGroups.clear();
    restored.vpcs().forEach(this::add);
    given.forEach(this::add);
    restored.securityGroups().forEach(this::put);
  }

  /** Adds a VPC with its default security group, or replaces the VPC of that id. */
  public synchronized void add(Vpc vpc) {
    vpcs.put(vpc.id(), vpc);
    var suffix = vpc.id().substring("vpc-".length());
    put(
        new SecurityGroup(
            "sg-" + suffix,
            vpc.account(),
            vpc.region(),
            vpc.id(),
            "default",
            "default VPC security group",
            List.of()));
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

  synchronized void put(SecurityGroup group) {
    securityGroups.put(group.id(), group);
  }

  synchronized void update(String id, UnaryOperator<List<SecurityGroup.Ingress>> change) {
    securityGroups.computeIfPresent(
        id, (key, group) -> group.withIngress(change.apply(new ArrayList<>(group.ingress()))));
  }
}

package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.Vpc;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;

/**
 * A simulator in virtual time, spoken to in terse JSON: single quotes, {@code %s} for arguments.
 */
final class Bench {
  static final String VPC = "vpc-0aaaaaaaaaaaaaaaa";
  static final String OTHER_VPC = "vpc-0bbbbbbbbbbbbbbbb";

  /** Of {@link #OTHER}. */
  static final String FOREIGN_VPC = "vpc-0cccccccccccccccc";

  /** An auth policy that lets everybody call, as it is written into terse JSON. */
  static final String POLICY =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  static final String ACCOUNT = "111122223333";
  static final Caller CALLER = new Caller(ACCOUNT, "eu-central-1", "AKIAOPERATOR");

  /** Somebody in another account. */
  static final Caller OTHER = new Caller("444455556666", "eu-central-1", "AKIAOTHER");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  final VirtualTimeline time = new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z"));

  /** Addresses that fail their health checks. */
  final Set<String> sick = new HashSet<>();

  /** Addresses that do not answer their health checks. */
  final Set<String> silent = new HashSet<>();

  final LatticeSimulator lattice;
  private Caller caller = CALLER;
  private long tokens;

  Bench() {
    this(Settings.quick());
  }

  Bench(Settings settings) {
    this(settings, environment -> environment);
  }

  /**
   * @param change of an environment in which nothing is shared and everything is allowed
   */
  Bench(Settings settings, UnaryOperator<Environment> change) {
    HealthProbe probe =
        (group, ip, port, result) -> {
          if (!silent.contains(ip)) {
            result.accept(!sick.contains(ip));
          }
        };
    var environment = change.apply(Environment.of(time, world(), settings.account(), 1));
    lattice = new LatticeSimulator(environment, settings, probe);
    Witness.sees(lattice);
  }

  /** Two VPCs of one account, and one of another. */
  static World world() {
    return World.of(
        Vpc.of(VPC, ACCOUNT, "eu-central-1", "10.1.0.0/16"),
        Vpc.of(OTHER_VPC, ACCOUNT, "eu-central-1", "10.2.0.0/16"),
        Vpc.of(FOREIGN_VPC, OTHER.account(), "eu-central-1", "10.3.0.0/16"));
  }

  /** From now on somebody else calls. */
  void as(Caller other) {
    caller = other;
  }

  Answer call(String operation, String json, Object... arguments) {
    var answer = lattice.call(new Call(caller, operation, parse(filled(json, arguments))));
    var model = Model.of(lattice.settings().choices().newerModel());
    var faults =
        switch (answer) {
          case Answer.Ok ok -> Shapes.faults(model, operation, ok.output());
          case Answer.Refusal refusal -> Shapes.faults(model, operation, refusal);
          case Answer.Lost _ -> List.<String>of();
        };
    assertEquals(List.of(), faults);
    return answer;
  }

  ObjectNode ok(String operation, String json, Object... arguments) {
    return switch (call(operation, json, arguments)) {
      case Answer.Ok ok -> ok.output();
      case Answer.Refusal refusal -> throw new AssertionError(operation + ": " + refusal);
      case Answer.Lost _ -> throw new AssertionError(operation + ": lost");
    };
  }

  Answer.Refusal refused(ErrorCode code, String operation, String json, Object... arguments) {
    return switch (call(operation, json, arguments)) {
      case Answer.Refusal refusal -> {
        assertEquals(code, refusal.code(), refusal.message());
        yield refusal;
      }
      case Answer.Ok ok -> throw new AssertionError(operation + ": " + ok.output());
      case Answer.Lost _ -> throw new AssertionError(operation + ": lost");
    };
  }

  /** Lets everything that is in progress end. */
  void settle() {
    time.advance(Duration.ofSeconds(1));
  }

  String network(String name) {
    return ok("CreateServiceNetwork", "{'name':'%s'}", name).get("id").asText();
  }

  String service(String name) {
    var id = ok("CreateService", "{'name':'%s'}", name).get("id").asText();
    settle();
    return id;
  }

  String group(String name) {
    var id =
        ok(
                "CreateTargetGroup",
                "{'name':'%s','type':'IP','config':{'port':80,'protocol':'HTTP','vpcIdentifier':'%s'}}",
                name,
                VPC)
            .get("id")
            .asText();
    settle();
    return id;
  }

  /** On the next free port from 8001 on, forwarding to a group. */
  String listener(String service, String group) {
    long port = 8001 + tokens++;
    return ok(
            "CreateListener",
            "{'serviceIdentifier':'%s','name':'l%d','protocol':'HTTP','port':%d,'defaultAction':%s}",
            service,
            port,
            port,
            forward(group))
        .get("id")
        .asText();
  }

  String associate(String network, String service) {
    var id =
        ok(
                "CreateServiceNetworkServiceAssociation",
                "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}",
                network,
                service)
            .get("id")
            .asText();
    settle();
    return id;
  }

  /** A group that a listener of a service in a network uses. */
  String usedGroup(String name) {
    var group = group(name);
    var service = service(name);
    listener(service, group);
    associate(network(name), service);
    return group;
  }

  static String forward(String group) {
    return "{'forward':{'targetGroups':[{'targetGroupIdentifier':'%s'}]}}".formatted(group);
  }

  ObjectNode register(String group, String... targets) {
    return ok(
        "RegisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[%s]}",
        group,
        targets(targets));
  }

  ObjectNode deregister(String group, String... targets) {
    return ok(
        "DeregisterTargets",
        "{'targetGroupIdentifier':'%s','targets':[%s]}",
        group,
        targets(targets));
  }

  /** Such as {@code 10.1.0.5:8080=HEALTHY 10.1.0.6:8080=INITIAL}. */
  String targetsOf(String group) {
    var text = new StringBuilder();
    for (var target : ok("ListTargets", "{'targetGroupIdentifier':'%s'}", group).get("items")) {
      text.append(text.isEmpty() ? "" : " ")
          .append(target.get("id").asText())
          .append(':')
          .append(target.get("port").asInt())
          .append('=')
          .append(target.get("status").asText());
    }
    return text.toString();
  }

  private static String targets(String... targets) {
    var text = new StringBuilder();
    for (var target : targets) {
      var parts = target.split(":", -1);
      text.append(text.isEmpty() ? "" : ",");
      text.append("{'id':'%s','port':%s}".formatted(parts[0], parts[1]));
    }
    return text.toString();
  }

  static String filled(String json, Object... arguments) {
    var text = json;
    for (var argument : arguments) {
      text = text.replaceFirst("%[sd]", Matcher.quoteReplacement(String.valueOf(argument)));
    }
    return text;
  }

  static ObjectNode parse(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(json, malformed);
    }
  }
}

package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.deploy.AwsOfTwoClusters.Party;
import io.latticeoperator.simulator.iam.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each write of each statement of the policies beside the one for exports is needed by something
 * that an operator does. What the one for exports holds is proved by whole lives of exports.
 */
class MinimalPoliciesTest {
  /**
   * What no call here needs: it is about points, invitations, S3, Firehose, one named network, or
   * the first subscription in an account, which an administrator has made here.
   */
  private static final Set<String> NOT_TRIED =
      Set.of(
          "AcceptInvitations",
          "BucketPolicyIsSetOnOurBehalf",
          "FirstDeliveryInTheAccount",
          "PublishInOurNamespace",
          "StreamIsTaggedOnOurBehalf",
          "WhatTheSpecAsksOfTheNetwork");

  /** The first thing that is refused to two operators, one of which uses things of the other. */
  private static Optional<String> refused(String file, String sid, String action) {
    try (var aws = new AwsOfTwoClusters(uid -> without(uid, file, sid, action))) {
      var shared = Estate.of(aws, aws.one);
      return refused(Attempt.creations(shared, aws.one.tags()), aws.one)
          .or(() -> refused(Attempt.uses(shared, aws.two), aws.two))
          .or(() -> refused(Attempt.changes(Estate.named(aws, aws.one, "three")), aws.one));
    }
  }

  private static Optional<String> refused(List<Attempt> attempts, Party party) {
    return attempts.stream()
        .filter(attempt -> attempt.by(party).denied())
        .map(Attempt::action)
        .findFirst();
  }

  /** All policies, but for one action of one statement. */
  private static List<Policy> without(String uid, String file, String sid, String action) {
    return PolicyFiles.texts().entrySet().stream()
        .map(
            each -> {
              var policy = (ObjectNode) PolicyFiles.filled(each.getValue(), uid);
              if (each.getKey().equals(file)) {
                remove(policy, sid, action);
              }
              return Policy.of(policy, Policy.Kind.IDENTITY);
            })
        .toList();
  }

  private static void remove(ObjectNode policy, String sid, String action) {
    var statements = (ArrayNode) policy.path("Statement");
    for (int index = statements.size() - 1; index >= 0; index--) {
      var statement = (ObjectNode) statements.get(index);
      if (statement.path("Sid").asText().equals(sid)) {
        var left = PolicyFiles.actions(statement).filter(each -> !each.equals(action)).toList();
        if (left.isEmpty()) {
          statements.remove(index);
        } else {
          var kept = statement.putArray("Action");
          left.forEach(kept::add);
        }
      }
    }
  }

  @Test
  void nothingIsRefusedWhileNothingIsTakenOut() {
    assertEquals(Optional.empty(), refused("", "", ""));
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> whateverIsTakenOutIsMissed() {
    var tests = new ArrayList<DynamicTest>();
    PolicyFiles.texts()
        .forEach(
            (file, text) -> {
              if (file.equals(PolicyFiles.EXPORTS)) {
                return;
              }
              PolicyFiles.statements(PolicyFiles.json(text))
                  .filter(statement -> !NOT_TRIED.contains(statement.path("Sid").asText()))
                  .forEach(
                      statement -> {
                        var sid = statement.path("Sid").asText();
                        PolicyFiles.actions(statement)
                            .filter(action -> !action.matches("[^:]+:(Describe|Get|List).*"))
                            .forEach(
                                action ->
                                    tests.add(
                                        dynamicTest(
                                            "%s in %s of %s".formatted(action, sid, file),
                                            () ->
                                                assertTrue(
                                                    refused(file, sid, action).isPresent(),
                                                    action))));
                      });
            });
    return tests.stream();
  }
}

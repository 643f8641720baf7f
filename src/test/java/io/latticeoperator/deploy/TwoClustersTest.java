package io.latticeoperator.deploy;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.deploy.AwsOfTwoClusters.Answer;
import io.latticeoperator.deploy.AwsOfTwoClusters.Party;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two operators in one account, each with all the published policies for its own cluster. */
class TwoClustersTest {
  /**
   * Writes that no attempt is made with here: what AWS asks for on the caller's behalf, and what is
   * not about anybody's resource.
   */
  private static final Set<String> NOT_TRIED =
      Set.of(
          "cloudwatch:PutMetricData",
          "firehose:TagDeliveryStream",
          "iam:CreateServiceLinkedRole",
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
          "ram:AcceptResourceShareInvitation",
          "s3:PutBucketPolicy");

  private final AwsOfTwoClusters aws = new AwsOfTwoClusters();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void theOwnerMayAndTheOtherMayNotChangeOrDeleteAnything() {
    var estate = Estate.of(aws, aws.one);
    for (var attempt : Attempt.changes(estate)) {
      assertDenied(attempt, aws.two);
    }
    for (var attempt : Attempt.changes(estate)) {
      var answer = attempt.by(aws.one);
      assertFalse(answer.denied(), () -> attempt.action() + ": " + answer.body());
      assertTrue(answer.status() < 300, () -> attempt.action() + ": " + answer);
    }
  }

  @Test
  void nobodyCreatesInTheNameOfAnother() {
    var estate = Estate.of(aws, aws.one);
    for (var attempt : Attempt.creations(estate, aws.one.tags())) {
      assertDenied(attempt, aws.two);
    }
  }

  @Test
  void nothingIsCreatedWithoutATag() {
    var estate = Estate.of(aws, aws.one);
    for (var attempt : Attempt.creations(estate, "{}")) {
      assertDenied(attempt, aws.one);
    }
  }

  @Test
  void eachWriteOfThePoliciesIsTried() {
    var estate = Estate.of(aws, aws.one);
    var tried = new TreeSet<>(NOT_TRIED);
    Attempt.changes(estate).forEach(attempt -> tried.add(attempt.action()));
    Attempt.creations(estate, "{}").forEach(attempt -> tried.add(attempt.action()));
    var written =
        PolicyFiles.texts().values().stream()
            .map(PolicyFiles::json)
            .flatMap(PolicyFiles::statements)
            .flatMap(PolicyFiles::actions)
            .filter(action -> !action.matches("[^:]+:(Describe|Get|List).*"))
            .collect(toCollection(TreeSet::new));
    assertEquals(written, tried);
  }

  /** A tag that is written later than in the create does not make a resource one's own. */
  @Test
  void aStrangersResourceCannotBeClaimed() {
    var strangers = Estate.of(aws, aws.administrator);
    for (var attempt : Attempt.claims(strangers, aws.one.tags())) {
      assertDenied(attempt, aws.one);
    }
    var theirs = Estate.named(aws, aws.two, "two");
    for (var attempt : Attempt.claims(theirs, aws.one.tags())) {
      assertDenied(attempt, aws.one);
    }
  }

  @Test
  void whatSeveralClustersUseIsMarkedByEachWithItsOwnTagAlone() {
    var estate = Estate.of(aws, aws.one);
    for (var arn : List.of(estate.network().arn(), estate.vpcAssociation().arn())) {
      assertTrue(aws.two.tagLattice(arn, aws.one.use()).denied());
      assertTrue(aws.two.tagLattice(arn, "{\"team\":\"two\"}").denied());
      assertFalse(aws.two.tagLattice(arn, aws.two.use()).denied());
      assertTrue(
          aws.two.untagLattice(arn, "latticeoperator.io/user/" + aws.one.uid).denied(),
          "the other's mark stays");
      assertFalse(aws.two.untagLattice(arn, "latticeoperator.io/user/" + aws.two.uid).denied());
    }
    assertTrue(aws.two.tagLattice(estate.service().arn(), aws.two.use()).denied());
  }

  @Test
  void whoeverUsesAVpcAssociationMayDeleteItButNotChangeIt() {
    var estate = Estate.of(aws, aws.one);
    var path = "/servicenetworkvpcassociations/" + estate.vpcAssociation().id();
    assertTrue(aws.two.lattice("DELETE", path, "").denied());
    aws.two.tagLattice(estate.vpcAssociation().arn(), aws.two.use());
    assertTrue(
        aws.two
            .lattice("PATCH", path, "{'securityGroupIds':['%s']}".formatted(estate.securityGroup()))
            .denied());
    assertFalse(aws.two.lattice("DELETE", path, "").denied());
  }

  private static void assertDenied(Attempt attempt, Party party) {
    Answer answer = attempt.by(party);
    assertTrue(answer.denied(), () -> attempt.action() + ": " + answer);
    var action = attempt.action().equals("ec2:CreateTags") ? "ec2:" : attempt.action();
    assertTrue(
        answer.body().contains("perform: " + action)
            || answer.body().contains("perform: vpc-lattice:TagResource"),
        () -> attempt.action() + ": " + answer.body());
  }
}

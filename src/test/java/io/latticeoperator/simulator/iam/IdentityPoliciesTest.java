package io.latticeoperator.simulator.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.simulator.aws.Access;
import io.latticeoperator.simulator.aws.Accounts;
import io.latticeoperator.simulator.aws.Caller;
import io.latticeoperator.simulator.aws.Environment;
import io.latticeoperator.simulator.aws.World;
import io.latticeoperator.time.VirtualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityPoliciesTest {
  private static final String ACCOUNT = "111122223333";
  private static final Access CREATE =
      Access.to(
          "vpc-lattice:CreateService", "arn:aws:vpc-lattice:eu-central-1:111122223333:service/*");
  private static final String READER =
      "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
          + "[\"vpc-lattice:Get*\",\"vpc-lattice:List*\"],\"Resource\":\"*\"}}";

  private final Environment environment =
      Environment.of(
          new VirtualTimeline(Instant.parse("2026-01-01T00:00:00Z")), World.of(), ACCOUNT, 1);
  private final Accounts accounts = environment.accounts();
  private final IdentityPolicies policies =
      new IdentityPolicies(accounts, environment.timeline()::now);

  private static Policy policy(String json) {
    return Policy.parse(json.replace('\'', '"'), Policy.Kind.IDENTITY);
  }

  private static Caller caller(String accessKey) {
    return new Caller(ACCOUNT, "eu-central-1", accessKey);
  }

  private boolean mayCreate(String accessKey) {
    return policies.refusal(caller(accessKey), CREATE).isEmpty();
  }

  @Test
  void aKeyWithoutPoliciesMayDoEverything() {
    policies.put("AKIAOTHER", List.of(policy(READER)));
    assertTrue(mayCreate("AKIATEST"));
  }

  @Test
  void aRefusalIsWordedAsAwsDoes() {
    policies.put("AKIATEST", List.of(policy(READER)));
    assertEquals(
        Optional.of(
            "User: arn:aws:iam::111122223333:user/AKIATEST is not authorized to perform:"
                + " vpc-lattice:CreateService on resource:"
                + " arn:aws:vpc-lattice:eu-central-1:111122223333:service/* because no"
                + " identity-based policy allows the vpc-lattice:CreateService action"),
        policies.refusal(caller("AKIATEST"), CREATE));
    policies.put(
        "AKIATEST", List.of(policy("{'Statement':{'Effect':'Deny','Action':'*','Resource':'*'}}")));
    assertTrue(
        policies
            .refusal(caller("AKIATEST"), CREATE)
            .orElseThrow()
            .endsWith("service/* with an explicit deny in an identity-based policy"));
  }

  @Test
  void policiesChangeFromOneCallToTheNext() {
    policies.put("AKIATEST", List.of());
    assertEquals(false, mayCreate("AKIATEST"));
    policies.put(
        "AKIATEST",
        List.of(policy("{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}")));
    assertTrue(mayCreate("AKIATEST"));
    policies.put("AKIATEST", List.of(policy(READER)));
    assertEquals(false, mayCreate("AKIATEST"));
    policies.remove("AKIATEST");
    assertTrue(mayCreate("AKIATEST"));
  }

  @Test
  void aUsersArnStandsForAllItsKeys() {
    policies.put("arn:aws:iam::111122223333:user/AKIATEST", List.of(policy(READER)));
    assertEquals(false, mayCreate("AKIATEST"));
    assertTrue(mayCreate("AKIAOTHER"));
  }

  @Test
  void aRolesPoliciesCountForEverySessionOfIt() {
    policies.put("arn:aws:iam::111122223333:role/team/operator", List.of(policy(READER)));
    assertEquals(false, mayCreate(session("arn:aws:iam::111122223333:role/team/operator")));
    assertTrue(mayCreate(session("arn:aws:iam::111122223333:role/other")));
    assertTrue(mayCreate(session("arn:aws:iam::444455556666:role/team/operator")));
  }

  private String session(String role) {
    var account = role.split(":")[4];
    var arn = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/pod";
    return environment.accounts().begin(account, arn, Instant.MAX).accessKey();
  }

  @Test
  void conditionsSeeThePrincipalTheRegionAndTheTime() {
    policies.put(
        "AKIATEST",
        List.of(
            policy(
                """
                {'Statement':{'Effect':'Allow','Action':'*','Resource':'*','Condition':{
                  'StringEquals':{'aws:RequestedRegion':'eu-central-1',
                    'aws:PrincipalType':'User','aws:PrincipalAccount':'111122223333'},
                  'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/AKIA*'},
                  'DateLessThan':{'aws:CurrentTime':'2026-01-02'}}}}""")));
    assertTrue(mayCreate("AKIATEST"));
    assertTrue(policies.refusal(new Caller(ACCOUNT, "us-east-1", "AKIATEST"), CREATE).isPresent());
  }

  @Test
  void aFolderOfFilesIsRead(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"AKIAONE\":" + READER + "}");
    Files.writeString(
        folder.resolve("b.json"),
        "{\"AKIATWO\":[" + READER + "],\"arn:aws:iam::111122223333:user/AKIATHREE\":[]}");
    Files.writeString(folder.resolve("notes.txt"), "not read");
    policies.load(folder);
    for (var key : List.of("AKIAONE", "AKIATWO", "AKIATHREE")) {
      assertEquals(false, mayCreate(key), key);
    }
    assertTrue(
        policies.refusal(caller("AKIATWO"), Access.to("vpc-lattice:GetService", "*")).isEmpty());
  }

  @Test
  void nothingIsTakenFromAFileWithAMistakeInIt() throws IOException {
    var json =
        new ObjectMapper().readTree("{\"AKIAONE\":" + READER + ",\"AKIATWO\":{\"Statement\":[]}}");
    var malformed = assertThrows(MalformedPolicy.class, () -> policies.putAll(json));
    assertEquals(
        "AKIATWO: Statement: Must be one statement or a list of some", malformed.getMessage());
    assertTrue(mayCreate("AKIAONE"));
  }
}

package io.latticeoperator.simulator.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps of the recipe, by the clients that people have. */
@Tag("aws-cli")
class StockClientsTest {
  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void theCliGoesThroughTheWholeLife() throws Exception {
    var network = lattice("create-service-network --name shop --query id");
    var config = "port=8080,protocol=HTTP,vpcIdentifier=" + Bench.VPC;
    var group = lattice("create-target-group --name shop --type IP --query id --config " + config);
    var register = "register-targets --target-group-identifier " + group;
    lattice(register + " --targets id=10.1.0.5 id=10.1.0.6,port=8081");
    var service = lattice("create-service --name shop --tags team=a --query id");
    var forward = "forward={targetGroups=[{targetGroupIdentifier=" + group + "}]}";
    lattice(
        "create-listener --name web --protocol HTTP --port 80 --service-identifier "
            + service
            + " --default-action "
            + forward);
    var association =
        lattice(
            "create-service-network-service-association --query arn"
                + " --service-network-identifier "
                + network
                + " --service-identifier "
                + service);
    lattice(
        "create-service-network-vpc-association --vpc-identifier "
            + Bench.OTHER_VPC
            + " --service-network-identifier "
            + network);
    assertEquals(
        "HEALTHY\tHEALTHY",
        lattice("list-targets --query items[].status --target-group-identifier " + group));
    assertEquals("shop", lattice("list-services --query items[].name"));
    var arn = lattice("get-service --query arn --service-identifier " + service);
    assertEquals("a", lattice("list-tags-for-resource --query tags.team --resource-arn " + arn));

    assertTrue(
        failing("delete-service --service-identifier " + service)
            .contains("(ConflictException) when calling the DeleteService operation"));
    lattice(
        "delete-service-network-service-association"
            + " --service-network-service-association-identifier "
            + association);
    lattice("delete-service --service-identifier " + service);
    assertTrue(
        failing("delete-target-group --target-group-identifier " + group)
            .contains("TargetGroup has targets registered with it"));
    lattice(
        "deregister-targets --targets id=10.1.0.5,port=8080 id=10.1.0.6,port=8081"
            + " --target-group-identifier "
            + group);
    lattice("delete-target-group --target-group-identifier " + group);
    var vpcAssociation =
        lattice(
            "list-service-network-vpc-associations --query items[].id --vpc-identifier "
                + Bench.OTHER_VPC);
    lattice(
        "delete-service-network-vpc-association"
            + " --service-network-vpc-association-identifier "
            + vpcAssociation);
    lattice("delete-service-network --service-network-identifier " + network);
    assertEquals("{}", served.lattice.snapshot().toString());
  }

  @Test
  void theCliOpensASecurityGroupForLattice() throws Exception {
    var list =
        cli(
            true,
            "ec2 describe-managed-prefix-lists --query PrefixLists[].PrefixListId --filters"
                + " Name=prefix-list-name,Values=com.amazonaws.eu-central-1.vpc-lattice");
    assertTrue(list.startsWith("pl-"), list);
    var group =
        cli(
            true,
            "ec2 create-security-group --group-name pods --description pods --query GroupId"
                + " --vpc-id "
                + Bench.VPC);
    var permission =
        "IpProtocol=tcp,FromPort=8080,ToPort=8080,PrefixListIds=[{PrefixListId=" + list + "}]";
    var authorize =
        "ec2 authorize-security-group-ingress --query SecurityGroupRules[].PrefixListId"
            + " --group-id "
            + group
            + " --ip-permissions "
            + permission;
    assertEquals(list, cli(true, authorize));
    assertTrue(cli(false, authorize).contains("InvalidPermission.Duplicate"));
    var rules =
        "ec2 describe-security-group-rules --query SecurityGroupRules[?!IsEgress].FromPort --filters"
            + " Name=group-id,Values="
            + group;
    assertEquals("8080", cli(true, rules));
    cli(
        true,
        "ec2 revoke-security-group-ingress --group-id "
            + group
            + " --ip-permissions "
            + permission);
    assertEquals("", cli(true, rules));
    assertEquals(
        "10.1.0.0/16",
        cli(
            true,
            "ec2 describe-subnets --query Subnets[].CidrBlock --filters Name=vpc-id,Values="
                + Bench.VPC));
    assertEquals(
        "10.2.0.0/16",
        cli(true, "ec2 describe-vpcs --query Vpcs[].CidrBlock --vpc-ids " + Bench.OTHER_VPC));
  }

  @Test
  void theCliLearnsWhoItIsAndTakesARole() throws Exception {
    assertEquals(Bench.ACCOUNT, cli(true, "sts get-caller-identity --query Account"));
    var key =
        cli(
            true,
            "sts assume-role-with-web-identity --web-identity-token token --role-session-name session"
                + " --role-arn arn:aws:iam::444455556666:role/operator"
                + " --query Credentials.AccessKeyId");
    assertTrue(key.startsWith("ASIA"), key);
  }

  @Test
  void botoPagesThroughTargets() throws Exception {
    var script =
        """
        import boto3
        c = boto3.client('vpc-lattice')
        try:
            c.get_service(serviceIdentifier='svc-0123456789abcdef0')
        except c.exceptions.ResourceNotFoundException as e:
            print(e.response['resourceId'], e.response['resourceType'])
        for i in range(5):
            c.create_service_network(name='net-%d' % i)
        pages = c.get_paginator('list_service_networks').paginate(PaginationConfig={'PageSize': 2})
        print([[n['name'] for n in p['items']] for p in pages])
        g = c.create_target_group(name='shop', type='IP', config={
            'port': 80, 'protocol': 'HTTP', 'vpcIdentifier': '%s'})
        print(g['config']['healthCheck']['matcher'], g['status'])
        """
            .replace("'%s'", "'" + Bench.VPC + "'");
    assertEquals(
        """
        svc-0123456789abcdef0 SERVICE
        [['net-0', 'net-1'], ['net-2', 'net-3'], ['net-4']]
        {'httpCode': '200'} CREATE_IN_PROGRESS""",
        run(true, List.of("python3", "-c", script)));
  }

  private String lattice(String command) throws Exception {
    return cli(true, "vpc-lattice " + command);
  }

  private String failing(String command) throws Exception {
    return cli(false, "vpc-lattice " + command);
  }

  private String cli(boolean succeeds, String command) throws Exception {
    var words = new ArrayList<>(List.of("aws", "--output", "text"));
    words.addAll(List.of(command.split(" ")));
    return run(succeeds, words);
  }

  private String run(boolean succeeds, List<String> command) throws Exception {
    return Terminal.run(served.server.endpoint(), succeeds, command);
  }
}

package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.CONFLICT;
import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static io.latticeoperator.simulator.lattice.ErrorCode.SERVICE_QUOTA_EXCEEDED;
import static io.latticeoperator.simulator.lattice.ErrorCode.VALIDATION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.simulator.aws.VpcEndpoint;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resource gateways and configurations, their associations, and domain verifications. */
class ResourcesTest {
  private static final String GATEWAY = "{'resourceGatewayIdentifier':'%s'}";
  private static final String CONFIGURATION = "{'resourceConfigurationIdentifier':'%s'}";
  private static final String ASSOCIATION = "{'serviceNetworkResourceAssociationIdentifier':'%s'}";
  private static final String PAIR =
      "{'serviceNetworkIdentifier':'%s','resourceConfigurationIdentifier':'%s'}";

  private final Bench bench = new Bench();

  private String created(String operation, String json, Object... arguments) {
    var id = bench.ok(operation, json, arguments).get("id").asText();
    bench.settle();
    return id;
  }

  private String gateway(String name) {
    return created(
        "CreateResourceGateway",
        "{'name':'%s','vpcIdentifier':'%s','subnetIds':['subnet-0aaaaaaaaaaaaaaaa']}",
        name,
        Bench.VPC);
  }

  private String single(String name, String gateway) {
    return created(
        "CreateResourceConfiguration",
        "{'name':'%s','type':'SINGLE','resourceGatewayIdentifier':'%s','portRanges':['5432'],"
            + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}},"
            + "'allowAssociationToShareableServiceNetwork':true}",
        name,
        gateway);
  }

  private String group(String name, String gateway) {
    return created(
        "CreateResourceConfiguration",
        "{'name':'%s','type':'GROUP','resourceGatewayIdentifier':'%s','groupDomain':'db.example'}",
        name,
        gateway);
  }

  @Test
  void aGatewayIsInTheSubnetsOfItsVpc() {
    var created =
        bench.ok(
            "CreateResourceGateway",
            "{'name':'data','vpcIdentifier':'%s','subnetIds':['subnet-0aaaaaaaaaaaaaaaa']}",
            Bench.VPC);
    assertEquals("CREATE_IN_PROGRESS", created.get("status").asText());
    assertEquals("IPV4", created.get("ipAddressType").asText());
    assertEquals(16, created.get("ipv4AddressesPerEni").asInt());
    bench.refused(CONFLICT, "DeleteResourceGateway", GATEWAY, created.get("id").asText());
    var create = "{'name':'%s','vpcIdentifier':'%s','subnetIds':['%s']}";
    var subnet = "subnet-0aaaaaaaaaaaaaaaa";
    bench.refused(CONFLICT, "CreateResourceGateway", create, "data", Bench.VPC, subnet);
    bench.refused(VALIDATION, "CreateResourceGateway", create, "more", Bench.OTHER_VPC, subnet);
    bench.refused(VALIDATION, "CreateResourceGateway", create, "more", Bench.FOREIGN_VPC, subnet);
    bench.refused(VALIDATION, "CreateResourceGateway", "{'name':'more'}");
  }

  @Test
  void aGatewayIsUpdatedAndStaysWhileItIsUsed() {
    var gateway = gateway("data");
    var updated =
        bench.ok(
            "UpdateResourceGateway",
            "{'resourceGatewayIdentifier':'%s','securityGroupIds':['sg-0aaaaaaaaaaaaaaaa']}",
            gateway);
    assertEquals("UPDATE_IN_PROGRESS", updated.get("status").asText());
    bench.refused(CONFLICT, "UpdateResourceGateway", GATEWAY, gateway);
    bench.settle();
    var configuration = single("base", gateway);
    bench.refused(CONFLICT, "DeleteResourceGateway", GATEWAY, gateway);
    bench.ok("DeleteResourceConfiguration", CONFIGURATION, configuration);
    bench.settle();
    bench.ok("DeleteResourceGateway", GATEWAY, gateway);
    bench.settle();
    bench.refused(RESOURCE_NOT_FOUND, "GetResourceGateway", GATEWAY, gateway);
    assertTrue(bench.lattice.snapshot().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'one','type':'SINGLE','portRanges':['1']}",
        "{'name':'one','type':'SINGLE','resourceGatewayIdentifier':'GW','portRanges':['1']}",
        "{'name':'one','type':'SINGLE','resourceGatewayIdentifier':'GW',"
            + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}}}",
        "{'name':'one','type':'SINGLE','resourceGatewayIdentifier':'GW','portRanges':['9-8'],"
            + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}}}",
        "{'name':'one','type':'SINGLE','resourceGatewayIdentifier':'GW','portRanges':['1'],"
            + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'8.8.8.8'}}}",
        "{'name':'one','type':'SINGLE','resourceGatewayIdentifier':'GW','portRanges':['1'],"
            + "'resourceConfigurationDefinition':{'arnResource':"
            + "{'arn':'arn:aws:rds:eu-central-1:111122223333:db:a'}}}",
        "{'name':'one','type':'CHILD','portRanges':['1'],"
            + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}}}",
        "{'name':'one','type':'GROUP','resourceGatewayIdentifier':'GW',"
            + "'customDomainName':'db.example'}",
      })
  void aConfigurationThatMakesNoSenseIsRefused(String json) {
    var gateway = gateway("data");
    var refusal =
        bench.refused(VALIDATION, "CreateResourceConfiguration", json.replace("GW", gateway));
    assertEquals("other", refusal.extra().get("reason").asText(), refusal.message());
  }

  @Test
  void aChildHasTheGatewayOfItsGroupWhichStaysWithIt() {
    var gateway = gateway("data");
    var group = group("all", gateway);
    var child =
        "{'name':'%s','type':'CHILD','resourceConfigurationGroupIdentifier':'%s',"
            + "'portRanges':['5432'],'customDomainName':'%s',"
            + "'resourceConfigurationDefinition':{'dnsResource':{'domainName':'a.example'}}}";
    bench.refused(
        VALIDATION, "CreateResourceConfiguration", child, "one", group, "one.other.example");
    var id = created("CreateResourceConfiguration", child, "one", group, "one.db.example");
    var got = bench.ok("GetResourceConfiguration", CONFIGURATION, id);
    assertEquals(gateway, got.get("resourceGatewayId").asText());
    assertEquals("ACTIVE", got.get("status").asText());
    bench.refused(CONFLICT, "DeleteResourceConfiguration", CONFIGURATION, group);
    var network = bench.network("shop");
    bench.refused(VALIDATION, "CreateServiceNetworkResourceAssociation", PAIR, network, id);
    var children = "{'resourceConfigurationGroupIdentifier':'%s'}";
    assertEquals(1, bench.ok("ListResourceConfigurations", children, group).get("items").size());
  }

  @Test
  void anUpdateInProgressIsInvalidRatherThanAConflict() {
    var configuration = single("base", gateway("data"));
    var update = "{'resourceConfigurationIdentifier':'%s','portRanges':['1-9']}";
    var updated = bench.ok("UpdateResourceConfiguration", update, configuration);
    assertEquals("UPDATE_IN_PROGRESS", updated.get("status").asText());
    bench.refused(VALIDATION, "UpdateResourceConfiguration", update, configuration);
    bench.refused(CONFLICT, "DeleteResourceConfiguration", CONFIGURATION, configuration);
    bench.settle();
    bench.ok("UpdateResourceConfiguration", update, configuration);
  }

  @Test
  void anAssociationHoldsBothSides() {
    var configuration = single("base", gateway("data"));
    var network = bench.network("shop");
    var id = created("CreateServiceNetworkResourceAssociation", PAIR, network, configuration);
    var refusal =
        bench.refused(
            CONFLICT, "CreateServiceNetworkResourceAssociation", PAIR, network, configuration);
    assertEquals("Association already exists", refusal.message());
    bench.refused(CONFLICT, "DeleteResourceConfiguration", CONFIGURATION, configuration);
    bench.refused(CONFLICT, "DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    var listed = bench.ok("ListServiceNetworks", "{}").at("/items/0");
    assertEquals(1, listed.get("numberOfAssociatedResourceConfigurations").asInt());
    var got = bench.ok("GetServiceNetworkResourceAssociation", ASSOCIATION, id);
    assertEquals("ACTIVE", got.get("status").asText());
    assertTrue(got.at("/dnsEntry/domainName").asText().startsWith(id), got.toString());
    bench.ok("DeleteServiceNetworkResourceAssociation", ASSOCIATION, id);
    bench.refused(CONFLICT, "DeleteServiceNetworkResourceAssociation", ASSOCIATION, id);
    bench.settle();
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
  }

  @Test
  void aShareableNetworkNeedsConsent() {
    var gateway = gateway("data");
    var closed =
        created(
            "CreateResourceConfiguration",
            "{'name':'base','type':'ARN','resourceGatewayIdentifier':'%s',"
                + "'resourceConfigurationDefinition':{'arnResource':"
                + "{'arn':'arn:aws:rds:eu-central-1:111122223333:db:base'}}}",
            gateway);
    bench.refused(
        VALIDATION, "CreateServiceNetworkResourceAssociation", PAIR, bench.network("a-b"), closed);
    var inward =
        created("CreateServiceNetwork", "{'name':'inward','sharingConfig':{'enabled':false}}");
    bench.ok("CreateServiceNetworkResourceAssociation", PAIR, inward, closed);
  }

  @Test
  void endpointsHoldWhatTheyLeadTo() {
    var configuration = single("base", gateway("data"));
    var network = bench.network("shop");
    var toNetwork = endpoint("vpce-0123456789abcdef0", "servicenetwork/" + network);
    bench.lattice.attach(toNetwork);
    bench.lattice.attach(
        endpoint("vpce-0123456789abcdef1", "resourceconfiguration/" + configuration));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            bench.lattice.attach(
                endpoint("vpce-0123456789abcdef2", "servicenetwork/sn-0123456789abcdef0")));
    bench.refused(CONFLICT, "DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
    bench.refused(CONFLICT, "DeleteResourceConfiguration", CONFIGURATION, configuration);
    var listed =
        bench.ok(
            "ListResourceEndpointAssociations",
            "{'resourceConfigurationIdentifier':'%s','vpcEndpointId':'vpce-0123456789abcdef1'}",
            configuration);
    bench.ok(
        "DeleteResourceEndpointAssociation",
        "{'resourceEndpointAssociationIdentifier':'%s'}",
        listed.at("/items/0/id").asText());
    bench.ok("DeleteResourceConfiguration", CONFIGURATION, configuration);
    bench.lattice.detach(toNetwork.id());
    bench.ok("DeleteServiceNetwork", "{'serviceNetworkIdentifier':'%s'}", network);
  }

  private static VpcEndpoint endpoint(String id, String path) {
    var arn = "arn:aws:vpc-lattice:eu-central-1:%s:%s".formatted(Bench.ACCOUNT, path);
    return new VpcEndpoint(id, Bench.ACCOUNT, "eu-central-1", Bench.VPC, arn);
  }

  @Test
  void aDomainIsVerifiedAfterAWhileOrNever() {
    var start = "{'domainName':'%s','clientToken':'%s'}";
    var started = bench.ok("StartDomainVerification", start, "db.example", "t");
    assertEquals("PENDING", started.get("status").asText());
    assertEquals(started, bench.ok("StartDomainVerification", start, "db.example", "t"));
    bench.refused(CONFLICT, "StartDomainVerification", start, "DB.example", "u");
    bench.settle();
    var get = "{'domainVerificationIdentifier':'%s'}";
    var got = bench.ok("GetDomainVerification", get, started.get("arn").asText());
    assertEquals("VERIFIED", got.get("status").asText());
    bench.lattice.inject(new Stuck());
    var other = created("StartDomainVerification", start, "other.example", "v");
    assertEquals(
        "VERIFICATION_TIMED_OUT",
        bench.ok("GetDomainVerification", get, other).get("status").asText());
    for (int index = 0; index < 3; index++) {
      created("StartDomainVerification", start, "a" + index + ".example", "w" + index);
    }
    var refusal =
        bench.refused(
            SERVICE_QUOTA_EXCEEDED, "StartDomainVerification", start, "sixth.example", "x");
    assertEquals("L-73D0F278", refusal.extra().get("quotaCode").asText());
  }

  /** Nothing that is in progress succeeds. */
  private record Stuck() implements Faults {
    @Override
    public Optional<Fault> on(long sequence, Call call) {
      return Optional.empty();
    }

    @Override
    public Optional<Failure> onSettle(String resourceType, String id, Status inProgress) {
      return Optional.of(new Failure("InternalFailure", "Stuck"));
    }
  }
}

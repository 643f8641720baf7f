package io.latticeoperator.simulator.lattice;

import static io.latticeoperator.simulator.lattice.ErrorCode.ACCESS_DENIED;
import static io.latticeoperator.simulator.lattice.ErrorCode.RESOURCE_NOT_FOUND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.latticeoperator.simulator.aws.Caller;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharingTest {
  private static final String NETWORK = "{'serviceNetworkIdentifier':'%s'}";
  private static final String PAIR = "{'serviceNetworkIdentifier':'%s','serviceIdentifier':'%s'}";
  private static final String VPC_PAIR = "{'serviceNetworkIdentifier':'%s','vpcIdentifier':'%s'}";
  private static final String OF_SERVICE = "{'serviceNetworkServiceAssociationIdentifier':'%s'}";
  private static final String OF_VPC = "{'serviceNetworkVpcAssociationIdentifier':'%s'}";

  private final Set<String> shared = new HashSet<>();
  private final Bench bench = bench(Settings.quick());

  /** Shared is what is in the set, with the other account only. */
  private Bench bench(Settings settings) {
    return new Bench(
        settings,
        each ->
            each.sharing(
                (String arn, String account) ->
                    shared.contains(arn) && account.equals(Bench.OTHER.account())));
  }

  private String created(String operation, String json, Object... arguments) {
    var arn = bench.ok(operation, json, arguments).get("arn").asText();
    bench.settle();
    return arn;
  }

  private String network(String name) {
    return created("CreateServiceNetwork", "{'name':'%s'}", name);
  }

  private String service(String name) {
    return created("CreateService", "{'name':'%s'}", name);
  }

  private int listed(String operation) {
    return bench.ok(operation, "{}").get("items").size();
  }

  @Test
  void whatIsSharedIsSeenByItsArn() {
    var network = network("shop");
    var service = service("shop");
    bench.as(Bench.OTHER);
    bench.refused(RESOURCE_NOT_FOUND, "GetServiceNetwork", NETWORK, network);
    assertEquals(0, listed("ListServiceNetworks"));
    shared.add(network);
    shared.add(service);
    var got = bench.ok("GetServiceNetwork", NETWORK, network);
    bench.refused(RESOURCE_NOT_FOUND, "GetServiceNetwork", NETWORK, got.get("id").asText());
    bench.ok("GetService", "{'serviceIdentifier':'%s'}", service);
    assertEquals(1, listed("ListServiceNetworks"));
    assertEquals(1, listed("ListServices"));
    bench.as(new Caller(Bench.OTHER.account(), "eu-west-1", "AKIAOTHER"));
    bench.refused(RESOURCE_NOT_FOUND, "GetServiceNetwork", NETWORK, network);
    assertEquals(0, listed("ListServiceNetworks"));
  }

  @Test
  void listsOfWhatIsSharedAreAChoice() {
    var closed =
        bench(
            Settings.quick()
                .with(to -> to.choices = to.choices.with(c -> c.listsShowShared = false)));
    shared.add(closed.ok("CreateServiceNetwork", "{'name':'shop'}").get("arn").asText());
    closed.as(Bench.OTHER);
    assertEquals(0, closed.ok("ListServiceNetworks", "{}").get("items").size());
  }

  @Test
  void aNetworkThatIsNotForSharingIsNotSeen() {
    var network =
        created("CreateServiceNetwork", "{'name':'shop','sharingConfig':{'enabled':false}}");
    shared.add(network);
    bench.as(Bench.OTHER);
    bench.refused(RESOURCE_NOT_FOUND, "GetServiceNetwork", NETWORK, network);
  }

  @Test
  void whatIsSharedBelongsToItsOwner() {
    var network = network("shop");
    var service = service("shop");
    shared.add(network);
    shared.add(service);
    bench.as(Bench.OTHER);
    bench.refused(ACCESS_DENIED, "DeleteServiceNetwork", NETWORK, network);
    bench.refused(ACCESS_DENIED, "TagResource", "{'resourceArn':'%s','tags':{'a':'b'}}", network);
    bench.refused(
        ACCESS_DENIED, "PutAuthPolicy", "{'resourceIdentifier':'%s','policy':'{}'}", service);
    bench.refused(
        ACCESS_DENIED, "UpdateService", "{'serviceIdentifier':'%s','authType':'NONE'}", service);
  }

  @Test
  void twoThingsOfOthersCannotBeAssociated() {
    var network = network("shop");
    var service = service("shop");
    shared.add(network);
    shared.add(service);
    bench.as(Bench.OTHER);
    bench.refused(ACCESS_DENIED, "CreateServiceNetworkServiceAssociation", PAIR, network, service);
    bench.ok("CreateServiceNetworkServiceAssociation", PAIR, network, service("own"));
  }

  @Test
  void eitherSideDeletesAnAssociationAlsoWhenNothingIsSharedAnyLonger() {
    var network = network("shop");
    shared.add(network);
    bench.as(Bench.OTHER);
    var first = created("CreateServiceNetworkServiceAssociation", PAIR, network, service("one"));
    var second = created("CreateServiceNetworkServiceAssociation", PAIR, network, service("two"));
    shared.clear();
    assertEquals(
        Bench.OTHER.account(),
        bench
            .ok("GetServiceNetworkServiceAssociation", OF_SERVICE, first)
            .get("createdBy")
            .asText());
    bench.ok("DeleteServiceNetworkServiceAssociation", OF_SERVICE, second);
    bench.as(Bench.CALLER);
    var seen = bench.ok("ListServiceNetworkServiceAssociations", NETWORK, network);
    assertEquals(2, seen.get("items").size(), "a network's owner sees all");
    bench.ok("DeleteServiceNetworkServiceAssociation", OF_SERVICE, first);
    bench.as(new Caller("777788889999", "eu-central-1", "AKIATHIRD"));
    bench.refused(RESOURCE_NOT_FOUND, "GetServiceNetworkServiceAssociation", OF_SERVICE, first);
  }

  @Test
  void onlyItsCreatorUpdatesAVpcAssociation() {
    var network = network("shop");
    shared.add(network);
    bench.as(Bench.OTHER);
    bench.refused(
        RESOURCE_NOT_FOUND, "CreateServiceNetworkVpcAssociation", VPC_PAIR, network, Bench.VPC);
    var association =
        created("CreateServiceNetworkVpcAssociation", VPC_PAIR, network, Bench.FOREIGN_VPC);
    var update =
        "{'serviceNetworkVpcAssociationIdentifier':'%s',"
            + "'securityGroupIds':['sg-0cccccccccccccccc']}";
    bench.as(Bench.CALLER);
    bench.refused(ACCESS_DENIED, "UpdateServiceNetworkVpcAssociation", update, association);
    assertEquals(
        1, bench.ok("GetServiceNetwork", NETWORK, network).get("numberOfAssociatedVPCs").asInt());
    bench.as(Bench.OTHER);
    bench.ok("UpdateServiceNetworkVpcAssociation", update, association);
    bench.settle();
    bench.as(Bench.CALLER);
    bench.ok("DeleteServiceNetworkVpcAssociation", OF_VPC, association);
  }

  @Test
  void aSharedResourceConfigurationJoinsANetworkOfAnotherAccount() {
    var gateway =
        created(
            "CreateResourceGateway",
            "{'name':'data','vpcIdentifier':'%s','subnetIds':['subnet-0aaaaaaaaaaaaaaaa']}",
            Bench.VPC);
    var configuration =
        created(
            "CreateResourceConfiguration",
            "{'name':'base','type':'SINGLE','resourceGatewayIdentifier':'%s','portRanges':['1'],"
                + "'resourceConfigurationDefinition':{'ipResource':{'ipAddress':'10.1.0.9'}},"
                + "'allowAssociationToShareableServiceNetwork':true}",
            gateway);
    bench.as(Bench.OTHER);
    var get = "{'resourceConfigurationIdentifier':'%s'}";
    bench.refused(RESOURCE_NOT_FOUND, "GetResourceConfiguration", get, configuration);
    shared.add(configuration);
    bench.ok("GetResourceConfiguration", get, configuration);
    bench.refused(ACCESS_DENIED, "DeleteResourceConfiguration", get, configuration);
    assertEquals(1, listed("ListResourceConfigurations"));
    bench.refused(
        RESOURCE_NOT_FOUND, "GetResourceGateway", "{'resourceGatewayIdentifier':'%s'}", gateway);
    created(
        "CreateServiceNetworkResourceAssociation",
        "{'serviceNetworkIdentifier':'%s','resourceConfigurationIdentifier':'%s'}",
        network("own"),
        configuration);
    bench.as(Bench.CALLER);
    assertEquals(1, listed("ListServiceNetworkResourceAssociations"));
  }
}

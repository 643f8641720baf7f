package io.latticeoperator.cloud;

import java.util.List;

/** What a person who looks for a fault wants to know of AWS. One account, one Region. */
public interface Surroundings {

  /** Whom AWS takes us for: one call of STS GetCallerIdentity, which needs no permission. */
  Answer<Identity> identity();

  /** Id of the VPC that this machine is in, as its metadata say; a fault where it has none. */
  Answer<String> ownVpc();

  /** A VPC with its subnets; a fault of kind MISSING when there is none of that id. */
  Answer<Network> vpc(String vpcId);

  /** How much of what AWS limits the account has. */
  Answer<Usage> usage();

  /**
   * Who makes the calls.
   *
   * @param account 12 digits
   * @param arn of the user or the session of a role
   * @param credentials which ones, and where they are from, for people
   * @param region AWS Region code
   */
  record Identity(String account, String arn, String credentials, String region) {}

  /**
   * A VPC.
   *
   * @param cidrs of both address families
   */
  record Network(String vpcId, List<String> cidrs, List<Subnet> subnets) {
    public Network {
      cidrs = List.copyOf(cidrs);
      subnets = List.copyOf(subnets);
    }
  }

  /**
   * A subnet.
   *
   * @param cidrs of both address families
   * @param zone such as {@code eu-central-1a}
   */
  record Subnet(String id, List<String> cidrs, String zone) {
    public Subnet {
      cidrs = List.copyOf(cidrs);
    }
  }

  /** The account's own resources in the Region; what others share with it does not count. */
  record Usage(int serviceNetworks, int services, int targetGroups) {}
}

package io.latticeoperator.simulator.lattice;

/**
 * A resource configuration in a service network.
 *
 * @param domainName the generated DNS name under which the network's clients find it
 */
public record ResourceAssociation(
    Identity identity,
    String networkId,
    String configurationId,
    String domainName,
    boolean privateDnsEnabled,
    Progress progress)
    implements Evolving {

  @Override
  public ResourceAssociation with(Progress changed) {
    return new ResourceAssociation(
        identity, networkId, configurationId, domainName, privateDnsEnabled, changed);
  }
}

package io.latticeoperator.engine;

import io.latticeoperator.model.Owner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the user is told of one network; becomes its status.
 *
 * @param network name of the service network, or what the spec calls it
 * @param networkId null until it is known
 * @param exports exports of this cluster that are in it
 * @param vpcs ids of the VPCs that the owner's association is with
 * @param auth authentication of the service network as AWS tells it; null until it is known
 * @param logGroup of CloudWatch Logs that access logs go to; null for none
 * @param dashboard name of the CloudWatch dashboard; null for none
 * @param extraPorts ranges open to Lattice although no export asked for them
 */
public record NetworkReport(
    Owner owner,
    String uid,
    long generation,
    List<Condition> conditions,
    String network,
    @Nullable String networkId,
    int exports,
    List<String> vpcs,
    @Nullable String auth,
    @Nullable String logGroup,
    @Nullable String dashboard,
    List<String> extraPorts,
    Map<String, String> arns,
    boolean released)
    implements Report {

  public NetworkReport {
    conditions = List.copyOf(conditions);
    vpcs = List.copyOf(vpcs);
    extraPorts = List.copyOf(extraPorts);
    arns = Map.copyOf(arns);
  }
}

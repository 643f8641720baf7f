package io.latticeoperator.cloud;

import java.util.List;

/**
 * What a cluster has made, found without asking the cluster: for whoever cleans up after one that
 * is gone. One account, one Region.
 */
public interface Inventory {

  /**
   * All that carries the tag {@code latticeoperator.io/cluster-uid} with this value, and the
   * dashboards that bear its mark; in order of ARN. Policies are not among them: they go with what
   * they hang on. AWS may show what is new, or gone, some minutes late.
   */
  Answer<List<Belonging>> of(String clusterUid);
}

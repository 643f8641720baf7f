package io.latticeoperator.explain;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.translate.Cidr;
import io.latticeoperator.translate.ExportFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one Service on its way into VPC Lattice.
 *
 * @param exists whether there is such a Service
 * @param request how it asks to be exported
 * @param export null when nothing asks for one
 * @param pods that the Service selects, or that were asked about
 * @param aws null when there is nothing to look for
 */
public record Case(
    String namespace,
    String service,
    boolean exists,
    Request request,
    @Nullable Export export,
    List<Pod> pods,
    List<Cidr> routable,
    @Nullable Aws aws) {
  public Case {
    pods = List.copyOf(pods);
    routable = List.copyOf(routable);
  }

  /** How a Service asks for it. */
  public sealed interface Request {
    /** Neither an annotation nor a LatticeExport. */
    record None() implements Request {}

    /** By annotations. */
    record Annotated() implements Request {}

    /** By annotations that cannot be followed; at least one message. */
    record Invalid(List<String> messages) implements Request {
      public Invalid {
        messages = List.copyOf(messages);
      }
    }

    /** By a LatticeExport that somebody has written. */
    record Written(String name) implements Request {}
  }

  /**
   * The LatticeExport.
   *
   * @param made false while only annotations ask for it
   * @param observedGeneration that the operator's status speaks of; null for none
   * @param facts as the operator would read them now
   * @param report as the operator would write it now; null when nothing can be told
   */
  public record Export(
      String name,
      boolean made,
      long generation,
      @Nullable Long observedGeneration,
      ExportFacts facts,
      @Nullable ExportReport report) {}

  /**
   * A pod.
   *
   * @param selected by the Service
   * @param phase such as Running
   * @param ready condition Ready; null when it is absent
   * @param gates readiness gates that are not True, by type
   * @param troubles of containers, such as {@code web: CrashLoopBackOff}
   * @param host IP of its node; null while it has none
   * @param policies NetworkPolicies for incoming traffic that select it
   */
  public record Pod(
      String name,
      String uid,
      List<String> ips,
      boolean selected,
      String phase,
      boolean terminating,
      @Nullable Boolean ready,
      List<String> gates,
      List<String> troubles,
      @Nullable String host,
      Known<List<Policy>> policies) {
    public Pod {
      ips = List.copyOf(ips);
      gates = List.copyOf(gates);
      troubles = List.copyOf(troubles);
    }
  }

  /** A NetworkPolicy for incoming traffic: any of its rules admits. */
  public record Policy(String name, List<Rule> rules) {
    public Policy {
      rules = List.copyOf(rules);
    }
  }

  /**
   * @param anyPeer it admits everybody
   * @param blocks addresses that it admits; pods and namespaces that it may admit are no matter
   *     here
   * @param anyPort it admits to every port
   */
  public record Rule(boolean anyPeer, List<Block> blocks, boolean anyPort, List<Ports> ports) {
    public Rule {
      blocks = List.copyOf(blocks);
      ports = List.copyOf(ports);
    }
  }

  /** Addresses, less some. */
  public record Block(String cidr, List<String> except) {
    public Block {
      except = List.copyOf(except);
    }
  }

  /** From the first to the last, both included. */
  public record Ports(int from, int to) {}

  /**
   * What AWS says.
   *
   * @param complete whether all of the state has been read
   * @param fault why not; null when it has, or it just takes longer
   * @param state of the export, foreign things under its names included
   * @param networks every service network that can be seen
   * @param reasons why targets are in their states, as ListTargets tells it
   * @param clientVpc whose clients are asked about; null for those of any VPC
   * @param associations of that VPC, none or one; or of the networks that the service is in
   * @param groups security groups by address of the interface that has it
   * @param rules for incoming traffic, by group
   * @param prefixLists ids of the Region's lists of Lattice's addresses
   * @param networkAuth whether the networks ask callers to sign, by id: the policy, empty for none
   */
  public record Aws(
      boolean complete,
      @Nullable String fault,
      LatticeState state,
      List<NetworkSummary> networks,
      Known<Map<TargetAddress, String>> reasons,
      @Nullable String clientVpc,
      Known<List<VpcAssociation>> associations,
      Known<Map<String, List<String>>> groups,
      Known<List<Ingress>> rules,
      Known<Map<IpAddressType, String>> prefixLists,
      Known<Map<String, Auth>> networkAuth,
      Known<Auth> serviceAuth) {
    public Aws {
      networks = List.copyOf(networks);
    }
  }

  /**
   * A security group's rule for incoming traffic.
   *
   * @param protocol tcp, or -1 for all
   * @param from first port; -1 for all
   * @param source CIDR, id of a prefix list, or id of a security group
   */
  public record Ingress(String groupId, String protocol, int from, int to, String source) {}

  /**
   * Whether callers must sign.
   *
   * @param policy whether there is one
   */
  public record Auth(boolean iam, boolean policy) {}
}

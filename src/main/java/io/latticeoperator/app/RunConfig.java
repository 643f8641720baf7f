package io.latticeoperator.app;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Place;
import io.latticeoperator.translate.Cidr;
import io.latticeoperator.translate.ClusterSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one operator, checked. Made by {@link SettingsReader}.
 *
 * @param serviceAnnotations exports are made of annotated Services
 * @param election null when this process writes whatever others do
 * @param observeOnly nothing is written to AWS
 * @param stopOnStdinEof the process ends when its standard input does
 */
public record RunConfig(
    Cluster cluster,
    Networks networks,
    Kubernetes kubernetes,
    @Nullable Election election,
    Reads reads,
    Health health,
    Log log,
    CloudWatch cloudWatch,
    boolean serviceAnnotations,
    boolean observeOnly,
    boolean stopOnStdinEof) {

  /** Instead of the id of a VPC, or of CIDRs: to be found out. */
  public static final String DISCOVER = "discover";

  /**
   * Who the cluster is and where its pods are.
   *
   * @param id null for the UID of kube-system
   * @param account null for the account of the credentials
   * @param vpcId {@link #DISCOVER} to be found out
   * @param routable empty to be found out
   */
  public record Cluster(
      String name,
      @Nullable String id,
      @Nullable String account,
      String vpcId,
      List<Cidr> routable) {
    public Cluster {
      routable = List.copyOf(routable);
    }

    /** Whether something is to be found out before the configuration is complete. */
    boolean incomplete() {
      return vpcId.equals(DISCOVER) || routable.isEmpty();
    }
  }

  /** The same with what was found out about the cluster. */
  RunConfig with(Cluster found) {
    return new RunConfig(
        found,
        networks,
        kubernetes,
        election,
        reads,
        health,
        log,
        cloudWatch,
        serviceAnnotations,
        observeOnly,
        stopOnStdinEof);
  }

  /** The same, but nothing new comes of annotations, and nothing is held back from AWS. */
  public RunConfig forRemoval() {
    return new RunConfig(
        cluster,
        networks,
        kubernetes,
        election,
        reads,
        health,
        log,
        cloudWatch,
        false,
        false,
        false);
  }

  /**
   * Service networks by name, id or ARN.
   *
   * @param standard for exports that name none; null when they must
   * @param allowed besides the standard one
   */
  public record Networks(@Nullable String standard, List<String> allowed) {
    public Networks {
      allowed = List.copyOf(allowed);
    }
  }

  /**
   * How the API server is reached and what is looked at.
   *
   * @param kubeconfig null for the client's own search
   * @param context null for the current one
   * @param namespaces empty for all
   */
  public record Kubernetes(
      @Nullable Path kubeconfig, @Nullable String context, List<String> namespaces) {
    public Kubernetes {
      namespaces = List.copyOf(namespaces);
    }
  }

  /** The Lease by which replicas agree on who leads, and its duration. */
  public record Election(String namespace, String name, Duration duration) {}

  /**
   * Time between reads of AWS that no event asks for; zero for never.
   *
   * @param share in percent of the calls that may be made: so many are spent on each at most
   */
  public record Reads(Duration audit, Duration health, int share) {}

  /**
   * What CloudWatch is told of the operator itself.
   *
   * @param exportLimit exports that it is told of at most, with {@link Detail#EXPORTS}
   */
  public record CloudWatch(Detail detail, int exportLimit) {
    /** From nothing to most. */
    public enum Detail {
      OFF,
      TOTALS,
      EXPORTS
    }
  }

  /** Where the health endpoints listen; port 0 for any free one. */
  public record Health(InetAddress address, int port) {}

  /** What is logged, and how. */
  public record Log(Level level, Format format) {
    /** From the fewest entries to the most. */
    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG,
      TRACE
    }

    /** How an entry is written. */
    public enum Format {
      TEXT,
      JSON
    }
  }

  /**
   * What the pure step is told.
   *
   * @param kubeSystemUid identity of the cluster unless one is set
   */
  public ClusterSettings clusterSettings(String kubeSystemUid, Place place) {
    var id = cluster.id();
    return new ClusterSettings(
        new ClusterIdentity(id == null ? kubeSystemUid : id, cluster.name()),
        place,
        cluster.vpcId(),
        cluster.routable(),
        networks.allowed(),
        networks.standard(),
        publishes());
  }

  /**
   * Whether CloudWatch is told of the operator itself: that writes, so not while observing only.
   */
  public boolean publishes() {
    return cloudWatch.detail() != CloudWatch.Detail.OFF && !observeOnly;
  }
}

package io.latticeoperator.app.look;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.app.Access;
import io.latticeoperator.app.Discovery;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.cloud.aws.AwsClients;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.cloud.aws.AwsSurroundings;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.kube.ClusterView;
import io.latticeoperator.model.Place;
import io.latticeoperator.translate.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A cluster and its AWS account, open for a look at both. */
final class World implements AutoCloseable {
  private final KubernetesClient client;
  private final AwsClients aws;
  private final ClusterView view;
  private final ClusterSettings settings;

  private World(
      KubernetesClient client, AwsClients aws, ClusterView view, ClusterSettings settings) {
    this.client = client;
    this.aws = aws;
    this.view = view;
    this.settings = settings;
  }

  /**
   * Connects, and lists what the cluster holds.
   *
   * @throws MissingPrerequisite when the cluster does not answer within {@code patience}, or AWS is
   *     not configured
   */
  static World open(Access access, RunConfig config, Duration patience, Progress progress)
      throws MissingPrerequisite, InterruptedException {
    progress.show("reading the cluster");
    var aws = access.aws();
    var client = access.cluster(config.kubernetes());
    var view =
        new ClusterView(client, new HashSet<>(config.kubernetes().namespaces()), Instant.now());
    boolean opened = false;
    try {
      var uid = Access.check(client, config);
      if (!view.start(patience)) {
        throw new MissingPrerequisite(
            "the cluster at %s has not listed its Services, EndpointSlices and LatticeExports within %s; --timeout gives it more time"
                .formatted(client.getMasterUrl(), patience));
      }
      var place =
          new Place(Objects.requireNonNullElse(config.cluster().account(), ""), aws.region());
      var complete = Discovery.complete(config, new AwsSurroundings(aws));
      opened = true;
      return new World(client, aws, view, complete.clusterSettings(uid, place));
    } finally {
      if (!opened) {
        view.close();
        client.close();
        aws.close();
      }
      progress.show("");
    }
  }

  ClusterSettings settings() {
    return settings;
  }

  ClusterView view() {
    return view;
  }

  KubernetesClient client() {
    return client;
  }

  AwsClients aws() {
    return aws;
  }

  /**
   * Reads AWS for every owner.
   *
   * @param narrowing to the owners that matter
   */
  DryRun.Seen look(UnaryOperator<FactSource> narrowing, Duration patience, Progress progress)
      throws InterruptedException {
    return new DryRun(settings, narrowing.apply(view.facts()), new AwsCloud(aws))
        .look(patience, progress);
  }

  @Override
  public void close() {
    view.close();
    client.close();
    aws.close();
  }
}

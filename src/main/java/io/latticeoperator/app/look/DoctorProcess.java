package io.latticeoperator.app.look;

import io.latticeoperator.app.Access;
import io.latticeoperator.app.Discovery;
import io.latticeoperator.app.MissingPrerequisite;
import io.latticeoperator.app.RunConfig;
import io.latticeoperator.app.look.DoctorView.Area;
import io.latticeoperator.app.look.DoctorView.Checked;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.cloud.aws.AwsInspection;
import io.latticeoperator.cloud.aws.AwsSurroundings;
import io.latticeoperator.explain.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The body of {@code lattice doctor}. */
public final class DoctorProcess {
  private DoctorProcess() {}

  /** Looks at everything that the operator needs; what cannot be used is a check that fails. */
  public static DoctorView run(Access access, RunConfig config, Progress progress) {
    var ofCluster = new ArrayList<Checked>();
    progress.show("examining the cluster");
    var pods = cluster(access, config, ofCluster);
    progress.show("examining AWS");
    var checks = new ArrayList<Checked>(aws(access, config, pods));
    checks.addAll(ofCluster);
    progress.show("");
    return new DoctorView(checks);
  }

  private static Known<List<String>> cluster(
      Access access, RunConfig config, List<Checked> checks) {
    try (var client = access.cluster(config.kubernetes())) {
      var doctor = new ClusterDoctor(client, config);
      checks.addAll(doctor.check());
      return doctor.podAddresses();
    } catch (MissingPrerequisite missing) {
      var why = String.valueOf(missing.getMessage());
      checks.add(Checked.fail(Area.CLUSTER, "kubeconfig", why, "name a file that can be read"));
      return Known.unknown(why);
    }
  }

  private static List<Checked> aws(Access access, RunConfig config, Known<List<String>> pods) {
    try (var clients = access.aws()) {
      var surroundings = new AwsSurroundings(clients);
      var complete = Discovery.complete(config, surroundings);
      var checks =
          new AwsDoctor(
                  complete,
                  clients.region(),
                  surroundings,
                  new AwsInspection(clients),
                  new AwsCloud(clients))
              .check(Instant.now());
      checks.addAll(new NetworkDoctor(complete, surroundings).check(pods));
      return checks;
    } catch (MissingPrerequisite missing) {
      return List.of(
          Checked.fail(
              Area.CREDENTIALS,
              "settings",
              String.valueOf(missing.getMessage()),
              "set what it names"));
    }
  }
}

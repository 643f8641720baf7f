package io.latticeoperator.app.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latticeoperator.app.LatticeChild;
import io.latticeoperator.app.Parts;
import io.latticeoperator.app.Setting;
import io.latticeoperator.app.simulator.Rigour;
import io.latticeoperator.app.simulator.SimulatedAws;
import io.latticeoperator.deploy.PolicyFiles;
import io.latticeoperator.simulator.aws.Journal;
import io.latticeoperator.simulator.aws.SecurityGroup;
import io.latticeoperator.simulator.dataplane.ProxySettings;
import io.latticeoperator.simulator.faults.FaultPlan;
import io.latticeoperator.simulator.kubernetes.controllers.PodSockets;
import io.latticeoperator.time.RealTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the recipe begins with: a cluster, an operator with those published policies that the page
 * names and no other rights, a VPC with two security groups, and nothing in VPC Lattice.
 */
final class RecipeWorld implements AutoCloseable {
  static final String CLUSTER_ID = "7b0c6d0e-3f0b-4a9b-9a54-0d6f1f2f3a4b";
  static final String PODS = "sg-0123456789abcdef0";
  static final String CALLERS = "sg-0fedcba9876543210";

  /** Access key of the operator. */
  private static final String OPERATOR = "operator-one";

  /** Access key of who runs {@code lattice}; may also look for what is left. */
  private static final String PERSON = "person";

  /** What the page says that the operator needs. */
  private static final List<String> POLICIES =
      List.of(
          PolicyFiles.EXPORTS,
          "iam/network.json",
          "iam/auth.json",
          "iam/security-groups.json",
          "iam/logs.json",
          "iam/dashboards.json",
          "iam/discovery.json");

  private static final DemoVpc VPC = DemoVpc.ONE;
  private static final int PATIENCE_SECONDS = 180;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Parts parts = new Parts();
  private final Path folder;
  private final DemoCluster cluster;
  private final OperatorChild operator;
  final SimulatedAws aws;

  /** Starts all of it, and returns when the operator is ready. */
  RecipeWorld(Path folder) throws Exception {
    this.folder = folder;
    var timeline = new RealTimeline("recipe", Throwable::printStackTrace);
    parts.add(timeline::close);
    var sockets = new PodSockets();
    var settings = Profile.QUICK.settings();
    var account = settings.account();
    var rigour = new Rigour(1, FaultPlan.NONE, policies(), false);
    var plan =
        new SimulatedAws.Plan(
            settings, List.of(VPC.vpc(account)), 0, ProxySettings.likely(), rigour);
    aws = SimulatedAws.start(plan, timeline, sockets);
    parts.add(aws::close);
    for (var id : List.of(PODS, CALLERS)) {
      aws.lattice()
          .world()
          .put(
              new SecurityGroup(
                  id,
                  account,
                  DemoVpc.REGION,
                  VPC.id(),
                  id,
                  "of the recipe",
                  List.of(),
                  List.of()));
    }
    cluster = new DemoCluster("one", VPC, timeline, sockets, new TemporaryFolder(folder));
    parts.add(cluster::close);
    operator =
        new OperatorChild(
            OperatorChild.asThisProcess("io.latticeoperator.cli.Main"),
            cluster,
            environment(),
            new TemporaryFolder(folder));
    parts.add(operator::close);
    commands();
    operator.start();
    await().atMost(Duration.ofSeconds(60)).until(operator::ready);
  }

  /** The calls of the operator and of {@code ./lattice}, in order. */
  List<Journal.Entry> callsOfOurs() {
    return aws.lattice().journal().since(1).stream()
        .filter(Journal.by(OPERATOR).or(Journal.by(PERSON)))
        .toList();
  }

  List<String> lastWords() {
    return operator.lastWords();
  }

  /** Runs a command with the rights of the operator. */
  Ran runAsOperator(String command) throws IOException, InterruptedException {
    return run("AWS_ACCESS_KEY_ID=%s; %s".formatted(OPERATOR, command));
  }

  /** What a command came to, errors printed where output is. */
  record Ran(int code, String said) {}

  /** Runs what a person types. */
  Ran run(String command) throws IOException, InterruptedException {
    var said = Files.createTempFile(folder, "said", ".log");
    var builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.matches("(AWS_|LATTICE_).*|(?i:.*_proxy)"));
    environment.putAll(environment());
    environment.put("AWS_ACCESS_KEY_ID", "administrator");
    environment.put("AWS_DEFAULT_REGION", DemoVpc.REGION);
    environment.put("AWS_PAGER", "");
    environment.put("CURL_HOME", folder.toString());
    environment.put("KUBECONFIG", cluster.kubeconfig().toString());
    environment.put(Setting.CLUSTER_NAME.variable(), cluster.name());
    environment.put(Setting.VPC_ID.variable(), VPC.id());
    environment.put(Setting.ROUTABLE_CIDRS.variable(), VPC.cidr());
    var process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return new Ran(ended ? process.exitValue() : -1, Files.readString(said));
  }

  @Override
  public void close() {
    parts.close();
  }

  /** {@code ./lattice} of a person with rights of its own, and curl in the VPC. */
  private void commands() throws IOException {
    var real = LatticeChild.script(Files.createDirectory(folder.resolve("bin")));
    var lattice = folder.resolve("lattice");
    Files.writeString(
        lattice, "#!/bin/sh\nAWS_ACCESS_KEY_ID=%s exec %s \"$@\"\n".formatted(PERSON, real));
    if (!lattice.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + lattice + " executable");
    }
    int port = aws.proxy().endpoint(VPC.id(), DemoWorld.LISTENER_PORT).getPort();
    Files.writeString(
        folder.resolve(".curlrc"), "connect-to = \"::127.0.0.1:%d\"\n".formatted(port));
  }

  private Path policies() throws IOException {
    var texts = PolicyFiles.texts();
    var granted = JSON.createObjectNode();
    for (var key : List.of(OPERATOR, PERSON)) {
      var list = granted.putArray(key);
      POLICIES.forEach(file -> list.add(PolicyFiles.filled(texts.get(file), CLUSTER_ID)));
    }
    granted.withArray(PERSON).add(PolicyFiles.filled(texts.get("iam/cleanup.json"), CLUSTER_ID));
    return Files.writeString(folder.resolve("policies.json"), granted.toString());
  }

  private Map<String, String> environment() {
    var absent = folder.resolve("no-aws-configuration").toString();
    var environment = new HashMap<String, String>();
    environment.put("AWS_REGION", DemoVpc.REGION);
    environment.put("AWS_SECRET_ACCESS_KEY", "any");
    environment.put("AWS_ENDPOINT_URL", aws.endpoint().toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", absent);
    environment.put("AWS_SHARED_CREDENTIALS_FILE", absent);
    environment.put(Setting.CLUSTER_ID.variable(), CLUSTER_ID);
    environment.put(Setting.HEALTH_INTERVAL.variable(), "5s");
    environment.put(Setting.AUDIT_INTERVAL.variable(), "15s");
    return environment;
  }
}

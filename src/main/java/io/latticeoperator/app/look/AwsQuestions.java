package io.latticeoperator.app.look;

import io.latticeoperator.cloud.Answer;
import io.latticeoperator.cloud.Cloud;
import io.latticeoperator.cloud.Inspection;
import io.latticeoperator.cloud.Read;
import io.latticeoperator.cloud.Result;
import io.latticeoperator.cloud.aws.AwsCloud;
import io.latticeoperator.cloud.aws.AwsInspection;
import io.latticeoperator.control.FactSource;
import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Step;
import io.latticeoperator.explain.Case;
import io.latticeoperator.explain.Known;
import io.latticeoperator.model.AuthType;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Node.Kind;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.ServiceNetwork;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.plan.Fault;
import io.latticeoperator.translate.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What AWS says about one export and the way to its pods. */
final class AwsQuestions {
  /** The limit of values of a filter (DescribeNetworkInterfaces). */
  private static final int MOST_ADDRESSES = 200;

  private final World world;
  private final Cloud cloud;
  private final Inspection inspection;
  private final Duration patience;
  private final Progress progress;

  AwsQuestions(World world, Duration patience, Progress progress) {
    this.world = world;
    this.cloud = new AwsCloud(world.aws());
    this.inspection = new AwsInspection(world.aws());
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * @param report as the operator would write it; null when nothing can be told
   */
  record Answers(@Nullable ExportReport report, Case.Aws aws) {}

  Answers ask(Owner owner, List<Case.Pod> pods, @Nullable String clientVpc)
      throws InterruptedException {
    var seen = world.look(facts -> new Narrowed(facts, owner), patience, progress);
    progress.show("reading AWS: the way to the pods");
    var input = seen.inputs().get(owner);
    var report =
        input == null
            ? null
            : (ExportReport) new Step(world.settings(), false).decide(input).report();
    var observation = input == null ? null : input.observation();
    var state = observation == null ? LatticeState.EMPTY : observation.state();
    var fault = observation == null ? null : observation.fault();
    var groups = known(inspection.groups(world.settings().vpcId(), addresses(pods)));
    var aws =
        new Case.Aws(
            observation != null && observation.complete(),
            fault == null ? null : fault.kind().reason() + ": " + fault.message(),
            state,
            observation == null ? List.of() : observation.networks(),
            reasons(state),
            clientVpc,
            clientVpc == null
                ? associations(state)
                : found(Kind.VPC_ASSOCIATION, clientVpc, VpcAssociation.class),
            groups,
            rules(groups),
            prefixLists(),
            networkAuth(state),
            serviceAuth(state));
    progress.show("");
    return new Answers(report, aws);
  }

  private static Set<String> addresses(List<Case.Pod> pods) {
    return pods.stream()
        .flatMap(pod -> Stream.concat(pod.ips().stream(), Stream.ofNullable(pod.host())))
        .limit(MOST_ADDRESSES)
        .collect(Collectors.toSet());
  }

  private Known<Map<TargetAddress, String>> reasons(LatticeState state) {
    var reasons = new HashMap<TargetAddress, String>();
    for (var group : state.nodes(TargetGroup.class).toList()) {
      switch (inspection.reasons(Objects.requireNonNull(group.physical()).id())) {
        case Answer.Known<Map<TargetAddress, String>>(var told) -> reasons.putAll(told);
        case Answer.Unknown<Map<TargetAddress, String>>(var fault) -> {
          return Known.unknown(words(fault));
        }
      }
    }
    return Known.of(reasons);
  }

  private Known<List<VpcAssociation>> associations(LatticeState state) {
    var associations = new ArrayList<VpcAssociation>();
    for (var association : state.nodes(ServiceAssociation.class).toList()) {
      var network = association.node().network();
      switch (inspection.vpcs(network)) {
        case Answer.Known<List<String>>(var vpcs) ->
            vpcs.forEach(
                vpc -> associations.add(new VpcAssociation(vpc, network, List.of(), null)));
        case Answer.Unknown<List<String>>(var fault) -> {
          return Known.unknown(words(fault));
        }
      }
    }
    return Known.of(associations);
  }

  private Known<List<Case.Ingress>> rules(Known<Map<String, List<String>>> groups) {
    var ids =
        groups.answer().stream()
            .flatMap(byAddress -> byAddress.values().stream())
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    return known(inspection.ingress(ids))
        .map(
            rules ->
                rules.stream()
                    .map(
                        rule ->
                            new Case.Ingress(
                                rule.groupId(),
                                rule.protocol(),
                                rule.from(),
                                rule.to(),
                                rule.source()))
                    .toList());
  }

  private Known<Map<IpAddressType, String>> prefixLists() {
    var lists = new EnumMap<IpAddressType, String>(IpAddressType.class);
    var region = world.settings().place().region();
    for (var family : IpAddressType.values()) {
      var name =
          switch (family) {
            case IPV4 -> "com.amazonaws." + region + ".vpc-lattice";
            case IPV6 -> "com.amazonaws." + region + ".ipv6.vpc-lattice";
          };
      switch (cloud.read(new Read.Named(Kind.PREFIX_LIST, name)).result()) {
        case Result.Index index ->
            index.items().stream().findFirst().ifPresent(item -> lists.put(family, item.id()));
        case Result.Failed failed -> {
          return Known.unknown(words(failed));
        }
        case Result.Described _, Result.Children _, Result.Health _, Result.Found _ -> {}
      }
    }
    return Known.of(lists);
  }

  private Known<Map<String, Case.Auth>> networkAuth(LatticeState state) {
    var auths = new HashMap<String, Case.Auth>();
    for (var association : state.nodes(ServiceAssociation.class).toList()) {
      var id = association.node().network();
      var result = cloud.read(new Read.Find(Kind.SERVICE_NETWORK, id)).result();
      switch (result) {
        case Result.Found found -> {
          for (var network : found.resources()) {
            var node = (ServiceNetwork) network.node();
            var arn = Objects.requireNonNull(network.physical()).arn();
            switch (auth(node.auth(), arn)) {
              case Known.Yes<Case.Auth>(var auth) -> auths.put(id, auth);
              case Known.No<Case.Auth>(var why) -> {
                return Known.unknown(why);
              }
            }
          }
        }
        case Result.Failed failed -> {
          return Known.unknown(words(failed));
        }
        case Result.Index _, Result.Described _, Result.Children _, Result.Health _ -> {}
      }
    }
    return Known.of(auths);
  }

  private Known<Case.Auth> serviceAuth(LatticeState state) {
    return state
        .nodes(LatticeService.class)
        .findFirst()
        .map(
            service ->
                auth(service.node().auth(), Objects.requireNonNull(service.physical()).arn()))
        .orElseGet(() -> Known.of(new Case.Auth(false, false)));
  }

  private Known<Case.Auth> auth(@Nullable AuthType type, String arn) {
    if (type != AuthType.AWS_IAM) {
      return Known.of(new Case.Auth(false, false));
    }
    return found(Kind.AUTH_POLICY, arn, Node.class)
        .map(policies -> new Case.Auth(true, !policies.isEmpty()));
  }

  private <N extends Node> Known<List<N>> found(Kind kind, String subject, Class<N> type) {
    return switch (cloud.read(new Read.Find(kind, subject)).result()) {
      case Result.Found found ->
          Known.of(
              found.resources().stream().map(resource -> resource.node()).map(type::cast).toList());
      case Result.Failed failed -> Known.unknown(words(failed));
      case Result.Index _, Result.Described _, Result.Children _, Result.Health _ ->
          Known.of(List.of());
    };
  }

  private static <T> Known<T> known(Answer<T> answer) {
    return switch (answer) {
      case Answer.Known<T>(T value) -> Known.of(value);
      case Answer.Unknown<T>(var fault) -> Known.unknown(words(fault));
    };
  }

  private static String words(Result.Failed failed) {
    return words(failed.fault());
  }

  private static String words(Fault fault) {
    return fault.kind().reason() + ": " + fault.message();
  }

  /** One export, and the networks that it may be in. */
  private record Narrowed(FactSource source, Owner owner) implements FactSource {
    @Override
    public boolean synced() {
      return source.synced();
    }

    @Override
    public Optional<Facts> facts(Owner asked) {
      return wanted(asked) ? source.facts(asked) : Optional.empty();
    }

    @Override
    public Collection<Facts> all() {
      return source.all().stream().filter(facts -> wanted(facts.owner())).toList();
    }

    private boolean wanted(Owner asked) {
      return asked.equals(owner) || asked.kind().equals("LatticeNetwork");
    }
  }
}

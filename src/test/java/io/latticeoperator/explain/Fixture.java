package io.latticeoperator.explain;

import io.latticeoperator.engine.ExportReport;
import io.latticeoperator.engine.Report.Condition;
import io.latticeoperator.engine.Report.Truth;
import io.latticeoperator.engine.Report.Type;
import io.latticeoperator.explain.Case.Auth;
import io.latticeoperator.explain.Case.Ingress;
import io.latticeoperator.explain.Case.Policy;
import io.latticeoperator.explain.Case.Request;
import io.latticeoperator.model.HealthCheck;
import io.latticeoperator.model.Key;
import io.latticeoperator.model.LatticeService;
import io.latticeoperator.model.LatticeState;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.NetworkSummary;
import io.latticeoperator.model.Node;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Physical;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.Resource;
import io.latticeoperator.model.ResourceStatus;
import io.latticeoperator.model.Role;
import io.latticeoperator.model.ServiceAssociation;
import io.latticeoperator.model.TargetAddress;
import io.latticeoperator.model.TargetGroup;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.model.TargetStatus;
import io.latticeoperator.model.Targets;
import io.latticeoperator.model.VpcAssociation;
import io.latticeoperator.translate.Cidr;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportSpec;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Service {@code shop/web} with one pod, and all of it well unless a field says otherwise. */
final class Fixture {
  private static final Owner OWNER = Owner.export("shop", "web");
  private static final Place PLACE = new Place("", "eu-west-1");
  private static final Role GROUP = Role.targetGroup("web-shop", "0001");

  boolean exists = true;
  Request request = new Request.Annotated();
  boolean exported = true;
  boolean made = true;
  @Nullable Long observedGeneration = 2L;
  boolean podless;
  boolean selected = true;
  boolean terminating;
  String phase = "Running";
  boolean ready = true;
  List<String> troubles = List.of();
  List<String> gates = List.of();
  String ip = "10.0.1.5";
  String podUid = "uid-1";
  boolean managed = true;
  String slicePort = "web";
  @Nullable TargetStatus status = TargetStatus.HEALTHY;
  @Nullable String reason;
  Known<Map<String, List<String>>> groups = Known.of(Map.of("10.0.0.10", List.of("sg-1")));
  Known<List<Ingress>> rules =
      Known.of(List.of(new Ingress("sg-1", "tcp", 8000, 9000, "pl-lattice")));
  Known<List<Policy>> policies = Known.of(List.of());
  @Nullable String listener = GROUP.text();
  @Nullable ResourceStatus service = ResourceStatus.ACTIVE;
  @Nullable ResourceStatus association = ResourceStatus.ACTIVE;
  @Nullable String clientVpc = "vpc-1";
  Known<List<VpcAssociation>> vpc = in("sn-mesh");
  Known<Auth> serviceAuth = Known.of(new Auth(false, false));
  Known<Map<String, Auth>> networkAuth = Known.of(Map.of("sn-mesh", new Auth(true, true)));
  boolean complete = true;
  @Nullable String fault;
  private final Map<Type, Condition> conditions = new EnumMap<>(Type.class);

  void condition(Type type, Truth truth, String reason, String message) {
    conditions.put(type, new Condition(type, truth, reason, message));
  }

  void vpcIn(String network) {
    vpc = in(network);
  }

  Case build() {
    return new Case(
        "shop",
        "web",
        exists,
        request,
        exported ? export() : null,
        podless ? List.of() : List.of(pod()),
        List.of(Cidr.parse("10.0.0.0/16")),
        exported ? aws() : null);
  }

  private static Known<List<VpcAssociation>> in(String network) {
    return Known.of(List.of(new VpcAssociation("vpc-1", network, List.of(), null)));
  }

  private Case.Export export() {
    for (var type : List.of(Type.ACCEPTED, Type.RESOLVED_REFS)) {
      conditions.putIfAbsent(type, new Condition(type, Truth.TRUE, "Fine", ""));
    }
    var facts =
        new ExportFacts(
            OWNER,
            "uid",
            2,
            Instant.EPOCH,
            false,
            ExportSpec.of("web"),
            new ExportFacts.ServiceFacts(
                "service-uid",
                "ClusterIP",
                false,
                List.of(IpAddressType.IPV4),
                List.of(new ExportFacts.ServicePort("web", 80, "TCP", null))),
            List.of(
                new ExportFacts.SliceFacts(
                    "web-abc",
                    IpAddressType.IPV4,
                    managed,
                    List.of(new ExportFacts.SlicePort(slicePort, 8080, "TCP")),
                    List.of(
                        new ExportFacts.Endpoint(
                            List.of(ip), ready, ready, terminating, "uid-1")))),
            Map.of(),
            Map.of());
    var report =
        new ExportReport(
            OWNER,
            "uid",
            2,
            List.copyOf(conditions.values()),
            ExportReport.Counts.NONE,
            null,
            null,
            List.of(),
            Map.of(),
            false);
    return new Case.Export("web", made, 2, observedGeneration, facts, report);
  }

  private Case.Pod pod() {
    return new Case.Pod(
        "web-1",
        podUid,
        List.of(ip),
        selected,
        phase,
        terminating,
        ready,
        gates,
        troubles,
        "10.0.0.10",
        policies);
  }

  private Case.Aws aws() {
    var address = new TargetAddress(ip, 8080);
    var statuses = new TreeMap<TargetAddress, TargetStatus>();
    if (status != null) {
      statuses.put(address, status);
    }
    var resources = new TreeMap<Key, Resource>();
    put(
        resources,
        GROUP,
        new TargetGroup(
            "web-shop-0001",
            new TargetGroup.Properties(
                TargetGroup.Protocol.HTTP,
                TargetGroup.ProtocolVersion.HTTP1,
                IpAddressType.IPV4,
                "vpc-1"),
            new HealthCheck(
                true,
                TargetGroup.Protocol.HTTP,
                TargetGroup.ProtocolVersion.HTTP1,
                null,
                "/",
                "200",
                10,
                5,
                2,
                2),
            new Targets.Registered(statuses)),
        ResourceStatus.ACTIVE);
    if (service != null) {
      put(resources, Role.service(), new LatticeService("web-shop", null), service);
    }
    if (listener != null) {
      put(
          resources,
          Role.listener(Listener.Protocol.HTTP, 80),
          new Listener(Listener.Protocol.HTTP, 80, new TreeMap<>(Map.of(listener, 100))),
          ResourceStatus.ACTIVE);
    }
    if (association != null) {
      put(
          resources,
          Role.association("sn-mesh"),
          new ServiceAssociation("sn-mesh", ""),
          association);
    }
    return new Case.Aws(
        complete,
        fault,
        new LatticeState(resources),
        List.of(
            new NetworkSummary("sn-mesh", "arn:mesh", "mesh"),
            new NetworkSummary("sn-other", "arn:other", "other")),
        Known.of(reason == null ? Map.of() : Map.of(address, reason)),
        clientVpc,
        vpc,
        groups,
        rules,
        Known.of(Map.of(IpAddressType.IPV4, "pl-lattice")),
        networkAuth,
        serviceAuth);
  }

  private static void put(
      Map<Key, Resource> resources, Role role, Node node, ResourceStatus status) {
    resources.put(
        new Key(PLACE, OWNER, role),
        new Resource(node, new Physical("id", "arn", status, null, "web.example", Map.of())));
  }
}

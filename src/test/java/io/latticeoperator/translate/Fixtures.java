package io.latticeoperator.translate;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.translate.Facts.Endpoint;
import io.latticeoperator.translate.Facts.ServiceFacts;
import io.latticeoperator.translate.Facts.ServicePort;
import io.latticeoperator.translate.Facts.SliceFacts;
import io.latticeoperator.translate.Facts.SlicePort;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts as tests write them. */
public final class Fixtures {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Owner CHECKOUT = Owner.export("shop", "checkout");
  public static final Place PLACE = new Place("", "eu-west-1");

  public static final ClusterSettings SETTINGS =
      new ClusterSettings(
          new ClusterIdentity("uid-one", "one"),
          PLACE,
          "vpc-0123456789abcdef0",
          List.of(Cidr.parse("10.1.0.0/16"), Cidr.parse("2001:db8::/32")),
          List.of("partners"),
          "main");

  private Fixtures() {}

  /** The export shop/checkout of the Service of the same name with these endpoints. */
  public static Facts checkout(Endpoint... endpoints) {
    return facts(ExportSpec.of("checkout"), slice(endpoints));
  }

  public static Facts facts(ExportSpec spec, SliceFacts... slices) {
    return new Facts(CHECKOUT, "export-uid", 1, START, false, spec, service(), List.of(slices));
  }

  public static ServiceFacts service(ServicePort... ports) {
    return new ServiceFacts(
        "service-uid",
        "ClusterIP",
        false,
        List.of(IpAddressType.IPV4),
        ports.length == 0
            ? List.of(new ServicePort("http", 80, "TCP", null))
            : Arrays.asList(ports));
  }

  public static SliceFacts slice(Endpoint... endpoints) {
    return slice("checkout-abcde", 8080, endpoints);
  }

  public static SliceFacts slice(String name, int port, Endpoint... endpoints) {
    return new SliceFacts(
        name,
        IpAddressType.IPV4,
        true,
        List.of(new SlicePort("http", port, "TCP")),
        List.of(endpoints));
  }

  public static Endpoint ready(String ip) {
    return endpoint(ip, true, true, false);
  }

  public static Endpoint notReady(String ip) {
    return endpoint(ip, false, false, false);
  }

  /** Terminating, and its pod still answers. */
  public static Endpoint leaving(String ip) {
    return endpoint(ip, false, true, true);
  }

  /** Terminating, and its pod answers no more. */
  public static Endpoint dying(String ip) {
    return endpoint(ip, false, false, true);
  }

  public static Endpoint endpoint(
      String ip,
      @Nullable Boolean ready,
      @Nullable Boolean serving,
      @Nullable Boolean terminating) {
    return new Endpoint(List.of(ip), ready, serving, terminating, "pod-" + ip);
  }

  public static Facts with(Facts facts, ExportSpec spec) {
    return new Facts(
        facts.owner(),
        facts.uid(),
        facts.generation() + 1,
        facts.createdAt(),
        facts.deleting(),
        spec,
        facts.service(),
        facts.slices());
  }

  public static Facts withService(Facts facts, @Nullable ServiceFacts service) {
    return new Facts(
        facts.owner(),
        facts.uid(),
        facts.generation(),
        facts.createdAt(),
        facts.deleting(),
        facts.spec(),
        service,
        service == null ? List.of() : facts.slices());
  }

  public static Facts deleting(Facts facts) {
    return new Facts(
        facts.owner(),
        facts.uid(),
        facts.generation(),
        facts.createdAt(),
        true,
        facts.spec(),
        facts.service(),
        facts.slices());
  }
}

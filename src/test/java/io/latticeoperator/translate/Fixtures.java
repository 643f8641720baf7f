package io.latticeoperator.translate;

import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.model.TargetGroup.IpAddressType;
import io.latticeoperator.translate.ExportFacts.Endpoint;
import io.latticeoperator.translate.ExportFacts.ServiceFacts;
import io.latticeoperator.translate.ExportFacts.ServicePort;
import io.latticeoperator.translate.ExportFacts.SliceFacts;
import io.latticeoperator.translate.ExportFacts.SlicePort;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
          "main",
          false);

  private Fixtures() {}

  /** The export shop/checkout of the Service of the same name with these endpoints. */
  public static ExportFacts checkout(Endpoint... endpoints) {
    return facts(ExportSpec.of("checkout"), slice(endpoints));
  }

  public static ExportFacts facts(ExportSpec spec, SliceFacts... slices) {
    return new ExportFacts(
        CHECKOUT,
        "export-uid",
        1,
        START,
        false,
        spec,
        service(),
        List.of(slices),
        Map.of(),
        Map.of());
  }

  /** Translates an export that is alone in its cluster. */
  public static Translation translate(ExportFacts facts) {
    return translate(facts, new Claims(Map.of()));
  }

  /** Translates an export of a cluster without LatticeNetworks. */
  public static Translation translate(ExportFacts facts, Claims claims) {
    return new Translator(SETTINGS)
        .translate(facts, claims, Catalog.EMPTY, Member.unmade(facts.owner()));
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

  public static ExportFacts with(ExportFacts facts, ExportSpec spec) {
    return new ExportFacts(
        facts.owner(),
        facts.uid(),
        facts.generation() + 1,
        facts.createdAt(),
        facts.deleting(),
        spec,
        facts.service(),
        facts.slices(),
        facts.namespaceLabels(),
        facts.roles());
  }

  public static ExportFacts withService(ExportFacts facts, @Nullable ServiceFacts service) {
    return new ExportFacts(
        facts.owner(),
        facts.uid(),
        facts.generation(),
        facts.createdAt(),
        facts.deleting(),
        facts.spec(),
        service,
        service == null ? List.of() : facts.slices(),
        facts.namespaceLabels(),
        facts.roles());
  }

  public static ExportFacts deleting(ExportFacts facts) {
    return new ExportFacts(
        facts.owner(),
        facts.uid(),
        facts.generation(),
        facts.createdAt(),
        true,
        facts.spec(),
        facts.service(),
        facts.slices(),
        facts.namespaceLabels(),
        facts.roles());
  }
}

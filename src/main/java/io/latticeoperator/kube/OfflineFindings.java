package io.latticeoperator.kube;

import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.ClusterIdentity;
import io.latticeoperator.model.Owner;
import io.latticeoperator.model.Place;
import io.latticeoperator.policy.Principal;
import io.latticeoperator.translate.AuthSpec;
import io.latticeoperator.translate.Catalog;
import io.latticeoperator.translate.Claims;
import io.latticeoperator.translate.ClusterSettings;
import io.latticeoperator.translate.ExportFacts;
import io.latticeoperator.translate.ExportFacts.ServiceFacts;
import io.latticeoperator.translate.ExportFacts.ServicePort;
import io.latticeoperator.translate.Finding;
import io.latticeoperator.translate.Member;
import io.latticeoperator.translate.NetworkFacts;
import io.latticeoperator.translate.NetworkTranslator;
import io.latticeoperator.translate.Surroundings;
import io.latticeoperator.translate.Translator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the operator would find wrong with a spec, whatever cluster and account it is for. The
 * translators are asked, with surroundings in which everything that a spec refers to is there.
 */
public final class OfflineFindings {
  /** Reasons that hold by the spec alone. */
  private static final Set<String> BY_ITSELF =
      Set.of(
          "IncompatibleListener",
          "InvalidHealthCheck",
          "LocksOutEverybody",
          "PolicyInvalid",
          "PolicyTooLarge");

  private static final String SOMEWHERE = "000000000000";

  private OfflineFindings() {}

  /** Of a network. */
  public static List<Finding> of(LatticeNetwork network) {
    var spec = NetworkSpecReader.read(network.getSpec());
    var facts =
        new NetworkFacts(
            Reports.owner(network), "uid", 1, Instant.EPOCH, false, spec, roles(spec.auth()));
    var translator = new NetworkTranslator(settings(List.of()));
    var services =
        translator.services(facts).stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), name -> arn("vpc-lattice", "service/" + name)));
    var around = new Surroundings(Map.of(), null, services, List.of(), true);
    return byItself(translator.translate(facts, Catalog.EMPTY, around).findings());
  }

  /** Of an export. */
  public static List<Finding> of(LatticeExport export) {
    var spec = ExportSpecReader.read(export.getSpec());
    var facts =
        new ExportFacts(
            Owner.export("namespace", export.getMetadata().getName()),
            "uid",
            1,
            Instant.EPOCH,
            false,
            spec,
            new ServiceFacts("uid", "ClusterIP", false, List.of(), List.of(port(spec.port()))),
            List.of(),
            Map.of(),
            roles(spec.auth()));
    return byItself(
        new Translator(settings(spec.networks()))
            .translate(facts, new Claims(Map.of()), Catalog.EMPTY, Member.unmade(facts.owner()))
            .findings());
  }

  private static ClusterSettings settings(List<String> networks) {
    return new ClusterSettings(
        new ClusterIdentity("cluster", "cluster"),
        new Place(SOMEWHERE, "us-east-1"),
        "vpc-00000000",
        List.of(),
        networks,
        "network",
        false);
  }

  private static List<Finding> byItself(List<Finding> findings) {
    return findings.stream().filter(f -> BY_ITSELF.contains(f.reason())).distinct().toList();
  }

  private static ServicePort port(@Nullable String port) {
    return port == null || !Character.isDigit(port.charAt(0))
        ? new ServicePort(port == null ? "" : port, 80, "TCP", null)
        : new ServicePort("", Integer.parseInt(port), "TCP", null);
  }

  private static Map<Principal.ServiceAccount, String> roles(AuthSpec auth) {
    return ProvisionReader.serviceAccounts(auth).stream()
        .collect(
            Collectors.toMap(Function.identity(), account -> arn("iam", "role/" + account.name())));
  }

  private static String arn(String service, String path) {
    return "arn:aws:" + service + ":us-east-1:" + SOMEWHERE + ":" + path;
  }
}

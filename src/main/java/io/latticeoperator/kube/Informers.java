package io.latticeoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.latticeoperator.kube.TrimmedStore.Keeping;
import io.latticeoperator.kube.api.LatticeExport;
import io.latticeoperator.kube.api.LatticeNetwork;
import io.latticeoperator.model.Owner;
import io.latticeoperator.translate.AuthSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The watched part of the cluster.
 *
 * <p>Of all namespaces: Services, EndpointSlices, LatticeExports, ServiceAccounts that have an IAM
 * role, the labels of Namespaces, LatticeNetworks. Of some namespaces: the same without the two
 * kinds that are in none, for only a role for the whole cluster allows to read those.
 */
final class Informers implements Index, AutoCloseable {
  static final String SERVICE_LABEL = "kubernetes.io/service-name";
  static final String ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
  private static final String BY_SERVICE = "service";
  private static final String BY_ACCOUNT = "serviceAccount";

  private final Watched<Service> services;
  private final Watched<EndpointSlice> slices;
  private final Watched<LatticeExport> exports;
  private final Watched<ServiceAccount> accounts;
  private final Watched<Namespace> namespaces;
  private final Watched<LatticeNetwork> networks;

  /**
   * @param watched namespaces to watch; empty for the whole cluster
   * @param status whether anybody reads what status says
   */
  Informers(KubernetesClient client, Set<String> watched, boolean status) {
    services =
        new Watched<>(
            client,
            Service.class,
            watched,
            Keeping.without(service -> service.setStatus(null)),
            Map.of());
    slices =
        new Watched<>(
            client,
            EndpointSlice.class,
            watched,
            Keeping.without(new LeanSlices()),
            Map.of(BY_SERVICE, slice -> serviceOf(slice).stream().toList()));
    exports =
        new Watched<>(
            client,
            LatticeExport.class,
            watched,
            status ? Keeping.most() : Keeping.without(export -> export.setStatus(null)),
            Map.of(
                BY_SERVICE, export -> List.of(serviceOf(export)),
                BY_ACCOUNT, export -> accounts(ExportSpecReader.read(export.getSpec()).auth())));
    accounts =
        new Watched<>(
            client,
            ServiceAccount.class,
            watched,
            new Keeping<>(ROLE_ANNOTATION, Informers::trim, account -> role(account).isPresent()),
            Map.of());
    boolean everything = watched.isEmpty();
    namespaces =
        everything
            ? new Watched<>(
                client, Namespace.class, Set.of(), Keeping.without(Informers::trim), Map.of())
            : new Watched<>();
    networks =
        everything
            ? new Watched<>(
                client,
                LatticeNetwork.class,
                Set.of(),
                Keeping.most(),
                Map.of(
                    BY_ACCOUNT,
                    network -> accounts(NetworkSpecReader.read(network.getSpec()).auth())))
            : new Watched<>();
  }

  /** LatticeNetworks are not served, and not watched therefore. To be called before the start. */
  void forgoNetworks() {
    networks.forgo();
  }

  /** Lists and watches; completes when every cache has had its first full list. */
  CompletableFuture<Void> start(Listener listener) {
    return CompletableFuture.allOf(
        Stream.of(
                services.start(
                    it -> listener.serviceChanged(namespace(it), name(it)),
                    (before, after) -> true),
                slices.start(
                    it -> label(it).forEach(of -> listener.endpointsChanged(namespace(it), of)),
                    (before, after) -> {
                      if (!serviceOf(before).equals(serviceOf(after))) {
                        label(before)
                            .forEach(of -> listener.endpointsChanged(namespace(before), of));
                      }
                      return true;
                    }),
                exports.start(
                    it -> listener.exportChanged(namespace(it), name(it)),
                    Informers::saysOtherwise),
                networks.start(it -> listener.networkChanged(name(it)), Informers::saysOtherwise),
                namespaces.start(
                    it -> listener.namespaceChanged(name(it)),
                    (before, after) -> !labels(before).equals(labels(after))),
                accounts.start(
                    it -> listener.serviceAccountChanged(namespace(it), name(it)),
                    (before, after) -> !role(before).equals(role(after))))
            .flatMap(started -> started)
            .toArray(CompletableFuture[]::new));
  }

  /** What is to be checked, once it is started. */
  List<? extends Vigil.Watch> watches() {
    return all().flatMap(Watched::feeds).toList();
  }

  @Override
  public void close() {
    all().forEach(Watched::stop);
  }

  @Override
  public boolean synced() {
    return all().allMatch(Watched::synced);
  }

  @Override
  public Optional<LatticeExport> export(String namespace, String name) {
    return exports.find(namespace, name);
  }

  @Override
  public Collection<LatticeExport> exports() {
    return exports.all();
  }

  @Override
  public List<LatticeExport> exportsOf(String namespace, String serviceName) {
    return exports.by(BY_SERVICE, namespace + "/" + serviceName);
  }

  @Override
  public List<LatticeExport> exportsIn(String namespace) {
    return exports.allIn(namespace);
  }

  @Override
  public Optional<LatticeNetwork> network(String name) {
    return networks.find("", name);
  }

  @Override
  public Collection<LatticeNetwork> networks() {
    return networks.all();
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return services.find(namespace, name);
  }

  @Override
  public List<EndpointSlice> slices(String namespace, String serviceName) {
    return slices.by(BY_SERVICE, namespace + "/" + serviceName);
  }

  @Override
  public Map<String, String> namespaceLabels(String namespace) {
    return namespaces.find("", namespace).map(Informers::labels).orElse(Map.of());
  }

  @Override
  public Optional<String> role(String namespace, String serviceAccount) {
    return accounts.find(namespace, serviceAccount).flatMap(Informers::role);
  }

  @Override
  public List<Owner> namingServiceAccount(String namespace, String name) {
    var key = namespace + "/" + name;
    return Stream.concat(
            exports.by(BY_ACCOUNT, key).stream(), networks.by(BY_ACCOUNT, key).stream())
        .map(Reports::owner)
        .toList();
  }

  /** All Services that are watched. */
  Collection<Service> services() {
    return services.all();
  }

  private Stream<Watched<? extends HasMetadata>> all() {
    return Stream.of(services, slices, exports, accounts, namespaces, networks);
  }

  /** Status, which we write ourselves, wakes nobody. */
  private static <R extends CustomResource<?, ?>> boolean saysOtherwise(R before, R after) {
    var old = before.getMetadata();
    var now = after.getMetadata();
    return !Objects.equals(old.getUid(), now.getUid())
        || !Objects.equals(before.getSpec(), after.getSpec())
        || !Objects.equals(old.getDeletionTimestamp(), now.getDeletionTimestamp())
        || !Objects.equals(old.getFinalizers(), now.getFinalizers())
        || !Objects.equals(old.getOwnerReferences(), now.getOwnerReferences());
  }

  private static List<String> accounts(AuthSpec auth) {
    return ProvisionReader.serviceAccounts(auth).stream()
        .map(account -> account.namespace() + "/" + account.name())
        .toList();
  }

  private static void trim(Namespace namespace) {
    namespace.setSpec(null);
    namespace.setStatus(null);
  }

  private static void trim(ServiceAccount account) {
    account.getMetadata().setLabels(null);
    account.setSecrets(null);
    account.setImagePullSecrets(null);
  }

  private static Map<String, String> labels(Namespace namespace) {
    return Objects.requireNonNullElse(namespace.getMetadata().getLabels(), Map.of());
  }

  private static Optional<String> role(ServiceAccount account) {
    return Optional.ofNullable(account.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ROLE_ANNOTATION))
        .filter(arn -> !arn.isBlank());
  }

  private static Optional<String> serviceOf(EndpointSlice slice) {
    return label(slice).findFirst().map(service -> namespace(slice) + "/" + service);
  }

  private static String serviceOf(LatticeExport export) {
    return namespace(export) + "/" + export.getSpec().serviceRef().name();
  }

  private static Stream<String> label(EndpointSlice slice) {
    var labels = slice.getMetadata().getLabels();
    return labels == null ? Stream.empty() : Stream.ofNullable(labels.get(SERVICE_LABEL));
  }

  private static String namespace(HasMetadata object) {
    return object.getMetadata().getNamespace();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}

package io.latticeoperator.kubernetes;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The API server of this JVM, emptied. */
final class ApiServerCluster implements TestCluster {
  private static final RealApiServer SERVER = RealApiServer.shared();
  private static final Definitions DEFINITIONS = new Definitions(SERVER.access());

  /** Everybody may ask what he may do. */
  private static final String REVIEWS = "create authorization.k8s.io/";

  private final AuditLog answered = AuditLog.from(SERVER.auditLog());
  private final Rights rights;

  ApiServerCluster(List<String> definitions) {
    this(definitions, Rights.in(MANIFEST));
  }

  ApiServerCluster(List<String> definitions, Rights rights) {
    this.rights = rights;
    SERVER.wipe();
    DEFINITIONS.install(definitions);
  }

  @Override
  public ApiAccess access() {
    return SERVER.access();
  }

  @Override
  public ApiAccess operator(Set<String> namespaces) {
    boolean narrower = !namespaces.isEmpty() && !rights.namespacedOnly();
    return (narrower ? rights.inNamespaces(namespaces) : rights).grant(access());
  }

  @Override
  public List<String> forbidden() {
    return answered.of(rights.user()).stream()
        .filter(entry -> !entry.allowed())
        .map(AuditLog.Entry::line)
        .toList();
  }

  @Override
  public Set<String> used() {
    return answered.of(rights.user()).stream()
        .filter(AuditLog.Entry::allowed)
        .map(AuditLog.Entry::permission)
        .filter(permission -> !permission.startsWith(REVIEWS))
        .collect(Collectors.toSet());
  }

  /** What the test leaves is there to be looked at until the next one begins. */
  @Override
  public void close() {}
}

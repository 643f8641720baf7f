package io.latticeoperator.kube;

/** Hands on what the caches say to whoever leads now; while nobody does, to nobody. */
final class Relay implements Index.Listener {
  private volatile Index.Listener to = Silence.DEAF;

  /** From now on this one is told. */
  void to(Index.Listener listener) {
    to = listener;
  }

  /** Nobody is told any more. */
  void mute() {
    to = Silence.DEAF;
  }

  @Override
  public void serviceChanged(String namespace, String name) {
    to.serviceChanged(namespace, name);
  }

  @Override
  public void endpointsChanged(String namespace, String serviceName) {
    to.endpointsChanged(namespace, serviceName);
  }

  @Override
  public void exportChanged(String namespace, String name) {
    to.exportChanged(namespace, name);
  }

  @Override
  public void networkChanged(String name) {
    to.networkChanged(name);
  }

  @Override
  public void namespaceChanged(String name) {
    to.namespaceChanged(name);
  }

  @Override
  public void serviceAccountChanged(String namespace, String name) {
    to.serviceAccountChanged(namespace, name);
  }

  /** Hears and does nothing: caches are read when there is need. */
  enum Silence implements Index.Listener {
    DEAF;

    @Override
    public void serviceChanged(String namespace, String name) {}

    @Override
    public void endpointsChanged(String namespace, String serviceName) {}

    @Override
    public void exportChanged(String namespace, String name) {}

    @Override
    public void networkChanged(String name) {}

    @Override
    public void namespaceChanged(String name) {}

    @Override
    public void serviceAccountChanged(String namespace, String name) {}
  }
}

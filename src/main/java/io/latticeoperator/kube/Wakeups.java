package io.latticeoperator.kube;

import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.model.Owner;
import java.util.function.BiConsumer;

/** From changes in the caches to exports and networks that need a look. */
final class Wakeups implements Index.Listener {
  private final ControlLoop loop;
  private final Index index;
  private final Reports reports;
  private final BiConsumer<String, String> shim;

  /**
   * @param shim told of namespace and name of a Service or LatticeExport that has changed
   */
  Wakeups(ControlLoop loop, Index index, Reports reports, BiConsumer<String, String> shim) {
    this.loop = loop;
    this.index = index;
    this.reports = reports;
    this.shim = shim;
  }

  @Override
  public void serviceChanged(String namespace, String name) {
    endpointsChanged(namespace, name);
    shim.accept(namespace, name);
  }

  @Override
  public void endpointsChanged(String namespace, String serviceName) {
    index.exportsOf(namespace, serviceName).forEach(export -> loop.dirty(Reports.owner(export)));
  }

  @Override
  public void exportChanged(String namespace, String name) {
    var owner = Owner.export(namespace, name);
    if (index.export(namespace, name).isEmpty()) {
      reports.forget(owner);
    }
    loop.dirty(owner);
    shim.accept(namespace, name);
  }

  @Override
  public void networkChanged(String name) {
    var owner = Owner.network(name);
    if (index.network(name).isEmpty()) {
      reports.forget(owner);
    }
    loop.dirty(owner);
  }

  @Override
  public void namespaceChanged(String name) {
    index.exportsIn(name).forEach(export -> loop.dirty(Reports.owner(export)));
  }

  @Override
  public void serviceAccountChanged(String namespace, String name) {
    index.namingServiceAccount(namespace, name).forEach(loop::dirty);
  }
}

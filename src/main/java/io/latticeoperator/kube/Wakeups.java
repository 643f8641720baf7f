package io.latticeoperator.kube;

import io.latticeoperator.control.ControlLoop;
import io.latticeoperator.model.Owner;

/** From changes in the caches to exports and networks that need a look. */
final class Wakeups implements Index.Listener {
  private final ControlLoop loop;
  private final Index index;
  private final Reports reports;
  private final ServiceShim shim;

  Wakeups(ControlLoop loop, Index index, Reports reports, ServiceShim shim) {
    this.loop = loop;
    this.index = index;
    this.reports = reports;
    this.shim = shim;
  }

  @Override
  public void serviceChanged(String namespace, String name) {
    endpointsChanged(namespace, name);
    shim.changed(namespace, name);
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
    shim.changed(namespace, name);
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

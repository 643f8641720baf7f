package io.latticeoperator.measure.hello;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** A greeting. */
@Group("example.com")
@Version("v1")
@Plural("hellos")
public final class Hello extends CustomResource<Hello.Spec, Void> implements Namespaced {
  private static final long serialVersionUID = 1L;

  /** What is said. */
  public record Spec(String greeting) {}
}

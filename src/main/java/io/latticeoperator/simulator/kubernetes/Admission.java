package io.latticeoperator.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.latticeoperator.schema.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an object of one kind goes through before it is stored: defaults, then validation. */
final class Admission {
  private final Catalog.Served served;
  private final ServiceAddresses addresses;

  Admission(Catalog.Served served, ServiceAddresses addresses) {
    this.served = served;
    this.addresses = addresses;
  }

  /** Completes a new object in place; 422 when it is not valid. */
  void create(ObjectNode object) {
    if (served.kind().status() && !served.kind().equals(Kinds.NODE)) {
      object.remove("status");
    }
    var causes = new ArrayList<>(Names.faults(served.kind(), object));
    causes.addAll(MetadataFaults.of(served, object, Optional.empty()));
    served
        .custom()
        .ifPresentOrElse(
            custom -> causes.addAll(custom.admit(object, Optional.empty(), Store.Part.MAIN)),
            () -> {
              causes.addAll(Validation.faults(served.kind(), object, Optional.empty()));
              if (causes.isEmpty()) {
                Defaults.fill(served.kind(), object);
                Defaults.begin(served.kind(), object, addresses);
                causes.addAll(Validation.complete(served.kind(), object));
              }
            });
    refuse(object, causes);
  }

  /** Completes a changed object in place; 422 when the change is not valid. */
  void update(ObjectNode before, ObjectNode after, Store.Part part) {
    var causes = new ArrayList<>(Names.faults(served.kind(), after));
    causes.addAll(MetadataFaults.of(served, after, Optional.of(before)));
    served
        .custom()
        .ifPresentOrElse(
            custom -> causes.addAll(custom.admit(after, Optional.of(before), part)),
            () -> {
              if (part == Store.Part.MAIN) {
                Defaults.keep(served.kind(), before, after);
                causes.addAll(Validation.faults(served.kind(), after, Optional.of(before)));
                if (causes.isEmpty()) {
                  Defaults.fill(served.kind(), after);
                  Defaults.change(served.kind(), before, after, addresses);
                  causes.addAll(Validation.complete(served.kind(), after));
                }
              }
            });
    if (served.kind().equals(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
      CustomVersion.acceptNames(after);
    }
    refuse(after, causes);
  }

  private void refuse(ObjectNode object, List<FieldFault> causes) {
    if (!causes.isEmpty()) {
      throw Faults.invalid(served.kind(), Json.name(object), causes);
    }
  }
}

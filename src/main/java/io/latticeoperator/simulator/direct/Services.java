package io.latticeoperator.simulator.direct;

import io.latticeoperator.simulator.aws.EndpointService;
import io.latticeoperator.simulator.aws.ServiceEndpoint;
import io.latticeoperator.simulator.lattice.LatticeSimulator;
import io.latticeoperator.simulator.server.AwsServices;
import java.util.EnumMap;
import java.util.Map;

/** The state machines that are called. */
record Services(LatticeSimulator lattice, Map<Service, ServiceEndpoint> endpoints) {
  Services {
    endpoints = Map.copyOf(endpoints);
  }

  static Services of(AwsServices services) {
    var endpoints = new EnumMap<Service, ServiceEndpoint>(Service.class);
    for (var service : Service.values()) {
      services.all().stream()
          .filter(each -> each.signingName().equals(service.signingName()))
          .filter(EndpointService.class::isInstance)
          .forEach(each -> endpoints.put(service, ((EndpointService) each).endpoint()));
    }
    return new Services(services.lattice(), endpoints);
  }

  ServiceEndpoint endpoint(Service service) {
    var endpoint = endpoints.get(service);
    if (endpoint == null) {
      throw new IllegalArgumentException("this simulated AWS has no " + service);
    }
    return endpoint;
  }
}

package io.latticeoperator.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The application of the story: its manifest, and where its objects are in the API. */
final class Checkout {
  static final String NAMESPACE = "default";
  static final String NAME = "checkout";
  static final int PORT = 8080;

  static final String PODS = "/api/v1/namespaces/" + NAMESPACE + "/pods";
  static final String SERVICES = "/api/v1/namespaces/" + NAMESPACE + "/services";
  static final String SERVICE = SERVICES + "/" + NAME;
  static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments";
  static final String DEPLOYMENT = DEPLOYMENTS + "/" + NAME;
  static final String EXPORTS =
      "/apis/latticeoperator.io/v1alpha1/namespaces/" + NAMESPACE + "/latticeexports";
  static final String EXPORT = EXPORTS + "/" + NAME;

  private static final YAMLMapper YAML = new YAMLMapper();

  private Checkout() {}

  /** The Deployment, with the settings that the documentation advises. */
  static String deployment(Profile.Workload workload) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: checkout
    spec:
      replicas: 3
      minReadySeconds: %d
      selector:
        matchLabels: {app: checkout}
      strategy:
        rollingUpdate: {maxUnavailable: 0, maxSurge: 2}
      template:
        metadata:
          labels: {app: checkout}
        spec:
          terminationGracePeriodSeconds: %d
          containers:
          - name: app
            image: shop/checkout:v1
            ports:
            - {name: http, containerPort: %d}
            readinessProbe:
              httpGet: {path: /healthz, port: http}
              periodSeconds: 1
            lifecycle:
              preStop:
                sleep: {seconds: %d}
    """
        .formatted(workload.minReady(), workload.grace(), PORT, workload.preStop());
  }

  static String service() {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: checkout
    spec:
      selector: {app: checkout}
      ports:
      - {name: http, port: 80, targetPort: http}
    """;
  }

  /** A patch of the Deployment. */
  static String image(String version) {
    return "{spec: {template: {spec: {containers: [{name: app, image: 'shop/checkout:%s'}]}}}}"
        .formatted(version);
  }

  static JsonNode parse(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package io.latticeoperator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The configuration of kubeadm that stands in a script. */
final class Kubeadm {
  private static final Pattern HERE_DOCUMENT =
      Pattern.compile("<<EOF\n(.*?)\nEOF\n", Pattern.DOTALL);
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Set<String> ARGUMENT = Set.of("name", "value");

  /**
   * The fields of each structure that we may use, by the field that holds it, or by kind: those of
   * the types of kubeadm.k8s.io/v1beta4, and two of kubelet.config.k8s.io/v1beta1.
   */
  private static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          Map.entry(
              "InitConfiguration",
              Set.of(
                  "bootstrapTokens",
                  "certificateKey",
                  "dryRun",
                  "localAPIEndpoint",
                  "nodeRegistration",
                  "patches",
                  "skipPhases",
                  "timeouts")),
          Map.entry(
              "ClusterConfiguration",
              Set.of(
                  "apiServer",
                  "caCertificateValidityPeriod",
                  "certificateValidityPeriod",
                  "certificatesDir",
                  "clusterName",
                  "controlPlaneEndpoint",
                  "controllerManager",
                  "dns",
                  "encryptionAlgorithm",
                  "etcd",
                  "featureGates",
                  "imageRepository",
                  "kubernetesVersion",
                  "networking",
                  "proxy",
                  "scheduler")),
          Map.entry(
              "JoinConfiguration",
              Set.of(
                  "caCertPath",
                  "controlPlane",
                  "discovery",
                  "dryRun",
                  "nodeRegistration",
                  "patches",
                  "skipPhases",
                  "timeouts")),
          Map.entry("KubeletConfiguration", Set.of("cgroupDriver", "maxPods")),
          Map.entry("localAPIEndpoint", Set.of("advertiseAddress", "bindPort")),
          Map.entry(
              "nodeRegistration",
              Set.of(
                  "criSocket",
                  "ignorePreflightErrors",
                  "imagePullPolicy",
                  "imagePullSerial",
                  "kubeletExtraArgs",
                  "name",
                  "taints")),
          Map.entry("kubeletExtraArgs", ARGUMENT),
          Map.entry("extraArgs", ARGUMENT),
          Map.entry("networking", Set.of("dnsDomain", "podSubnet", "serviceSubnet")),
          Map.entry("apiServer", Set.of("certSANs", "extraArgs", "extraEnvs", "extraVolumes")),
          Map.entry("discovery", Set.of("bootstrapToken", "file", "tlsBootstrapToken")),
          Map.entry(
              "bootstrapToken",
              Set.of("apiServerEndpoint", "caCertHashes", "token", "unsafeSkipCAVerification")));

  private static final Map<String, String> VERSIONS =
      Map.of(
          "InitConfiguration", "kubeadm.k8s.io/v1beta4",
          "ClusterConfiguration", "kubeadm.k8s.io/v1beta4",
          "JoinConfiguration", "kubeadm.k8s.io/v1beta4",
          "KubeletConfiguration", "kubelet.config.k8s.io/v1beta1");

  private Kubeadm() {}

  /** Each file that the script writes, with what the script would put in. */
  static List<String> configurations(String script) {
    return HERE_DOCUMENT
        .matcher(script)
        .results()
        .map(
            found ->
                found
                        .group(1)
                        .replace("$(kubeadm version -o short)", "v1.35.0")
                        .replace("value-of-MaxPods", "35")
                        .replace("$address", "10.0.16.5")
                        .replace("$zone", "eu-central-1a")
                        .replace("$instance", "i-0123456789abcdef0")
                        .replace("$endpoint", "10.0.16.5:6443")
                        .replace("$bootstrap", "abcdef.0123456789abcdef")
                        .replace("$hash", "sha256:" + "a".repeat(64))
                    + "\n")
        .toList();
  }

  /** Each document of all files, by kind. */
  static SortedMap<String, JsonNode> documents(String script) {
    var documents = new TreeMap<String, JsonNode>();
    for (var text : configurations(script)) {
      try (var parser = YAML.getFactory().createParser(text)) {
        YAML.readValues(parser, JsonNode.class)
            .forEachRemaining(each -> documents.put(each.path("kind").asText(), each));
      } catch (IOException malformed) {
        throw new UncheckedIOException(malformed);
      }
    }
    return documents;
  }

  /** The fields of a document that its type does not have. */
  static List<String> unknown(JsonNode document) {
    var unknown = new ArrayList<String>();
    var kind = document.path("kind").asText();
    if (!document.path("apiVersion").asText().equals(VERSIONS.get(kind))) {
      unknown.add("apiVersion");
    }
    document
        .properties()
        .forEach(
            field -> {
              if (!Set.of("apiVersion", "kind").contains(field.getKey())) {
                collect(kind, field.getKey(), field.getValue(), unknown);
              }
            });
    return unknown;
  }

  private static void collect(String in, String field, JsonNode value, List<String> unknown) {
    if (!FIELDS.getOrDefault(in, Set.of()).contains(field)) {
      unknown.add(in + "." + field);
      return;
    }
    var structures = value.isArray() ? value.valueStream().toList() : List.of(value);
    for (var structure : structures) {
      structure
          .properties()
          .forEach(inner -> collect(field, inner.getKey(), inner.getValue(), unknown));
    }
  }

  /** The arguments of a component, by name. */
  static Map<String, String> arguments(JsonNode list) {
    var arguments = new TreeMap<String, String>();
    list.forEach(each -> arguments.put(each.path("name").asText(), each.path("value").asText()));
    return arguments;
  }
}

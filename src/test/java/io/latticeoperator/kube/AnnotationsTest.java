package io.latticeoperator.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.latticeoperator.kube.Annotations.Parsed;
import io.latticeoperator.model.Listener;
import io.latticeoperator.model.TargetGroup.Protocol;
import io.latticeoperator.model.TargetGroup.ProtocolVersion;
import io.latticeoperator.translate.ExportSpec;
import io.latticeoperator.translate.ExportSpec.DeletionPolicy;
import io.latticeoperator.translate.ExportSpec.ListenerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationsTest {

  @Test
  void aServiceThatSaysNothingIsNotExported() {
    assertEquals(new Parsed.Off(), Annotations.parse("checkout", Map.of()));
    assertEquals(new Parsed.Off(), parse(Map.of("export", "false")));
    assertEquals(new Parsed.Off(), parse(Map.of("network", "mesh")));
    assertEquals(
        new Parsed.Off(), Annotations.parse("checkout", Map.of("example.com/export", "true")));
  }

  @Test
  void theExportAnnotationAloneGivesTheSpecThatOnlyNamesTheService() {
    assertEquals(ExportSpec.of("checkout"), exported(Map.of("export", "true")));
  }

  @Test
  void everyAnnotationFindsItsPlaceInTheSpec() {
    var spec =
        exported(
            Map.ofEntries(
                Map.entry("export", "true"),
                Map.entry("network", "mesh"),
                Map.entry("port", "web"),
                Map.entry("listeners", "HTTP:8080, HTTPS"),
                Map.entry("protocol-version", "HTTP2"),
                Map.entry("health-check-path", "/healthz?full=1"),
                Map.entry("health-check-port", "9000"),
                Map.entry("health-check-protocol", "HTTPS"),
                Map.entry("health-check-matcher", "200,204-299"),
                Map.entry("health-check-interval", "5"),
                Map.entry("service-name", "shop-checkout"),
                Map.entry("deletion-policy", "Retain")));
    assertEquals("checkout", spec.serviceName());
    assertEquals("web", spec.port());
    assertEquals(ProtocolVersion.HTTP2, spec.protocolVersion());
    assertEquals("shop-checkout", spec.latticeServiceName());
    assertEquals(List.of("mesh"), spec.networks());
    assertEquals(
        List.of(
            new ListenerSpec(Listener.Protocol.HTTP, 8080),
            new ListenerSpec(Listener.Protocol.HTTPS, null)),
        spec.listeners());
    assertEquals(DeletionPolicy.RETAIN, spec.deletionPolicy());
    var check = spec.healthCheck();
    assertEquals(Protocol.HTTPS, check.protocol());
    assertEquals(9000, check.port());
    assertEquals("/healthz?full=1", check.path());
    assertEquals("200,204-299", check.matcher());
    assertEquals(5, check.intervalSeconds());
  }

  @Test
  void aPortMayBeANumber() {
    assertEquals("8080", exported(Map.of("export", "true", "port", "8080")).port());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export | yes",
        "export | True",
        "network | My Network",
        "network | ab",
        "port | 0",
        "port | 65536",
        "port | -web",
        "port | ''",
        "listeners | TCP:80",
        "listeners | HTTP:",
        "listeners | HTTP:80,",
        "listeners | HTTP:80,HTTPS:80",
        "listeners | HTTP,HTTP:80",
        "listeners | HTTP:1,HTTP:2,HTTP:3",
        "protocol-version | HTTP3",
        "health-check-path | healthz",
        "health-check-path | /with space",
        "health-check-port | http",
        "health-check-protocol | TCP",
        "health-check-matcher | 2xx",
        "health-check-matcher | 500",
        "health-check-interval | 4",
        "health-check-interval | 301",
        "health-check-interval | 10s",
        "service-name | svc-checkout",
        "service-name | Checkout",
        "service-name | a--b",
        "service-name | -ab",
        "service-name | ab",
        "deletion-policy | delete",
        "health-chek-path | /",
      })
  void aBadValueIsAProblemThatNamesAnnotationValueAndWhatIsAllowed(String name, String value) {
    var annotations = new HashMap<>(Map.of("export", "true"));
    annotations.put(name, value);
    var invalid = assertInstanceOf(Parsed.Invalid.class, parse(annotations));
    assertEquals(1, invalid.problems().size());
    var problem = invalid.problems().getFirst();
    assertEquals(Annotations.PREFIX + name, problem.annotation());
    assertEquals(value, problem.value());
    assertTrue(problem.message().startsWith(Annotations.PREFIX + name + ": \"" + value + "\""));
    assertTrue(problem.message().contains("allowed: "));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var invalid =
        assertInstanceOf(
            Parsed.Invalid.class,
            parse(Map.of("export", "true", "port", "0", "listeners", "x", "deletion-policy", "y")));
    assertEquals(3, invalid.problems().size());
  }

  private static Parsed parse(Map<String, String> shortNames) {
    var annotations = new HashMap<String, String>();
    shortNames.forEach((name, value) -> annotations.put(Annotations.PREFIX + name, value));
    return Annotations.parse("checkout", annotations);
  }

  private static ExportSpec exported(Map<String, String> shortNames) {
    return ExportSpecReader.read(assertInstanceOf(Parsed.Export.class, parse(shortNames)).spec());
  }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The build's bill of materials (CycloneDX) cut down to the libraries that are in the image, and
 * what is there besides.
 *
 * <pre>java -cp 'target/lib/*' Sbom.java BOM ROOTFS GLIBC-VERSION</pre>
 */
final class Sbom {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode bom;

  private Sbom(ObjectNode bom) {
    this.bom = bom;
  }

  /** Prints it. */
  public static void main(String[] args) throws IOException {
    var sbom = new Sbom((ObjectNode) JSON.readTree(Path.of(args[0]).toFile()));
    var root = Path.of(args[1]);
    sbom.keep(libraries(root.resolve("opt/lattice/lib")));
    sbom.add("openjdk", runtime(root.resolve("opt/java/release")));
    sbom.add("glibc", args[2]);
    System.out.println(JSON.writeValueAsString(sbom.bom));
  }

  private void keep(Set<String> jars) {
    var kept = new HashSet<String>();
    var missing = new HashSet<>(jars);
    for (var each = bom.withArray("components").elements(); each.hasNext(); ) {
      var component = each.next();
      var jar = "%s-%s.jar".formatted(text(component, "name"), text(component, "version"));
      if (missing.remove(jar)) {
        kept.add(text(component, "bom-ref"));
      } else {
        each.remove();
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the bill of materials does not know " + missing);
    }
    kept.add(bom.at("/metadata/component/bom-ref").asText());
    for (var each = bom.withArray("dependencies").elements(); each.hasNext(); ) {
      var dependency = each.next();
      if (!kept.contains(text(dependency, "ref"))) {
        each.remove();
      }
      for (var on = dependency.withArray("dependsOn").elements(); on.hasNext(); ) {
        if (!kept.contains(on.next().asText())) {
          on.remove();
        }
      }
    }
  }

  private void add(String name, String version) {
    var purl = "pkg:generic/%s@%s".formatted(name, version);
    bom.withArray("components")
        .addObject()
        .put("type", "library")
        .put("bom-ref", purl)
        .put("name", name)
        .put("version", version)
        .put("purl", purl);
  }

  private static Set<String> libraries(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static String runtime(Path release) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    return List.of(properties.getProperty("JAVA_VERSION").split("\"")).getLast();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }
}

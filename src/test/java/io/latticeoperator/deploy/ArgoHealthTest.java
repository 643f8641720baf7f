package io.latticeoperator.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The health check for Argo CD that the docs have, on each kind of status. */
class ArgoHealthTest {
  private static final Path CASES =
      Path.of("src/test/resources/io/latticeoperator/deploy/argo-cd.yaml");

  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(apiVersion.*?)```");

  @TestFactory
  Stream<DynamicTest> itSaysWhatTheStatusMeans() throws IOException {
    var lua = script();
    return Chart.read(CASES)
        .valueStream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.path("name").asText(),
                    () ->
                        assertEquals(
                            each.path("status").asText() + " " + each.path("message").asText(),
                            health(lua, each.path("object")))));
  }

  private static String script() throws IOException {
    var page = BLOCK.matcher(Files.readString(Path.of("docs/gitops.md")));
    if (!page.find()) {
      throw new AssertionError("the page has no such block");
    }
    return Chart.parse(page.group(1))
        .getFirst()
        .object()
        .path("data")
        .path("resource.customizations.health.latticeoperator.io_LatticeExport")
        .asText();
  }

  private static String health(String lua, JsonNode object) {
    var globals = JsePlatform.standardGlobals();
    globals.set("obj", value(object));
    var health = globals.load(lua).call();
    return health.get("status").tojstring() + " " + health.get("message").tojstring();
  }

  private static LuaValue value(JsonNode node) {
    if (node.isObject()) {
      var table = new LuaTable();
      node.propertyStream().forEach(it -> table.set(it.getKey(), value(it.getValue())));
      return table;
    }
    if (node.isArray()) {
      var table = new LuaTable();
      for (int index = 0; index < node.size(); index++) {
        table.set(index + 1, value(node.get(index)));
      }
      return table;
    }
    if (node.isBoolean()) {
      return LuaValue.valueOf(node.asBoolean());
    }
    return node.isNumber() ? LuaValue.valueOf(node.asInt()) : LuaValue.valueOf(node.asText());
  }
}

package io.latticeoperator.simulator.dataplane;

import static io.latticeoperator.simulator.dataplane.Entering.HOST;
import static io.latticeoperator.simulator.dataplane.Scene.target;
import static io.latticeoperator.simulator.lattice.TargetStatus.UNAVAILABLE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions as targets: an HTTP endpoint stands for one. */
class FunctionTest {
  private static final String ARN = "arn:aws:lambda:eu-central-1:111122223333:function:hello";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Pods endpoints = new Pods();
  private final Scene scene = Scene.shop().targets("blue", target(ARN, 0, UNAVAILABLE));
  private final CompletableFuture<JsonNode> event = new CompletableFuture<>();
  private Entering entering;

  FunctionTest() {
    entering = answering("V1", "{\"statusCode\":200,\"body\":\"hello\"}");
  }

  @AfterEach
  void stop() {
    entering.close();
    endpoints.close();
  }

  private Entering answering(String version, String json) {
    endpoints.kill("function");
    endpoints.serve("function", function(json));
    scene.functions("blue", version);
    int port = endpoints.locate("function", 8080).orElseThrow().getPort();
    var url = URI.create("http://127.0.0.1:" + port + "/invoke");
    return new Entering(scene, ProxySettings.likely().withFunctions(Map.of(ARN, url)));
  }

  private void answer(String version, String json) {
    entering.close();
    entering = answering(version, json);
  }

  private Handler function(String json) {
    return Entering.http(
        (request, response, callback) -> {
          event.complete(MAPPER.readTree(Content.Source.asString(request)));
          Content.Sink.write(response, true, json, callback);
        });
  }

  private JsonNode event() throws Exception {
    return event.get(5, TimeUnit.SECONDS);
  }

  @Test
  void theFirstVersionOfTheEvent() throws Exception {
    var answer =
        entering
            .plain("/a/b?c=d&e=f")
            .method("POST")
            .headers(headers -> headers.put("X-Mine", "1"))
            .body(new StringRequestContent("body"))
            .send();
    assertEquals(200, answer.getStatus());
    assertEquals("hello", answer.getContentAsString());
    assertEquals("/a/b?c=d&e=f", event().get("raw_path").asText());
    assertEquals("POST", event().get("method").asText());
    assertEquals("1", event().at("/headers/x-mine").asText());
    assertTrue(event().at("/headers/host").asText().startsWith(HOST), event()::toString);
    assertEquals("d", event().at("/query_string_parameters/c").asText());
    assertEquals("body", event().get("body").asText());
    assertEquals(false, event().get("is_base64_encoded").asBoolean());
  }

  @Test
  void theSecondVersionOfTheEvent() throws Exception {
    answer("V2", "{\"statusCode\":201,\"headers\":{\"x-a\":\"b\"},\"body\":\"\"}");
    var answer =
        entering
            .plain("/a?c=d&c=e")
            .method("PUT")
            .body(new BytesRequestContent(new byte[] {(byte) 0xff, 0}))
            .send();
    assertEquals(201, answer.getStatus());
    assertEquals("b", answer.getHeaders().get("x-a"));
    assertEquals("2.0", event().get("version").asText());
    assertEquals("/a", event().get("path").asText());
    assertEquals("[\"d\",\"e\"]", event().at("/queryStringParameters/c").toString());
    assertEquals(true, event().get("isBase64Encoded").asBoolean());
    assertEquals("/wA=", event().get("body").asText());
    assertEquals("arn:shop", event().at("/requestContext/serviceArn").asText());
    assertEquals("arn:net", event().at("/requestContext/serviceNetworkArn").asText());
    assertEquals("eu-central-1", event().at("/requestContext/region").asText());
  }

  @Test
  void binaryAnswersComeAsBase64() throws Exception {
    answer("V1", "{\"statusCode\":200,\"body\":\"/wA=\",\"isBase64Encoded\":true}");
    assertArrayEquals(new byte[] {(byte) 0xff, 0}, entering.plain("/").send().getContent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{}",
        "{\"statusCode\":\"x\"}",
        "{\"statusCode\":200,\"body\":\"%\",\"isBase64Encoded\":true}"
      })
  void anAnswerThatIsNoneIs502(String json) throws Exception {
    answer("V1", json);
    assertEquals(502, entering.plain("/").send().getStatus());
  }

  @Test
  void moreThanSixMegabytesAre413() throws Exception {
    var body = new BytesRequestContent(new byte[6 * 1024 * 1024 + 1]);
    var answer = entering.plain("/").method("POST").body(body).send();
    assertEquals(413, answer.getStatus());
  }

  @Test
  void aFunctionThatNothingStandsForIs500() throws Exception {
    entering.close();
    entering = new Entering(scene, ProxySettings.likely());
    assertEquals(500, entering.plain("/").send().getStatus());
  }
}

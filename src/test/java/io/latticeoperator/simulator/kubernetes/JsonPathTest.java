package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
  private static final String OBJECT =
      """
      {"a": {"b.c": 1, "l": [{"t": "x", "v": 2}, {"t": "y", "v": 3}]}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .a.l[0].v            | [2]
          .a.l[-1].v           | [3]
          .a.l[*].v            | [2, 3]
          .a['b.c']            | [1]
          .a.b\\.c             | [1]
          .a.l[?(@.t=="y")].v  | [3]
          {.a.l[0].t}          | ["x"]
          .a.none              | []
          .a.l[?(broken        | []
          """)
  void findsValues(String path, String expected) {
    var root = Json.parse(OBJECT.getBytes(UTF_8), false);
    assertEquals(expected, JsonPath.of(path).find(root).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "119,119s",
    "120,2m",
    "190,3m10s",
    "601,10m",
    "10800,3h",
    "11700,3h15m",
    "90000,25h",
    "259200,3d",
    "262800,3d1h",
    "864000,10d"
  })
  void agesReadAsKubectlWritesThem(long seconds, String expected) {
    assertEquals(expected, Age.of(Duration.ofSeconds(seconds)));
  }
}

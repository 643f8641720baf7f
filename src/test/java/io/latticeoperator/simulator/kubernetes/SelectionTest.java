package io.latticeoperator.simulator.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app=web                 | true
          app==web                | true
          app=db                  | false
          app!=db                 | true
          missing!=x              | true
          app                     | true
          !app                    | false
          !missing                | true
          app in (web, db)        | true
          app notin (web)         | false
          missing notin (web)     | true
          app=web,tier=front      | true
          app in (web),tier!=back | true
          a.b/c=d                 | true
          """)
  void labelsAreSelected(String selector, boolean expected) {
    var object = Json.object();
    Json.child(Json.metadata(object), "labels")
        .put("app", "web")
        .put("tier", "front")
        .put("a.b/c", "d");
    assertEquals(expected, Selection.of(Kinds.POD, selector, "").matches(object));
  }

  @Test
  void fieldsAreSelected() {
    var pod = Json.object();
    Json.metadata(pod).put("name", "one");
    Json.child(pod, "status").put("phase", "Running");
    assertEquals(
        true, Selection.of(Kinds.POD, "", "metadata.name=one,status.phase!=Failed").matches(pod));
    assertEquals(false, Selection.of(Kinds.POD, "", "spec.nodeName=a").matches(pod));
  }

  @Test
  void whatCannotBeSelectedIsRefused() {
    assertEquals(
        400, assertThrows(ApiFault.class, () -> Selection.of(Kinds.POD, "a b c", "")).code());
    assertEquals(
        400,
        assertThrows(ApiFault.class, () -> Selection.of(Kinds.SERVICE, "", "spec.type=x")).code());
  }
}

package io.latticeoperator.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void showsWhatKubectlShows() throws JsonProcessingException {
    var answer =
        new ObjectMapper()
            .readTree(
                """
                {"kind": "Table",
                 "columnDefinitions": [
                  {"name": "Name", "priority": 0}, {"name": "Ready", "priority": 0},
                  {"name": "IP", "priority": 1}, {"name": "Age", "priority": 0}],
                 "rows": [
                  {"cells": ["checkout-1", "1/1", "10.1.0.2", "5s"]},
                  {"cells": ["a", null, "10.1.0.3", "4s"]}]}
                """);

    var table = Table.of(answer);

    assertEquals(
        List.of("NAME         READY   AGE", "checkout-1   1/1     5s", "a                    4s"),
        table.lines());
    assertEquals(
        List.of("NAME         READY", "checkout-1   1/1", "a"), table.without("AGE").lines());
  }
}

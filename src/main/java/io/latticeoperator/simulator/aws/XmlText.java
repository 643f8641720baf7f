package io.latticeoperator.simulator.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Writes JSON as XML: members become elements, the items of a list become elements in the list's
 * own, nulls are left out.
 */
public final class XmlText {
  private final UnaryOperator<String> itemNames;
  private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n");

  private XmlText(UnaryOperator<String> itemNames) {
    this.itemNames = itemNames;
  }

  /**
   * A whole document.
   *
   * @param namespace of all elements; empty for none
   * @param itemNames the name of the items in a list, by the name of the list
   */
  public static String of(
      String root, String namespace, ObjectNode content, UnaryOperator<String> itemNames) {
    var writer = new XmlText(itemNames);
    var attribute = namespace.isEmpty() ? "" : " xmlns=\"%s\"".formatted(namespace);
    writer.text.append('<').append(root).append(attribute).append('>');
    writer.content(root, content);
    return writer.text.append("</").append(root).append('>').toString();
  }

  private void element(String name, JsonNode value) {
    if (!value.isNull()) {
      text.append('<').append(name).append('>');
      content(name, value);
      text.append("</").append(name).append('>');
    }
  }

  private void content(String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(item -> element(itemNames.apply(name), item));
    } else if (value.isObject()) {
      value.properties().forEach(member -> element(member.getKey(), member.getValue()));
    } else {
      escaped(value.asText());
    }
  }

  private void escaped(String value) {
    for (int index = 0; index < value.length(); index++) {
      char character = value.charAt(index);
      switch (character) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        // A carriage return that is not escaped is a line feed to whoever parses it.
        case '\r' -> text.append("&#13;");
        default -> text.append(isAllowed(character) ? character : '\uFFFD');
      }
    }
  }

  private static boolean isAllowed(char character) {
    return character >= ' ' || character == '\n' || character == '\t';
  }
}

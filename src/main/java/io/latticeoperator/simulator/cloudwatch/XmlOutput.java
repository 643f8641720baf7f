package io.latticeoperator.simulator.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a JSON object as the query protocol's XML: lists have {@code member} elements, timestamps
 * are ISO-8601.
 */
final class XmlOutput {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();
  private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

  private XmlOutput() {}

  static byte[] of(String root, JsonNode content) {
    var bytes = new ByteArrayOutputStream();
    try {
      var writer = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      writer.writeStartElement(root);
      writer.writeDefaultNamespace(NAMESPACE);
      members(writer, content);
      writer.writeEndElement();
      writer.close();
    } catch (XMLStreamException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static void members(XMLStreamWriter writer, JsonNode structure)
      throws XMLStreamException {
    for (var entry : structure.properties()) {
      writer.writeStartElement(entry.getKey());
      content(writer, entry.getKey(), entry.getValue());
      writer.writeEndElement();
    }
  }

  private static void content(XMLStreamWriter writer, String member, JsonNode value)
      throws XMLStreamException {
    if (value.isArray()) {
      for (var item : value) {
        writer.writeStartElement("member");
        content(writer, member, item);
        writer.writeEndElement();
      }
    } else if (member.equals("ExtendedStatistics") && value.isObject()) {
      entries(writer, value);
    } else if (value.isObject()) {
      members(writer, value);
    } else {
      writer.writeCharacters(text(member, value));
    }
  }

  private static void entries(XMLStreamWriter writer, JsonNode map) throws XMLStreamException {
    for (var entry : map.properties()) {
      writer.writeStartElement("entry");
      writer.writeStartElement("key");
      writer.writeCharacters(entry.getKey());
      writer.writeEndElement();
      writer.writeStartElement("value");
      writer.writeCharacters(text("value", entry.getValue()));
      writer.writeEndElement();
      writer.writeEndElement();
    }
  }

  private static String text(String member, JsonNode value) {
    if (value.isNumber() && Shapes.isTimestamp(member)) {
      var milliseconds = value.decimalValue().multiply(BigDecimal.valueOf(1000));
      return Instant.ofEpochMilli(milliseconds.longValue()).toString();
    }
    return value.asText();
  }
}

package io.latticeoperator.simulator.route53;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the XML of requests. XML does not tell lists from structures, so they have to be known. */
final class XmlBody {
  /** The lists in Route 53's model, with the names of their items. */
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("HostedZones", "HostedZone"),
          Map.entry("VPCs", "VPC"),
          Map.entry("NameServers", "NameServer"),
          Map.entry("Changes", "Change"),
          Map.entry("ResourceRecordSets", "ResourceRecordSet"),
          Map.entry("ResourceRecords", "ResourceRecord"),
          Map.entry("HealthChecks", "HealthCheck"),
          Map.entry("HealthCheckObservations", "HealthCheckObservation"),
          Map.entry("ChildHealthChecks", "ChildHealthCheck"),
          Map.entry("Regions", "Region"),
          Map.entry("ResetElements", "ResettableElementName"));

  private XmlBody() {}

  /** The name of the items of a list. */
  static String itemName(String list) {
    return LISTS.getOrDefault(list, "member");
  }

  /** Throws IllegalArgumentException for what is no XML, and for XML with a document type. */
  static ObjectNode parse(byte[] body) {
    if (body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return structure(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException malformed) {
      throw new IllegalArgumentException("Not XML", malformed);
    }
  }

  private static ObjectNode structure(Element element) {
    var structure = JsonNodeFactory.instance.objectNode();
    children(element).forEach(child -> structure.set(child.getLocalName(), json(child)));
    return structure;
  }

  private static JsonNode json(Element element) {
    var children = children(element);
    if (LISTS.containsKey(element.getLocalName())) {
      var list = JsonNodeFactory.instance.arrayNode();
      children.forEach(child -> list.add(json(child)));
      return list;
    }
    return children.isEmpty()
        ? JsonNodeFactory.instance.textNode(element.getTextContent())
        : structure(element);
  }

  private static List<Element> children(Element element) {
    var children = new ArrayList<Element>();
    for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}

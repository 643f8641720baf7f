package io.latticeoperator.cloud.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.protocols.query.unmarshall.XmlElement;

/** What is in the elements of an answer. */
final class Elements {
  private Elements() {}

  /** Text of an element; null where there is none. */
  static @Nullable String text(XmlElement parent, String... path) {
    var element = parent;
    for (var name : path) {
      var child = element.getOptionalElementByName(name);
      if (child.isEmpty()) {
        return null;
      }
      element = child.get();
    }
    return element.textContent();
  }

  /** Text of an element; empty where there is none. */
  static String orEmpty(XmlElement parent, String... path) {
    return Objects.requireNonNullElse(text(parent, path), "");
  }

  /** Text of an element that is always there. */
  static String required(XmlElement parent, String name) {
    var text = text(parent, name);
    if (text == null) {
      throw SdkClientException.create(
          "the answer has no %s in %s".formatted(name, parent.elementName()));
    }
    return text;
  }

  /** -1 where there is none. */
  static int port(XmlElement parent, String name) {
    var text = text(parent, name);
    try {
      return text == null ? -1 : Integer.parseInt(text);
    } catch (NumberFormatException strange) {
      throw SdkClientException.create(
          "the answer's %s is not a number: %s".formatted(name, text), strange);
    }
  }

  /** Each item of a list. */
  static <T> List<T> items(XmlElement parent, String list, Function<XmlElement, T> item) {
    return parent.getElementsByName(list).stream()
        .flatMap(element -> element.getElementsByName("item").stream())
        .map(item)
        .toList();
  }

  static Map<String, String> tags(XmlElement parent) {
    return items(parent, "tagSet", Function.identity()).stream()
        .collect(Collectors.toMap(tag -> required(tag, "key"), tag -> required(tag, "value")));
  }
}

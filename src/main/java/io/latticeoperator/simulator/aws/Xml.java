package io.latticeoperator.simulator.aws;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes elements one after the other. */
final class Xml {
  private final StringBuilder text = new StringBuilder();

  /** An element with elements in it. */
  Xml element(String name, Consumer<Xml> content) {
    text.append('<').append(name).append('>');
    content.accept(this);
    text.append("</").append(name).append('>');
    return this;
  }

  /** An element with text in it; left out when there is none. */
  Xml element(String name, @Nullable Object value) {
    if (value != null) {
      text.append('<').append(name).append('>');
      escape(String.valueOf(value));
      text.append("</").append(name).append('>');
    }
    return this;
  }

  /** A list as EC2 writes them: {@code <name><item>…</item></name>}. */
  <T> Xml set(String name, Iterable<T> items, BiConsumer<Xml, T> item) {
    return element(
        name, xml -> items.forEach(each -> xml.element("item", inner -> item.accept(inner, each))));
  }

  private void escape(String value) {
    for (int index = 0; index < value.length(); index++) {
      char character = value.charAt(index);
      switch (character) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> text.append(character);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

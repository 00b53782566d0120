package linli.bot.http.open311;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An answer in one of the two formats. Written as JSON by the Spark convention: a list is a bare
 * array, what is absent is null; in XML a list has an element each, what is absent is empty.
 */
final class Document {

  /** What an element of a list is called in XML. */
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "services", "service",
          "service_requests", "request",
          "attributes", "attribute",
          "values", "value",
          "errors", "error",
          "endpoints", "endpoint",
          "formats", "format");

  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private final String root;
  private final JsonNode content;

  /**
   * @param root the name of the outermost element in XML
   */
  Document(String root, JsonNode content) {
    this.root = root;
    this.content = content;
  }

  static Document error(int status, String description) {
    var errors = JsonNodeFactory.instance.arrayNode();
    errors.addObject().put("code", status).put("description", description);
    return new Document("errors", errors);
  }

  void answer(RoutingContext context, int status, Format format) {
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", format.contentType())
        .putHeader("Cache-Control", "no-store")
        .end(Buffer.buffer(format == Format.JSON ? content.toString() : xml()));
  }

  private String xml() {
    var text = new StringWriter();
    try {
      var xml = XML.createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      element(xml, root, content);
      xml.writeEndDocument();
      xml.close();
      return text.toString();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }

  private static void element(XMLStreamWriter xml, String name, JsonNode node)
      throws XMLStreamException {
    xml.writeStartElement(name);
    if (node.isArray()) {
      for (var each : node) {
        element(xml, ELEMENTS.get(name), each);
      }
    } else if (node.isObject()) {
      for (var field : node.properties()) {
        element(xml, field.getKey(), field.getValue());
      }
    } else if (!node.isNull()) {
      xml.writeCharacters(allowed(node.asText()));
    }
    xml.writeEndElement();
  }

  /** Without what XML 1.0 cannot hold (its production 2). */
  private static String allowed(String text) {
    return text.codePoints()
        .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF || c == 9 || c == 10 || c == 13)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

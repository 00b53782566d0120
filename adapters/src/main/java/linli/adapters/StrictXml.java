package linli.adapters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the flat XML of WeCom and WeChat as if it were JSON: an element with elements is an object,
 * any other a string, one that stands there twice an array. No document type, no entities but the
 * five of XML itself, bounded depth and number of elements.
 */
public final class StrictXml {

  private static final int DEEPEST = 8;
  private static final int MOST_ELEMENTS = 1_000;

  /**
   * Those whose last document was sound: making a reader costs more than reading a message with it.
   */
  private static final Queue<Source> IDLE = new ConcurrentLinkedQueue<>();

  /** A reader keeps the names that it read: after so many documents it goes, and they with it. */
  private static final int MOST_USES = 64;

  private StrictXml() {}

  /** Gives readers, one after the other; the JDK's lends the same one again once it was closed. */
  private static final class Source {
    private final XMLInputFactory factory = factory();
    private int uses;

    static Source take() {
      var idle = IDLE.poll();
      return idle == null ? new Source() : idle;
    }

    void giveBack() {
      if (++uses < MOST_USES) {
        IDLE.add(this);
      }
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty("reuse-instance", true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * The content of the root element, which is called {@code xml}.
   *
   * @throws Refusal {@link Reason#BAD_XML}
   */
  public static Fields object(byte[] document) {
    if (!(content(document, "xml") instanceof ObjectNode object)) {
      throw new Refusal(Reason.BAD_XML);
    }
    return new Fields(object, "xml");
  }

  /**
   * The content of a root element of that name: an object, or a string where it has no elements.
   *
   * @throws Refusal {@link Reason#BAD_XML}
   */
  public static JsonNode content(byte[] document, String root) {
    var source = Source.take();
    try {
      var reader = source.factory.createXMLStreamReader(new StringReader(text(document)));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        refuseDocumentType(reader);
      }
      if (!reader.getLocalName().equals(root)) {
        throw new Refusal(Reason.BAD_XML);
      }
      var content = new Reading(reader).content(1);
      while (reader.hasNext()) {
        reader.next(); // what stands behind the root is checked, too
      }
      reader.close();
      source.giveBack(); // after a refusal it is not lent again
      return content;
    } catch (XMLStreamException notXml) {
      throw new Refusal(Reason.BAD_XML);
    }
  }

  private static String text(byte[] document) {
    try {
      return StrictJson.text(document);
    } catch (Refusal notUtf8) {
      throw new Refusal(Reason.BAD_XML);
    }
  }

  private static void refuseDocumentType(XMLStreamReader reader) {
    if (reader.getEventType() == XMLStreamConstants.DTD) {
      throw new Refusal(Reason.BAD_XML);
    }
  }

  private static final class Reading {
    private final XMLStreamReader reader;
    private int elements;

    Reading(XMLStreamReader reader) {
      this.reader = reader;
    }

    /** From behind a start tag to its end tag. */
    JsonNode content(int depth) throws XMLStreamException {
      ObjectNode object = null;
      var text = new StringBuilder();
      for (var event = reader.next();
          event != XMLStreamConstants.END_ELEMENT;
          event = reader.next()) {
        switch (event) {
          case XMLStreamConstants.START_ELEMENT -> {
            refuseBombs(depth);
            object = object == null ? JsonNodeFactory.instance.objectNode() : object;
            add(object, reader.getLocalName(), depth);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(reader.getText());
          case XMLStreamConstants.SPACE, XMLStreamConstants.COMMENT -> {}
          default -> throw new Refusal(Reason.BAD_XML);
        }
      }
      return object != null ? object : JsonNodeFactory.instance.textNode(text.toString());
    }

    private void add(ObjectNode object, String name, int depth) throws XMLStreamException {
      var earlier = object.get(name);
      var value = content(depth + 1);
      switch (earlier) {
        case null -> object.set(name, value);
        case ArrayNode several -> several.add(value);
        default -> object.putArray(name).add(earlier).add(value);
      }
    }

    private void refuseBombs(int depth) {
      if (depth >= DEEPEST || ++elements > MOST_ELEMENTS) {
        throw new Refusal(Reason.BAD_XML);
      }
    }
  }
}

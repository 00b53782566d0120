package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Asks for everything twice, as XML and as JSON: the XML has to fit the schema that was written
 * from the specification, and the JSON has to say the same.
 */
final class Open311Client {

  static final String ROOT = "/open311/v2";
  private static final Schema ANSWERS = schema("georeport-v2.xsd");
  private static final Schema SUBMITTED = schema("submitted.xsd");
  private static final Schema TOKEN = schema("token.xsd");

  /** Elements that hold a list: bare arrays in JSON. */
  private static final Set<String> LISTS =
      Set.of(
          "services", "service_requests", "attributes", "values", "errors", "endpoints", "formats");

  private final ApiService api;

  Open311Client(ApiService api) {
    this.api = api;
  }

  /** Both formats of one answer. */
  record Answer(int status, JsonNode json, String xml) {
    JsonNode at(String pointer) {
      return json.at(pointer);
    }

    String error() {
      return json.at("/0/description").asText();
    }
  }

  Answer get(String path, Map<String, String> parameters) {
    var query = parameters.isEmpty() ? "" : "?" + form(parameters);
    var schema = path.startsWith(ROOT + "/tokens/") ? TOKEN : ANSWERS;
    return answer(
        send(path + ".xml" + query, null, null), send(path + ".json" + query, null, null), schema);
  }

  Answer get(String path) {
    return get(path, Map.of());
  }

  /** As JSON: a POST is not done twice for its format. */
  Answer post(Map<String, String> form, String key) {
    var sent = send(ROOT + "/requests.json", form(form), key);
    return new Answer(sent.statusCode(), ApiService.read(sent.body()), null);
  }

  /** The same as XML, checked. */
  String postXml(Map<String, String> form) {
    var sent = send(ROOT + "/requests.xml", form(form), null);
    valid(sent.statusCode() == 200 ? SUBMITTED : ANSWERS, sent.body());
    return sent.body();
  }

  HttpResponse<String> send(String path, String form, String key) {
    var request = TestService.request(api.service(), path);
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
          .POST(BodyPublishers.ofString(form));
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return TestService.send(request);
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Answer answer(
      HttpResponse<String> xml, HttpResponse<String> json, Schema whenGood) {
    assertThat(xml.statusCode()).isEqualTo(json.statusCode());
    assertThat(xml.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
    assertThat(json.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(xml.body()).startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    var root = valid(xml.statusCode() == 200 ? whenGood : ANSWERS, xml.body());
    var tree = ApiService.read(json.body());
    assertThat(spark(root)).isEqualTo(texts(tree));
    return new Answer(json.statusCode(), tree, xml.body());
  }

  private static Element valid(Schema schema, String xml) {
    try {
      schema.newValidator().validate(new StreamSource(new StringReader(xml)));
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (Exception invalid) {
      throw new AssertionError(invalid.getMessage() + " in " + xml, invalid);
    }
  }

  /** The JSON of an element by the Spark convention, every value as text. */
  private static JsonNode spark(Element element) {
    if (LISTS.contains(element.getTagName())) {
      var list = JsonNodeFactory.instance.arrayNode();
      children(element).forEach(child -> list.add(spark(child)));
      return list;
    }
    if (!children(element).iterator().hasNext()) {
      var text = element.getTextContent();
      return text.isEmpty()
          ? JsonNodeFactory.instance.nullNode()
          : JsonNodeFactory.instance.textNode(text);
    }
    var object = JsonNodeFactory.instance.objectNode();
    children(element).forEach(child -> object.set(child.getTagName(), spark(child)));
    return object;
  }

  private static Iterable<Element> children(Element element) {
    var children = new java.util.ArrayList<Element>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static JsonNode texts(JsonNode node) {
    if (node.isArray()) {
      var list = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> list.add(texts(each)));
      return list;
    }
    if (node.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), texts(field.getValue())));
      return object;
    }
    return node.isNull() ? node : JsonNodeFactory.instance.textNode(node.asText());
  }

  private static Schema schema(String name) {
    try {
      var found = Open311Client.class.getResource("/open311/" + name);
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(URI.create(found.toString()).toURL());
    } catch (Exception broken) {
      throw new IllegalStateException(name, broken);
    }
  }
}

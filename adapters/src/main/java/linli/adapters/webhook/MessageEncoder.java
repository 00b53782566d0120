package linli.adapters.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import linli.adapters.OutboundMessage;

/** Writes what the bot says in the form that callbacks and pollers of our own channel read. */
public final class MessageEncoder {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private MessageEncoder() {}

  /** The body of a callback. */
  public static byte[] encode(OutboundMessage message) {
    try {
      return JSON.writeValueAsBytes(json(message));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can always be written", impossible);
    }
  }

  /** One message; optional fields that it does not have are absent. */
  public static ObjectNode json(OutboundMessage message) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("id", message.id().toString());
    node.putObject("conversation")
        .put("id", message.conversationId())
        .put("type", message.conversationType().name().toLowerCase(Locale.ROOT));
    putIfThere(node, "to", message.to());
    node.put("text", message.text());
    if (!message.buttons().isEmpty()) {
      var buttons = node.putArray("buttons");
      message
          .buttons()
          .forEach(
              button -> buttons.addObject().put("key", button.key()).put("label", button.label()));
    }
    putIfThere(node, "inReplyTo", message.inReplyTo());
    putIfThere(node, "case", message.caseNo());
    var createdAt = message.createdAt().truncatedTo(ChronoUnit.MILLIS).atZone(ZONE);
    return node.put("createdAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(createdAt));
  }

  private static void putIfThere(ObjectNode node, String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}

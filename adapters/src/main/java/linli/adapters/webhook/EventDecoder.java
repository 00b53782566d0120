package linli.adapters.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.adapters.Refusal;
import linli.adapters.StrictJson;

/** Reads the body of our own channel strictly: one event or an array of events, all or nothing. */
final class EventDecoder {

  private static final int MOST_EVENTS = 500;
  private static final int MOST_MEDIA = 20;
  private static final int LONGEST_VOICE_SECONDS = 3_600;
  private static final int DEEPEST = 8;

  private static final StrictJson JSON = new StrictJson(DEEPEST);

  private EventDecoder() {}

  /**
   * The events in a body.
   *
   * @throws Refusal naming the path at fault
   */
  static List<InboundEvent> decode(byte[] body) {
    return events(parse(body));
  }

  private static JsonNode parse(byte[] body) {
    var text = text(body);
    try {
      return JSON.document(text);
    } catch (Refusal notJson) {
      throw new Refusal("$", "JSON, at most %d levels deep, each name once".formatted(DEEPEST));
    }
  }

  private static String text(byte[] body) {
    try {
      return StrictJson.text(body);
    } catch (Refusal notUtf8) {
      throw new Refusal("$", "UTF-8");
    }
  }

  private static List<InboundEvent> events(JsonNode document) {
    if (!document.isArray()) {
      return List.of(event(new Fields(document, "$")));
    }
    if (document.size() > MOST_EVENTS) {
      throw new Refusal("$", "an array of at most %d events".formatted(MOST_EVENTS));
    }
    var events = new ArrayList<InboundEvent>();
    for (var i = 0; i < document.size(); i++) {
      events.add(event(new Fields(document.get(i), "$[" + i + "]")));
    }
    return events;
  }

  private static InboundEvent event(Fields fields) {
    var id = fields.id("id", Fields.LONGEST_ID);
    var kind = fields.has("kind") ? fields.word("kind", Kind.class) : Kind.MESSAGE;
    var conversation = fields.object("conversation");
    var sender = fields.object("sender");
    return new InboundEvent(
        id,
        kind,
        new Conversation(
            conversation.id("id", Fields.LONGEST_ID),
            conversation.word("type", Conversation.Type.class),
            conversation.optionalText("title", Fields.LONGEST_ID)),
        new Sender(
            sender.id("id", Fields.LONGEST_ID), sender.optionalText("name", Fields.LONGEST_ID)),
        text(fields, kind),
        fields.flag("mentioned"),
        fields.optionalId("replyTo", Fields.LONGEST_ID),
        fields.objects("media", MOST_MEDIA).stream().map(EventDecoder::media).toList(),
        kind == Kind.MESSAGE ? null : fields.id("target", Fields.LONGEST_ID),
        fields.has("action") ? fields.object("action").id("key", Fields.LONGEST_ID) : null,
        fields.time("time"));
  }

  private static String text(Fields fields, Kind kind) {
    if (kind == Kind.EDIT && !fields.has("text")) {
      throw new Refusal(fields.at("text"), "the new text of the edited message");
    }
    return fields.optionalText("text", Fields.LONGEST_TEXT);
  }

  private static Media media(Fields fields) {
    var media =
        new Media(
            fields.word("type", Media.Type.class),
            fields.optionalId("url", Fields.LONGEST_URL),
            fields.optionalText("base64", Integer.MAX_VALUE),
            fields.optionalText("transcript", Fields.LONGEST_TEXT),
            fields.optionalSeconds("seconds", LONGEST_VOICE_SECONDS),
            fields.optionalDegrees("lat", 90),
            fields.optionalDegrees("lon", 180),
            fields.optionalId("crs", Fields.LONGEST_ID));
    if (media.type() == Media.Type.LOCATION && (media.lat() == null || media.lon() == null)) {
      throw new Refusal(fields.at(media.lat() == null ? "lat" : "lon"), "a number of degrees");
    }
    if (media.base64() != null && !isBase64(media.base64())) {
      throw new Refusal(fields.at("base64"), "base64");
    }
    return media;
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}

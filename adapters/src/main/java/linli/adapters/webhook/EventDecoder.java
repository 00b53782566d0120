package linli.adapters.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Refused;
import linli.adapters.webhook.Fields.BadShape;

/** Reads the body of our own channel strictly: one event or an array of events, all or nothing. */
final class EventDecoder {

  private static final int MOST_EVENTS = 500;
  private static final int MOST_MEDIA = 20;
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_TEXT = 20_000;
  private static final int LONGEST_URL = 2_048;
  private static final int LONGEST_VOICE_SECONDS = 3_600;
  private static final int DEEPEST = 8;

  private static final ObjectMapper JSON = strictMapper();

  private EventDecoder() {}

  static Received decode(byte[] body) {
    try {
      return new Accepted(events(parse(body)));
    } catch (BadShape bad) {
      return new Refused(400, "bad shape", bad.path, bad.expected);
    }
  }

  private static ObjectMapper strictMapper() {
    var limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNumberLength(40)
            .maxNameLength(LONGEST_ID)
            .build();
    var factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static JsonNode parse(byte[] body) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      var node = JSON.readTree(text);
      if (node.isMissingNode()) {
        throw new BadShape("$", "an event or an array of events");
      }
      return node;
    } catch (CharacterCodingException notUtf8) {
      throw new BadShape("$", "UTF-8");
    } catch (JsonProcessingException notJson) {
      throw new BadShape("$", "JSON, at most %d levels deep, each name once".formatted(DEEPEST));
    }
  }

  private static List<InboundEvent> events(JsonNode document) {
    if (!document.isArray()) {
      return List.of(event(new Fields(document, "$")));
    }
    if (document.size() > MOST_EVENTS) {
      throw new BadShape("$", "an array of at most %d events".formatted(MOST_EVENTS));
    }
    var events = new ArrayList<InboundEvent>();
    for (var i = 0; i < document.size(); i++) {
      events.add(event(new Fields(document.get(i), "$[" + i + "]")));
    }
    return events;
  }

  private static InboundEvent event(Fields fields) {
    var id = fields.id("id", LONGEST_ID);
    var kind = fields.has("kind") ? fields.word("kind", Kind.class) : Kind.MESSAGE;
    var conversation = fields.object("conversation");
    var sender = fields.object("sender");
    return new InboundEvent(
        id,
        kind,
        new Conversation(
            conversation.id("id", LONGEST_ID),
            conversation.word("type", Conversation.Type.class),
            conversation.optionalText("title", LONGEST_ID)),
        new Sender(sender.id("id", LONGEST_ID), sender.optionalText("name", LONGEST_ID)),
        text(fields, kind),
        fields.flag("mentioned"),
        fields.optionalId("replyTo", LONGEST_ID),
        fields.objects("media", MOST_MEDIA).stream().map(EventDecoder::media).toList(),
        kind == Kind.MESSAGE ? null : fields.id("target", LONGEST_ID),
        fields.has("action") ? fields.object("action").id("key", LONGEST_ID) : null,
        fields.time("time"));
  }

  private static String text(Fields fields, Kind kind) {
    if (kind == Kind.EDIT && !fields.has("text")) {
      throw new BadShape(fields.at("text"), "the new text of the edited message");
    }
    return fields.optionalText("text", LONGEST_TEXT);
  }

  private static Media media(Fields fields) {
    var media =
        new Media(
            fields.word("type", Media.Type.class),
            fields.optionalId("url", LONGEST_URL),
            fields.optionalText("base64", Integer.MAX_VALUE),
            fields.optionalText("transcript", LONGEST_TEXT),
            fields.optionalSeconds("seconds", LONGEST_VOICE_SECONDS),
            fields.optionalDegrees("lat", 90),
            fields.optionalDegrees("lon", 180),
            fields.optionalId("crs", LONGEST_ID));
    if (media.type() == Media.Type.LOCATION && (media.lat() == null || media.lon() == null)) {
      throw new BadShape(fields.at(media.lat() == null ? "lat" : "lon"), "a number of degrees");
    }
    if (media.base64() != null && !isBase64(media.base64())) {
      throw new BadShape(fields.at("base64"), "base64");
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

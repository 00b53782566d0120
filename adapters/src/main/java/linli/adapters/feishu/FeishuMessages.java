package linli.adapters.feishu;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.adapters.StrictJson;

/**
 * Feishu's events in neutral words.
 *
 * <p>Source: open.feishu.cn/document/server-docs/im-v1/message/events/receive and
 * open.feishu.cn/document/feishu-cards/card-callback-communication.
 *
 * @param botOpenId null when nobody told it
 */
record FeishuMessages(String botOpenId) {

  private static final int MOST_MENTIONS = 200;
  private static final int LONGEST_VOICE_SECONDS = 3_600;
  private static final StrictJson JSON = new StrictJson(32);

  /** Of the others, among them cards and stickers, nothing is known about the content. */
  private static final Set<String> READ =
      Set.of("text", "post", "image", "audio", "media", "file", "location");

  /** Stands in a text for somebody who is mentioned. */
  private static final Pattern MENTION = Pattern.compile("@_user_\\d{1,5}|@_all");

  /** One event, or none when it is about something that we do not act on. */
  List<InboundEvent> read(Fields header, Fields event) {
    return switch (header.kind("event_type")) {
      case "im.message.receive_v1" -> said(event);
      case "card.action.trigger" -> pressed(header, event);
      default -> List.of();
    };
  }

  // --- messages ---------------------------------------------------------------------------------

  private List<InboundEvent> said(Fields event) {
    if (!event.object("sender").kind("sender_type").equals("user")) {
      return List.of(); // another bot: answering it could go on for ever
    }
    var message = event.object("message");
    if (!READ.contains(message.kind("message_type"))) {
      return List.of();
    }
    var content = JSON.object(message.kind("content"), message.at("content"));
    return switch (message.kind("message_type")) {
      case "text" -> List.of(spoken(event, content.said("text", LONGEST_TEXT), List.of()));
      case "post" -> {
        var post = FeishuPost.read(content, key -> resource(message, "image", key));
        yield List.of(spoken(event, post.text(), post.pictures()));
      }
      case "image" -> one(event, Media.image(resource(message, "image", content, "image_key")));
      case "audio" -> one(event, voice(message, content));
      case "media", "file" ->
          one(event, Media.file(resource(message, "file", content, "file_key")));
      case "location" -> one(event, place(content));
      default -> throw new IllegalStateException("a type that is read without a reader");
    };
  }

  private List<InboundEvent> one(Fields event, Media media) {
    return List.of(spoken(event, null, List.of(media)));
  }

  private InboundEvent spoken(Fields event, String text, List<Media> media) {
    var message = event.object("message");
    var sender = event.object("sender").object("sender_id").looseId("open_id", LONGEST_ID);
    var inGroup = !message.kind("chat_type").equals("p2p");
    var mentions = mentions(message, text);
    return new InboundEvent(
        message.looseId("message_id", LONGEST_ID),
        Kind.MESSAGE,
        inGroup
            ? Conversation.group(message.looseId("chat_id", LONGEST_ID), null)
            : Conversation.alone(sender),
        new Sender(sender, null),
        text == null ? null : named(text, mentions),
        inGroup && mentions.containsValue(""),
        message.optionalLooseId("parent_id", LONGEST_ID),
        media,
        null,
        null,
        message.since1970("create_time", 1));
  }

  /** What to read instead of each placeholder: {@code @name}, or nothing for the bot itself. */
  private Map<String, String> mentions(Fields message, String text) {
    var names = new HashMap<String, String>();
    for (var mention : message.objects("mentions", MOST_MENTIONS)) {
      var key = mention.kind("key");
      var openId = mention.optionalObject("id").kind("open_id");
      var isBot =
          botOpenId != null
              ? openId.equals(botOpenId)
              : text == null || text.stripLeading().startsWith(key);
      var name = mention.has("name") ? mention.said("name", LONGEST_ID) : "";
      names.put(key, isBot && !key.equals("@_all") ? "" : "@" + name);
    }
    return names;
  }

  private static String named(String text, Map<String, String> mentions) {
    return MENTION
        .matcher(text)
        .replaceAll(found -> quoted(mentions.getOrDefault(found.group(), "@所有人")))
        .strip();
  }

  private static String quoted(String name) {
    return java.util.regex.Matcher.quoteReplacement(name);
  }

  /** The platform gives a file out for the id of its message together with its key. */
  private static String resource(Fields message, String type, Fields content, String field) {
    return resource(message, type, content.looseId(field, LONGEST_ID));
  }

  private static String resource(Fields message, String type, String key) {
    return "feishu:" + type + "/" + message.looseId("message_id", LONGEST_ID) + "/" + key;
  }

  private static Media voice(Fields message, Fields content) {
    var seconds =
        content.has("duration")
            ? (int)
                Math.min(
                    content.since1970("duration", 1).toEpochMilli() / 1_000, LONGEST_VOICE_SECONDS)
            : null;
    return Media.voice(resource(message, "file", content, "file_key"), null, seconds);
  }

  /** Feishu does not say in which coordinate system it counts. */
  private static Media place(Fields content) {
    return Media.place(
        content.looseNumber("latitude", 90), content.looseNumber("longitude", 180), null);
  }

  // --- cards ------------------------------------------------------------------------------------

  /**
   * A click on one of our cards; their buttons carry {@code key} and {@code message}. Its time is
   * documented in microseconds (16 digits), while messages say theirs in milliseconds.
   */
  private static List<InboundEvent> pressed(Fields header, Fields event) {
    var value = event.object("action").optionalObject("value");
    if (!value.has("key")) {
      return List.of();
    }
    var person = event.object("operator").looseId("open_id", LONGEST_ID);
    var chat = event.object("context").looseId("open_chat_id", LONGEST_ID);
    return List.of(
        new InboundEvent(
            header.looseId("event_id", LONGEST_ID),
            Kind.MESSAGE,
            value.kind("alone").equals("true")
                ? Conversation.alone(person)
                : Conversation.group(chat, null),
            new Sender(person, null),
            null,
            false,
            value.optionalLooseId("message", LONGEST_ID),
            List.of(),
            null,
            value.looseId("key", LONGEST_ID),
            header.millisOrMicrosSince1970("create_time")));
  }
}

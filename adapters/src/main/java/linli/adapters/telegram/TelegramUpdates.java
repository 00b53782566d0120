package linli.adapters.telegram;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;
import static linli.adapters.Fields.LONGEST_URL;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import linli.adapters.ButtonKey;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * Telegram's updates in neutral words.
 *
 * <p>Source: core.telegram.org/bots/api#update. A message's id counts inside its chat only, so ours
 * is {@code <chat>/<message>}.
 *
 * @param botUsername without {@code @}, or null
 * @param clock tells when a button was pressed: Telegram does not say it
 */
record TelegramUpdates(String botUsername, InstantSource clock) {

  private static final int MOST_PHOTO_SIZES = 20;
  private static final int MOST_ENTITIES = 200;
  private static final int LONGEST_VOICE_SECONDS = 24 * 3_600;

  /** One event, or none when it is about something that we do not act on. */
  List<InboundEvent> read(Fields update) {
    var id = update.looseId("update_id", LONGEST_ID);
    if (update.has("message")) {
      return said(update.object("message"));
    }
    if (update.has("edited_message")) {
      return edited(update.object("edited_message"), id);
    }
    if (update.has("callback_query")) {
      return pressed(update.object("callback_query"));
    }
    return List.of();
  }

  // --- messages ---------------------------------------------------------------------------------

  private List<InboundEvent> said(Fields message) {
    var text = text(message);
    var media = media(message);
    if (!isFromPerson(message) || text == null && media.isEmpty()) {
      return List.of(); // a bot, a channel, somebody came or left, a sticker
    }
    return List.of(
        new InboundEvent(
            id(message),
            Kind.MESSAGE,
            conversation(message, message.object("from")),
            sender(message.object("from")),
            plain(message, text),
            isMentioned(message, text),
            message.has("reply_to_message") ? id(message.object("reply_to_message")) : null,
            media,
            null,
            null,
            message.since1970("date", 1_000)));
  }

  private List<InboundEvent> edited(Fields message, String update) {
    var text = text(message);
    if (!isFromPerson(message) || text == null) {
      return List.of();
    }
    return List.of(
        new InboundEvent(
            "edit:" + update,
            Kind.EDIT,
            conversation(message, message.object("from")),
            sender(message.object("from")),
            plain(message, text),
            isMentioned(message, text),
            null,
            List.of(),
            id(message),
            null,
            message.since1970(message.has("edit_date") ? "edit_date" : "date", 1_000)));
  }

  private static boolean isFromPerson(Fields message) {
    return message.has("from")
        && !message.object("from").flag("is_bot")
        && !message.object("chat").kind("type").equals("channel");
  }

  private static String id(Fields message) {
    return message.object("chat").looseId("id", LONGEST_ID)
        + "/"
        + message.looseId("message_id", LONGEST_ID);
  }

  private static Conversation conversation(Fields message, Fields person) {
    var chat = message.object("chat");
    return chat.kind("type").equals("private")
        ? Conversation.alone(person.looseId("id", LONGEST_ID))
        : Conversation.group(chat.looseId("id", LONGEST_ID), chat.said("title", LONGEST_ID));
  }

  private static Sender sender(Fields person) {
    var first = person.said("first_name", LONGEST_ID);
    var last = person.said("last_name", LONGEST_ID);
    var name = first == null || last == null ? first : first + " " + last;
    return new Sender(person.looseId("id", LONGEST_ID), name);
  }

  private static String text(Fields message) {
    return message.said(message.has("text") ? "text" : "caption", LONGEST_TEXT);
  }

  // --- attachments ------------------------------------------------------------------------------

  private static List<Media> media(Fields message) {
    var media = new ArrayList<Media>();
    message.objects("photo", MOST_PHOTO_SIZES).stream()
        .max(Comparator.comparingDouble(size -> size.looseNumber("width", 100_000)))
        .ifPresent(largest -> media.add(Media.image(file(largest))));
    if (message.has("voice")) {
      var voice = message.object("voice");
      var seconds = voice.optionalSeconds("duration", LONGEST_VOICE_SECONDS);
      media.add(Media.voice(file(voice), null, seconds));
    }
    for (var kind : List.of("document", "video", "audio", "video_note")) {
      if (message.has(kind)) {
        media.add(Media.file(file(message.object(kind))));
      }
    }
    if (message.has("location")) {
      var place = message.object("location");
      media.add(
          Media.place(
              place.looseNumber("latitude", 90), place.looseNumber("longitude", 180), "wgs84"));
    }
    return media;
  }

  private static String file(Fields file) {
    return "telegram:" + file.id("file_id", LONGEST_URL);
  }

  // --- mentions ---------------------------------------------------------------------------------

  /**
   * A mention, a command, or an answer to something that a bot said; offsets count UTF-16 units.
   */
  private boolean isMentioned(Fields message, String text) {
    if (message.has("reply_to_message")
        && message.object("reply_to_message").optionalObject("from").flag("is_bot")) {
      return true;
    }
    return text != null
        && entities(message).stream()
            .anyMatch(entity -> meansBot(entity.kind("type"), words(entity, text)));
  }

  private static List<Fields> entities(Fields message) {
    return message.objects(message.has("text") ? "entities" : "caption_entities", MOST_ENTITIES);
  }

  /** The text without the name of the bot in it. */
  private String plain(Fields message, String text) {
    if (text == null) {
      return null;
    }
    var plain = text;
    for (var entity : entities(message).reversed()) {
      var words = words(entity, text);
      if (entity.kind("type").equals("mention") && meansBot("mention", words)) {
        var from = entity.optionalSeconds("offset", Integer.MAX_VALUE);
        if (plain.regionMatches(true, from, words, 0, words.length())) {
          plain = plain.substring(0, from) + plain.substring(from + words.length());
        }
      }
    }
    return plain.strip();
  }

  private static String words(Fields entity, String text) {
    var from = entity.optionalSeconds("offset", Integer.MAX_VALUE);
    var length = entity.optionalSeconds("length", Integer.MAX_VALUE);
    if (from == null || length == null || (long) from + length > text.length()) {
      return "";
    }
    return text.substring(from, from + length).toLowerCase(Locale.ROOT);
  }

  /** The names of all bots end in {@code bot}. */
  private boolean meansBot(String type, String words) {
    return switch (type) {
      case "mention" -> isBot(words);
      case "bot_command" -> words.indexOf('@') < 0 || isBot(words.substring(words.indexOf('@')));
      default -> false;
    };
  }

  private boolean isBot(String mention) {
    return botUsername == null
        ? mention.endsWith("bot")
        : mention.equals("@" + botUsername.toLowerCase(Locale.ROOT));
  }

  // --- buttons ----------------------------------------------------------------------------------

  private List<InboundEvent> pressed(Fields query) {
    if (!query.has("message") || !query.has("data")) {
      return List.of(); // a button outside a chat, or a game
    }
    var message = query.object("message");
    var button = ButtonKey.parse(query.looseId("data", LONGEST_ID));
    var person = query.object("from");
    return List.of(
        new InboundEvent(
            "callback:" + query.looseId("id", LONGEST_ID),
            Kind.MESSAGE,
            conversation(message, person),
            sender(person),
            null,
            false,
            button.replyTo(),
            List.of(),
            null,
            button.key(),
            clock.instant())); // the message's own time is long ago
  }
}

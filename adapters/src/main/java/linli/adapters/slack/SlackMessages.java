package linli.adapters.slack;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import linli.adapters.EventId;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.adapters.Refusal;
import linli.adapters.Request;

/**
 * Slack's events, clicks and commands in neutral words.
 *
 * <p>Source: docs.slack.dev/reference/events/message. A message's time is its id inside its channel
 * ({@link SlackIds}); a mention comes as two events with one such id.
 */
final class SlackMessages {

  private static final int MOST_FILES = 50;
  private static final int MOST_ACTIONS = 25;
  private static final Pattern TIME = Pattern.compile("(\\d{1,11})\\.\\d{1,9}");

  private SlackMessages() {}

  // --- events -----------------------------------------------------------------------------------

  /** One event, or none when it is about something that we do not act on. */
  static List<InboundEvent> event(Fields callback) {
    var event = callback.object("event");
    var bot = bot(callback);
    return switch (event.kind("type") + " " + event.kind("subtype")) {
      case "app_mention ", "message ", "message file_share", "message thread_broadcast" ->
          said(event, bot);
      case "message message_changed" -> edited(event, bot);
      case "message message_deleted" -> takenBack(event);
      default -> List.of();
    };
  }

  /** The user that our app is in this workspace, or null. */
  private static String bot(Fields callback) {
    return callback.objects("authorizations", MOST_ACTIONS).stream()
        .filter(authorization -> authorization.kind("is_bot").equals("true"))
        .map(authorization -> authorization.optionalLooseId("user_id", LONGEST_ID))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<InboundEvent> said(Fields event, String bot) {
    if (event.has("bot_id") || !event.has("user")) {
      return List.of(); // a bot, perhaps ourselves
    }
    var channel = event.looseId("channel", LONGEST_ID);
    var sender = event.looseId("user", LONGEST_ID);
    var text = event.has("text") ? event.said("text", LONGEST_TEXT) : "";
    var plain = SlackText.plain(text, bot);
    var ts = ts(event, "ts");
    var thread = event.has("thread_ts") ? ts(event, "thread_ts") : ts;
    return List.of(
        new InboundEvent(
            SlackIds.of(channel, ts, thread),
            Kind.MESSAGE,
            conversation(channel, sender),
            new Sender(sender, null),
            plain.isEmpty() ? null : plain,
            event.kind("type").equals("app_mention") || SlackText.mentions(text, bot),
            thread.equals(ts) ? null : channel + "/" + thread,
            files(event),
            null,
            null,
            time(ts)));
  }

  /** Slack also sends this when it adds the preview of a link: then nobody edited anything. */
  private static List<InboundEvent> edited(Fields event, String bot) {
    var message = event.object("message");
    if (!message.has("edited") || message.has("bot_id") || !message.has("user")) {
      return List.of();
    }
    var channel = event.looseId("channel", LONGEST_ID);
    var sender = message.looseId("user", LONGEST_ID);
    var text = message.has("text") ? message.said("text", LONGEST_TEXT) : "";
    var ts = ts(event, "ts");
    return List.of(
        new InboundEvent(
            channel + "/" + ts,
            Kind.EDIT,
            conversation(channel, sender),
            new Sender(sender, null),
            SlackText.plain(text, bot),
            SlackText.mentions(text, bot),
            null,
            List.of(),
            id(channel, message),
            null,
            time(ts)));
  }

  private static List<InboundEvent> takenBack(Fields event) {
    var before = event.optionalObject("previous_message");
    if (before.has("bot_id") || !before.has("user")) {
      return List.of();
    }
    var channel = event.looseId("channel", LONGEST_ID);
    var sender = before.looseId("user", LONGEST_ID);
    var ts = ts(event, "ts");
    return List.of(
        new InboundEvent(
            channel + "/" + ts,
            Kind.RECALL,
            conversation(channel, sender),
            new Sender(sender, null),
            null,
            false,
            null,
            List.of(),
            SlackIds.of(channel, ts(event, "deleted_ts"), thread(before)),
            null,
            time(ts)));
  }

  private static List<Media> files(Fields event) {
    var media = new ArrayList<Media>();
    for (var file : event.objects("files", MOST_FILES)) {
      var url = "slack:" + file.looseId("id", LONGEST_ID);
      var type = file.kind("mimetype");
      if (type.startsWith("image/")) {
        media.add(Media.image(url));
      } else {
        media.add(type.startsWith("audio/") ? Media.voice(url, null, null) : Media.file(url));
      }
    }
    return media;
  }

  /** Ids of conversations with one person begin with D. */
  private static Conversation conversation(String channel, String person) {
    return channel.startsWith("D") ? Conversation.alone(person) : Conversation.group(channel, null);
  }

  private static String id(String channel, Fields message) {
    return SlackIds.of(channel, ts(message, "ts"), thread(message));
  }

  private static String thread(Fields message) {
    return message.has("thread_ts") ? ts(message, "thread_ts") : null;
  }

  private static String ts(Fields fields, String name) {
    var ts = fields.id(name, LONGEST_ID);
    if (!TIME.matcher(ts).matches()) {
      throw new Refusal(fields.at(name), "a time like 1790000000.000100");
    }
    return ts;
  }

  private static Instant time(String ts) {
    return Instant.ofEpochSecond(Long.parseLong(ts.substring(0, ts.indexOf('.'))));
  }

  // --- buttons and commands ---------------------------------------------------------------------

  /** Each pressed button of a message; the block that it stands in is named after our message. */
  static List<InboundEvent> pressed(Fields payload) {
    if (!payload.kind("type").equals("block_actions") || !payload.has("channel")) {
      return List.of();
    }
    var person = payload.object("user").looseId("id", LONGEST_ID);
    var channel = payload.object("channel").looseId("id", LONGEST_ID);
    var events = new ArrayList<InboundEvent>();
    for (var action : payload.objects("actions", MOST_ACTIONS)) {
      var chosen = action.has("value") ? action : action.optionalObject("selected_option");
      if (chosen.has("value")) {
        events.add(pressed(action, chosen.looseId("value", LONGEST_ID), channel, person));
      }
    }
    return events;
  }

  private static InboundEvent pressed(Fields action, String key, String channel, String person) {
    var ts = ts(action, "action_ts");
    var block = action.optionalLooseId("block_id", LONGEST_ID);
    return new InboundEvent(
        EventId.of(channel, person, ts, String.valueOf(block), key),
        Kind.MESSAGE,
        conversation(channel, person),
        new Sender(person, null),
        null,
        false,
        block,
        List.of(),
        null,
        key,
        time(ts));
  }

  /** A slash command: said to the bot, wherever it was typed. */
  static List<InboundEvent> command(String body, Instant now) {
    var form = form(body, "user_id", "channel_id", "trigger_id", "text");
    var text = form.said("text", LONGEST_TEXT);
    if (text == null || text.isBlank()) {
      return List.of();
    }
    var person = form.id("user_id", LONGEST_ID);
    var channel = form.id("channel_id", LONGEST_ID);
    return List.of(
        new InboundEvent(
            EventId.of(channel, person, form.id("trigger_id", LONGEST_ID)),
            Kind.MESSAGE,
            conversation(channel, person),
            new Sender(person, null),
            SlackText.plain(text, null),
            true,
            null,
            List.of(),
            null,
            null,
            now));
  }

  private static Fields form(String body, String... names) {
    var parameters = JsonNodeFactory.instance.objectNode();
    for (var name : names) {
      parameters.put(name, Request.parameter(body, name));
    }
    return new Fields(parameters, "form");
  }
}

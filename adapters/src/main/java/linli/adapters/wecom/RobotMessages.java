package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;
import static linli.adapters.Fields.LONGEST_URL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * The inner JSON of an intelligent robot's callback.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/100719 (messages) and 101027 (events).
 */
final class RobotMessages {

  private static final int MOST_PARTS = 100;
  private static final int MOST_CHOICES = 60;

  /** The robot's own name in front of what is said to it. */
  private static final Pattern MENTION = Pattern.compile("^\\s*@\\S{1,64}(\\s+|$)");

  private final Fields json;
  private final boolean inGroup;
  private final Instant sent;

  private RobotMessages(Fields json, Instant sent) {
    this.json = json;
    this.inGroup = json.kind("chattype").equals("group");
    this.sent = sent;
  }

  /**
   * One event, or none when it is about something that we do not act on.
   *
   * @param sent the time of the request; messages themselves carry none
   */
  static List<InboundEvent> read(Fields json, Instant sent) {
    return new RobotMessages(json, sent).read();
  }

  private List<InboundEvent> read() {
    return switch (json.kind("msgtype")) {
      case "text" -> said(bare(json.object("text").said("content", LONGEST_TEXT)), List.of());
      case "voice" -> {
        var heard = json.object("voice").said("content", LONGEST_TEXT);
        yield said(null, List.of(Media.voice(null, heard, null)));
      }
      case "image" -> said(null, List.of(Media.image(url(json.object("image")))));
      case "file" -> said(null, List.of(Media.file(url(json.object("file")))));
      case "video" -> said(null, List.of(Media.file(url(json.object("video")))));
      case "mixed" -> mixed(json.object("mixed").objects("msg_item", MOST_PARTS));
      case "event" -> pressed(json.object("event"));
      default -> List.of();
    };
  }

  private List<InboundEvent> mixed(List<Fields> parts) {
    var texts = new ArrayList<String>();
    var media = new ArrayList<Media>();
    for (var part : parts) {
      switch (part.kind("msgtype")) {
        case "text" -> texts.add(part.object("text").said("content", LONGEST_TEXT));
        case "image" -> media.add(Media.image(url(part.object("image"))));
        default -> {}
      }
    }
    texts.removeIf(text -> text == null);
    return said(bare(String.join(" ", texts)), media);
  }

  private List<InboundEvent> said(String text, List<Media> media) {
    return List.of(event(text, media, null, null));
  }

  /** Card fields stand below a field of the event's name, or directly in the event. */
  private List<InboundEvent> pressed(Fields event) {
    if (!event.kind("eventtype").equals("template_card_event")) {
      return List.of();
    }
    var card = event.has("template_card_event") ? event.object("template_card_event") : event;
    return List.of(
        event(null, List.of(), card.optionalLooseId("task_id", LONGEST_ID), choice(card)));
  }

  private static String choice(Fields card) {
    var options =
        card.optionalObject("selected_items").oneOrMore("selected_item", MOST_CHOICES).stream()
            .flatMap(
                item ->
                    item
                        .optionalObject("option_ids")
                        .strings("option_id", MOST_CHOICES, LONGEST_ID)
                        .stream())
            .collect(Collectors.joining(","));
    return options.isEmpty() ? card.looseId("event_key", LONGEST_ID) : options;
  }

  private InboundEvent event(String text, List<Media> media, String replyTo, String action) {
    var sender = json.object("from").looseId("userid", LONGEST_ID);
    return new InboundEvent(
        json.looseId("msgid", LONGEST_ID),
        Kind.MESSAGE,
        inGroup
            ? Conversation.group(json.looseId("chatid", LONGEST_ID), null)
            : Conversation.alone(sender),
        new Sender(sender, null),
        text,
        inGroup && action == null, // nothing else is pushed from groups
        replyTo,
        media,
        null,
        action,
        sent);
  }

  private String bare(String text) {
    return text == null || !inGroup ? text : MENTION.matcher(text).replaceFirst("");
  }

  private static String url(Fields part) {
    return RobotFiles.reference(part.id("url", LONGEST_URL), part.optionalId("aeskey", LONGEST_ID));
  }
}

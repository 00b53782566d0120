package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.EventId;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * The inner XML of an app's callback.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/90239 (messages) and 90240 (events).
 */
final class AppMessages {

  private static final int MOST_CHOICES = 60; // 3 questions of 20 options

  private AppMessages() {}

  /** One event, or none when it is about something that we do not act on. */
  static List<InboundEvent> read(Fields xml) {
    var type = xml.kind("MsgType");
    if (type.equals("event")) {
      return pressed(xml);
    }
    return switch (type) {
      case "text" -> said(xml, xml.said("Content", LONGEST_TEXT), List.of());
      case "image" -> said(xml, null, List.of(Media.image(media(xml))));
      case "voice" -> said(xml, null, List.of(Media.voice(media(xml), null, null)));
      case "video" -> said(xml, null, List.of(Media.file(media(xml))));
      case "location" -> said(xml, null, List.of(place(xml)));
      case "link" -> said(xml, link(xml), List.of());
      default -> List.of();
    };
  }

  private static List<InboundEvent> said(Fields xml, String text, List<Media> media) {
    return List.of(event(xml, xml.looseId("MsgId", LONGEST_ID), text, media, null, null));
  }

  private static InboundEvent event(
      Fields xml, String id, String text, List<Media> media, String replyTo, String action) {
    var sender = xml.looseId("FromUserName", LONGEST_ID);
    return new InboundEvent(
        id,
        Kind.MESSAGE,
        Conversation.alone(sender),
        new Sender(sender, null),
        text,
        false,
        replyTo,
        media,
        null,
        action,
        xml.since1970("CreateTime", 1_000));
  }

  private static String media(Fields xml) {
    return "wecom:" + xml.looseId("MediaId", LONGEST_ID);
  }

  private static Media place(Fields xml) {
    return Media.place(
        xml.looseNumber("Location_X", 90), xml.looseNumber("Location_Y", 180), "gcj02");
  }

  private static String link(Fields xml) {
    return Stream.of("Title", "Url")
        .map(part -> xml.said(part, LONGEST_ID))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  // --- buttons ----------------------------------------------------------------------------------

  /** A button of a card or of the app's menu. What else is an event concerns nobody here. */
  private static List<InboundEvent> pressed(Fields xml) {
    return switch (xml.kind("Event").toLowerCase(Locale.ROOT)) {
      case "template_card_event" ->
          List.of(
              event(
                  xml,
                  eventId(xml),
                  null,
                  List.of(),
                  xml.optionalLooseId("TaskId", LONGEST_ID),
                  choice(xml)));
      case "click" ->
          List.of(
              event(xml, eventId(xml), null, List.of(), null, xml.looseId("EventKey", LONGEST_ID)));
      default -> List.of();
    };
  }

  /** The chosen options where the card has some, else the pressed button. */
  private static String choice(Fields xml) {
    var options =
        xml.optionalObject("SelectedItems").oneOrMore("SelectedItem", MOST_CHOICES).stream()
            .flatMap(
                item ->
                    item
                        .optionalObject("OptionIds")
                        .strings("OptionId", MOST_CHOICES, LONGEST_ID)
                        .stream())
            .collect(Collectors.joining(","));
    return options.isEmpty() ? xml.looseId("EventKey", LONGEST_ID) : options;
  }

  /** Events have no id of their own: what repeats itself whole is the same event. */
  private static String eventId(Fields xml) {
    return EventId.of(
        xml.looseId("FromUserName", LONGEST_ID),
        xml.looseId("CreateTime", LONGEST_ID),
        xml.kind("Event"),
        xml.kind("EventKey"),
        xml.kind("TaskId"),
        xml.kind("ResponseCode"));
  }
}

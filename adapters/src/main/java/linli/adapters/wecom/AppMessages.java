package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_ID;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import linli.adapters.EventId;
import linli.adapters.Fields;
import linli.adapters.FlatXml;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Media;

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
    var flat = new FlatXml(xml, "wecom");
    return switch (xml.kind("MsgType")) {
      case "event" -> pressed(flat);
      case "voice" -> List.of(flat.said(null, List.of(Media.voice(flat.media(), null, null))));
      default -> flat.message().stream().toList();
    };
  }

  // --- buttons ----------------------------------------------------------------------------------

  /** A button of a card or of the app's menu. What else is an event concerns nobody here. */
  private static List<InboundEvent> pressed(FlatXml flat) {
    var xml = flat.xml();
    return switch (xml.kind("Event").toLowerCase(Locale.ROOT)) {
      case "template_card_event" -> {
        var task = xml.optionalLooseId("TaskId", LONGEST_ID);
        yield List.of(flat.event(eventId(xml), null, List.of(), task, choice(xml)));
      }
      case "click" -> {
        var key = xml.looseId("EventKey", LONGEST_ID);
        yield List.of(flat.event(eventId(xml), null, List.of(), null, key));
      }
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

package linli.adapters.wechat;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.ButtonKey;
import linli.adapters.EventId;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * The XML of an official account's messages and events.
 *
 * <p>Source: developers.weixin.qq.com/doc/offiaccount/Message_Management.
 */
final class OfficialMessages {

  private OfficialMessages() {}

  /** One event, or none when it is about something that we do not act on. */
  static List<InboundEvent> read(Fields xml) {
    return switch (xml.kind("MsgType")) {
      case "text" -> text(xml);
      case "image" -> said(xml, null, List.of(Media.image(media(xml))));
      case "voice" -> said(xml, null, List.of(voice(xml)));
      case "video", "shortvideo" -> said(xml, null, List.of(Media.file(media(xml))));
      case "location" -> said(xml, null, List.of(place(xml)));
      case "link" -> said(xml, link(xml), List.of());
      case "event" -> pressed(xml);
      default -> List.of();
    };
  }

  /** An option tapped in a menu message (msgmenu) comes as a text that names the option. */
  private static List<InboundEvent> text(Fields xml) {
    var id = xml.looseId("MsgId", LONGEST_ID);
    var text = xml.said("Content", LONGEST_TEXT);
    var option = xml.optionalLooseId("bizmsgmenuid", LONGEST_ID);
    var tapped = option == null ? new ButtonKey(null, null) : ButtonKey.parse(option);
    return List.of(event(xml, id, text, List.of(), tapped.replyTo(), tapped.key()));
  }

  private static List<InboundEvent> said(Fields xml, String text, List<Media> media) {
    return List.of(event(xml, xml.looseId("MsgId", LONGEST_ID), text, media, null, null));
  }

  /** A click on the account's menu; followers coming and going concern nobody here. */
  private static List<InboundEvent> pressed(Fields xml) {
    if (!xml.kind("Event").equals("CLICK")) {
      return List.of();
    }
    var key = xml.looseId("EventKey", LONGEST_ID);
    var id =
        EventId.of(
            xml.looseId("FromUserName", LONGEST_ID),
            xml.looseId("CreateTime", LONGEST_ID),
            "CLICK",
            key);
    return List.of(event(xml, id, null, List.of(), null, key));
  }

  private static InboundEvent event(
      Fields xml, String id, String text, List<Media> media, String replyTo, String action) {
    var follower = xml.looseId("FromUserName", LONGEST_ID);
    return new InboundEvent(
        id,
        Kind.MESSAGE,
        Conversation.alone(follower),
        new Sender(follower, null),
        text,
        false,
        replyTo,
        media,
        null,
        action,
        xml.since1970("CreateTime", 1_000));
  }

  private static Media voice(Fields xml) {
    var heard = xml.said("Recognition", LONGEST_TEXT);
    return Media.voice(media(xml), heard == null || heard.isBlank() ? null : heard, null);
  }

  private static String media(Fields xml) {
    return "wechat:" + xml.looseId("MediaId", LONGEST_ID);
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
}

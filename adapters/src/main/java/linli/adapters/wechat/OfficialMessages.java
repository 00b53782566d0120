package linli.adapters.wechat;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import java.util.List;
import linli.adapters.ButtonKey;
import linli.adapters.EventId;
import linli.adapters.Fields;
import linli.adapters.FlatXml;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Media;

/**
 * The XML of an official account's messages and events.
 *
 * <p>Source: developers.weixin.qq.com/doc/offiaccount/Message_Management.
 */
final class OfficialMessages {

  private OfficialMessages() {}

  /** One event, or none when it is about something that we do not act on. */
  static List<InboundEvent> read(Fields xml) {
    var flat = new FlatXml(xml, "wechat");
    return switch (xml.kind("MsgType")) {
      case "text" -> List.of(text(flat));
      case "voice" -> List.of(flat.said(null, List.of(voice(flat))));
      case "shortvideo" -> List.of(flat.said(null, List.of(Media.file(flat.media()))));
      case "event" -> pressed(flat);
      default -> flat.message().stream().toList();
    };
  }

  /** An option tapped in a menu message (msgmenu) comes as a text that names the option. */
  private static InboundEvent text(FlatXml flat) {
    var text = flat.xml().said("Content", LONGEST_TEXT);
    var option = flat.xml().optionalLooseId("bizmsgmenuid", LONGEST_ID);
    var tapped = option == null ? new ButtonKey(null, null) : ButtonKey.parse(option);
    return flat.event(flat.id(), text, List.of(), tapped.replyTo(), tapped.key());
  }

  /** A click on the account's menu; followers coming and going concern nobody here. */
  private static List<InboundEvent> pressed(FlatXml flat) {
    var xml = flat.xml();
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
    return List.of(flat.event(id, null, List.of(), null, key));
  }

  private static Media voice(FlatXml flat) {
    var heard = flat.xml().said("Recognition", LONGEST_TEXT);
    return Media.voice(flat.media(), heard == null || heard.isBlank() ? null : heard, null);
  }
}

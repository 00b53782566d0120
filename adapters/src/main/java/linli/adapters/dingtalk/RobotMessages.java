package linli.adapters.dingtalk;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;
import static linli.adapters.Fields.LONGEST_URL;

import java.util.ArrayList;
import java.util.List;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * What DingTalk posts to a robot.
 *
 * <p>Source: open.dingtalk.com/document/orgapp/receive-message.
 */
final class RobotMessages {

  private static final int MOST_PARTS = 200;

  private RobotMessages() {}

  /** One event, or none when it is of a kind that we do not know. */
  static List<InboundEvent> read(Fields json) {
    return switch (json.kind("msgtype")) {
      case "text" -> said(json, json.object("text").said("content", LONGEST_TEXT), List.of());
      case "picture" -> said(json, null, List.of(Media.image(code(json.object("content")))));
      case "audio" -> said(json, null, List.of(voice(json.object("content"))));
      case "video", "file" -> said(json, null, List.of(Media.file(code(json.object("content")))));
      case "richText" -> rich(json, json.object("content").objects("richText", MOST_PARTS));
      default -> List.of();
    };
  }

  private static List<InboundEvent> rich(Fields json, List<Fields> parts) {
    var text = new StringBuilder();
    var media = new ArrayList<Media>();
    for (var part : parts) {
      if (part.has("text")) {
        text.append(part.said("text", LONGEST_TEXT));
      } else if (part.kind("type").equals("picture")) {
        media.add(Media.image(code(part)));
      }
    }
    return said(json, text.isEmpty() ? null : text.toString(), media);
  }

  private static List<InboundEvent> said(Fields json, String text, List<Media> media) {
    var inGroup = json.kind("conversationType").equals("2");
    var sender = sender(json);
    return List.of(
        new InboundEvent(
            json.looseId("msgId", LONGEST_ID),
            Kind.MESSAGE,
            inGroup
                ? Conversation.group(
                    json.looseId("conversationId", LONGEST_ID),
                    json.said("conversationTitle", LONGEST_ID))
                : Conversation.alone(sender),
            new Sender(sender, json.said("senderNick", LONGEST_ID)),
            text == null ? null : text.strip(), // a space stands where the mention was
            inGroup, // nothing else arrives from groups
            null,
            media,
            null,
            null,
            json.since1970("createAt", 1)));
  }

  /** Members of our organisation have a staff id and can be written to; others only answered. */
  private static String sender(Fields json) {
    var staff = json.optionalLooseId("senderStaffId", LONGEST_ID);
    return staff != null ? staff : json.looseId("senderId", LONGEST_ID);
  }

  private static Media voice(Fields content) {
    return Media.voice(code(content), content.said("recognition", LONGEST_TEXT), null);
  }

  private static String code(Fields content) {
    return "dingtalk:" + content.looseId("downloadCode", LONGEST_URL);
  }
}

package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;
import static linli.adapters.Fields.LONGEST_URL;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.ButtonKey;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * One message on a page of customer service.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/94670.
 */
final class KfMessages {

  /** {@code origin}: 3 a customer, 4 the system, 5 a member of staff in WeCom. */
  private static final String CUSTOMER = "3";

  private static final String RECALL = "user_recall_msg";

  private KfMessages() {}

  /** One event, or none when nobody in WeChat said it or it is of a kind that we do not know. */
  static List<InboundEvent> read(Fields json) {
    var kind = json.kind("msgtype");
    if (kind.equals("event")) {
      return recalled(json);
    }
    if (!json.kind("origin").equals(CUSTOMER)) {
      return List.of();
    }
    return switch (kind) {
      case "text" -> List.of(text(json, json.object("text")));
      case "image" -> List.of(said(json, null, Media.image(media(json, "image"))));
      case "voice" -> List.of(said(json, null, Media.voice(media(json, "voice"), null, null)));
      case "video" -> List.of(said(json, null, Media.file(media(json, "video"))));
      case "file" -> List.of(said(json, null, Media.file(media(json, "file"))));
      case "location" -> List.of(said(json, null, place(json.object("location"))));
      case "link" -> List.of(said(json, link(json.object("link"))));
      default -> List.of();
    };
  }

  /** An option tapped in a menu message (msgmenu) comes as a text that names the option. */
  private static InboundEvent text(Fields json, Fields text) {
    var option = text.optionalLooseId("menu_id", LONGEST_ID);
    var tapped = option == null ? new ButtonKey(null, null) : ButtonKey.parse(option);
    var words = text.said("content", LONGEST_TEXT);
    return event(json, words, List.of(), tapped.replyTo(), tapped.key());
  }

  private static List<InboundEvent> recalled(Fields json) {
    var event = json.object("event");
    if (!event.kind("event_type").equals(RECALL)) {
      return List.of();
    }
    var sender = sender(event);
    return List.of(
        new InboundEvent(
            json.looseId("msgid", LONGEST_ID),
            Kind.RECALL,
            Conversation.alone(sender),
            new Sender(sender, null),
            null,
            false,
            null,
            List.of(),
            event.looseId("recall_msgid", LONGEST_ID),
            null,
            json.since1970("send_time", 1_000)));
  }

  private static InboundEvent said(Fields json, String text, Media... media) {
    return event(json, text, List.of(media), null, null);
  }

  private static InboundEvent event(
      Fields json, String text, List<Media> media, String replyTo, String action) {
    var sender = sender(json);
    return new InboundEvent(
        json.looseId("msgid", LONGEST_ID),
        Kind.MESSAGE,
        Conversation.alone(sender),
        new Sender(sender, null),
        text,
        false,
        replyTo,
        media,
        null,
        action,
        json.since1970("send_time", 1_000));
  }

  /** Somebody is written to as a customer of one service account: it belongs to the address. */
  private static String sender(Fields json) {
    return new KfAddress(
            json.looseId("external_userid", LONGEST_ID / 2),
            json.looseId("open_kfid", LONGEST_ID / 2 - 1))
        .text();
  }

  private static String media(Fields json, String kind) {
    return "wecom:" + json.object(kind).looseId("media_id", LONGEST_ID);
  }

  private static Media place(Fields place) {
    return Media.place(
        place.looseNumber("latitude", 90), place.looseNumber("longitude", 180), "gcj02");
  }

  private static String link(Fields link) {
    return Stream.of(link.said("title", LONGEST_ID), link.said("url", LONGEST_URL))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }
}

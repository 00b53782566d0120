package linli.adapters;

import static linli.adapters.Fields.LONGEST_ID;
import static linli.adapters.Fields.LONGEST_TEXT;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;

/**
 * The XML in which WeCom's apps and WeChat's official accounts tell what somebody sent them alone:
 * one element per field, named alike on both.
 *
 * @param platform begins the references to files
 */
public record FlatXml(Fields xml, String platform) {

  /** A message that is the same on both platforms, or empty when it is of another type. */
  public Optional<InboundEvent> message() {
    return switch (xml.kind("MsgType")) {
      case "text" -> Optional.of(said(xml.said("Content", LONGEST_TEXT), List.of()));
      case "image" -> Optional.of(said(null, List.of(Media.image(media()))));
      case "video" -> Optional.of(said(null, List.of(Media.file(media()))));
      case "location" -> Optional.of(said(null, List.of(place())));
      case "link" -> Optional.of(said(link(), List.of()));
      default -> Optional.empty();
    };
  }

  /** Something said: with an id of its own, and no answer to anything. */
  public InboundEvent said(String text, List<Media> media) {
    return event(id(), text, media, null, null);
  }

  /**
   * Anything that somebody sent.
   *
   * @param replyTo the message that a pressed button stands in, or null
   * @param action the key of the button, or null
   */
  public InboundEvent event(
      String id, String text, List<Media> media, String replyTo, String action) {
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

  public String id() {
    return xml.looseId("MsgId", LONGEST_ID);
  }

  /** How the file of the message is asked for. */
  public String media() {
    return platform + ":" + xml.looseId("MediaId", LONGEST_ID);
  }

  private Media place() {
    return Media.place(
        xml.looseNumber("Location_X", 90), xml.looseNumber("Location_Y", 180), "gcj02");
  }

  private String link() {
    return Stream.of("Title", "Url")
        .map(part -> xml.said(part, LONGEST_ID))
        .filter(part -> part != null && !part.isEmpty())
        .collect(Collectors.joining(" "));
  }
}

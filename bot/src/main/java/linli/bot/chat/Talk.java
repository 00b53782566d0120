package linli.bot.chat;

import io.vertx.core.Future;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.bot.channels.Channel;
import linli.bot.due.DemoTime;
import linli.bot.inbox.Ingress;

/** Says in the cast's name what was typed, the way a platform would deliver it. */
final class Talk {

  /** Most characters of one message. */
  static final int LONGEST = 1000;

  private final Channel channel;
  private final Transcript transcript;
  private final Photos photos;
  private final DemoTime time;
  private volatile Ingress ingress;

  Talk(Channel channel, Transcript transcript, Photos photos, DemoTime time) {
    this.channel = channel;
    this.photos = photos;
    this.transcript = transcript;
    this.time = time;
  }

  void begin(Ingress opened) {
    ingress = opened;
  }

  boolean hasBegun() {
    return ingress != null;
  }

  /**
   * Something typed.
   *
   * @param replyTo the bot's line that it quotes, or null; one that is not there is left out
   * @param photo the name of what goes along, or null; one that is not there is left out
   * @return completed when it is durable
   */
  Future<?> say(Place place, String text, UUID replyTo, String photo) {
    var quoted = quoted(place, replyTo);
    var line =
        Line.said(
            place.in(), place.as(), text, quoted.map(Line::beginning).orElse(null), false, photo);
    return deliver(place, line, text, quoted.map(Line::message).orElse(null), null);
  }

  /**
   * A pressed button.
   *
   * @return empty when the line or its button is not there any more
   */
  Optional<Future<?>> press(Place place, UUID message, String key) {
    var quoted = quoted(place, message);
    var button =
        quoted.stream()
            .flatMap(line -> line.buttons().stream())
            .filter(choice -> choice.key().equals(key))
            .findFirst();
    return button.map(
        choice -> {
          var line =
              Line.said(
                  place.in(), place.as(), choice.label(), quoted.get().beginning(), true, null);
          return deliver(place, line, null, message, key);
        });
  }

  private static Media media(byte[] bytes) {
    var base64 = Base64.getEncoder().encodeToString(bytes);
    // What is not a picture is refused, or not, by its content.
    var type = Photos.type(bytes).isPresent() ? Media.Type.IMAGE : Media.Type.FILE;
    return new Media(type, null, base64, null, null, null, null, null);
  }

  private Optional<Line> quoted(Place place, UUID message) {
    return message == null ? Optional.empty() : transcript.message(place.in().id(), message);
  }

  /** The line stands on the page before its answer can; what could not be taken leaves again. */
  private Future<?> deliver(Place place, Line line, String text, UUID replyTo, String action) {
    var now = time.now();
    var kept = transcript.add(line.at(now));
    var event =
        new InboundEvent(
            "chat-" + UUID.randomUUID(),
            Kind.MESSAGE,
            new Conversation(place.in().id(), place.in().type(), place.in().title()),
            new Sender(place.as().name(), place.as().name()),
            text,
            false,
            replyTo == null ? null : replyTo.toString(),
            photos.find(String.valueOf(line.photo())).map(Talk::media).stream().toList(),
            null,
            action,
            now);
    return ingress.take(channel, List.of(event)).onFailure(notTaken -> transcript.remove(kept));
  }
}

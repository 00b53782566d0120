package linli.bot.channels;

import java.net.URI;
import java.util.Optional;
import linli.adapters.Capabilities;
import linli.adapters.Mouth;
import linli.adapters.RotatingWebhook;
import linli.adapters.StreamEar;
import linli.adapters.Webhook;
import linli.adapters.open311.Open311Mouth;
import linli.adapters.webhook.SignedWebhook;
import linli.adapters.wecom.WecomKfMouth;

/**
 * One configured way to people: the {@code {channel}} of {@code /hooks/{channel}}.
 *
 * @param webhook the ear for its platform
 * @param mouth says messages on a platform of others, or null on our own
 * @param apiBase where that platform's interface is, or null
 * @param callbackUrl where messages are posted to, or null: then they wait for who asks
 * @param estate the estate of conversations that nobody assigned, or null
 * @param messagesPerSecond most messages that we post, on average and at once
 * @param subscription of a system that is told of cases and is no way to people, else null
 */
public record Channel(
    String name,
    Webhook webhook,
    Mouth mouth,
    URI apiBase,
    URI callbackUrl,
    String estate,
    int messagesPerSecond,
    Subscription subscription) {

  /** A way to people. */
  public Channel(
      String name,
      Webhook webhook,
      Mouth mouth,
      URI apiBase,
      URI callbackUrl,
      String estate,
      int messagesPerSecond) {
    this(name, webhook, mouth, apiBase, callbackUrl, estate, messagesPerSecond, null);
  }

  /** The way to a system that is told of cases: the text of a message is the body of its post. */
  public static Channel subscriber(
      String name, URI url, int messagesPerSecond, Subscription subscription) {
    return new Channel(
        Subscription.PREFIX + name, null, null, null, url, null, messagesPerSecond, subscription);
  }

  /** Our own signed channel. */
  public Channel(
      String name, Webhook webhook, URI callbackUrl, String estate, int messagesPerSecond) {
    this(name, webhook, null, null, callbackUrl, estate, messagesPerSecond);
  }

  /** Whether anything can come in. */
  public boolean hears() {
    return webhook != null;
  }

  /** Whether we bring messages there; else they wait to be asked for. */
  public boolean posts() {
    return mouth != null || callbackUrl != null;
  }

  /** Whether its platform only announces messages, and we fetch them. */
  public boolean fetches() {
    return mouth instanceof WecomKfMouth;
  }

  /** The platform of a city behind it, where there is one: cases are filed there. */
  public Optional<Open311Mouth> city() {
    return mouth instanceof Open311Mouth city ? Optional.of(city) : Optional.empty();
  }

  /** How its platform speaks over a connection that we open, where it does. */
  public Optional<StreamEar> stream() {
    return webhook instanceof StreamEar stream ? Optional.of(stream) : Optional.empty();
  }

  /** What its platform lets us hear and say; empty on our own channel, which can everything. */
  public Optional<Capabilities> capabilities() {
    return Optional.ofNullable(mouth).map(Mouth::capabilities);
  }

  /**
   * Whether people can be written to for some time only, and a number of times, after they wrote.
   */
  public boolean hasWindow() {
    return capabilities().filter(can -> can.replyWindow() != null).isPresent();
  }

  /** The channel as our own signed one, which also can be asked for messages; else empty. */
  public Optional<SignedWebhook> own() {
    var ear = webhook instanceof RotatingWebhook rotating ? rotating.current() : webhook;
    return ear instanceof SignedWebhook signed ? Optional.of(signed) : Optional.empty();
  }

  public Optional<URI> callback() {
    return Optional.ofNullable(callbackUrl);
  }
}

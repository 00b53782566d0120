package linli.bot;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import linli.adapters.Secret;
import linli.bot.media.S3Blobs;
import linli.bot.opinion.SecondOpinion;

/**
 * Everything that can be set; {@code config/linli.example.yml} explains each key.
 *
 * @param data directory for the embedded database and generated secrets
 * @param demo whether the demo estate and {@code /chat} exist; only on a loopback address
 * @param channels by the name in {@code /hooks/{name}}
 * @param subscriptions other systems that are told of cases, by name
 * @param estates directory of {@code NAME.estate.yml} files, read while not stored, or null
 * @param holidays file with holidays and make-up working days, or null for the product's own
 * @param whistles file with the rules of the ladder (吹哨), or null for the product's own
 * @param open311Public whether {@code /open311/v2} tells of matters of common parts without a key
 * @param opinion who is asked what an unclear message means, or null: nobody
 */
public record LinliConfig(
    Http http,
    Path data,
    Database database,
    boolean demo,
    Map<String, ChannelSettings> channels,
    Map<String, SubscriptionSettings> subscriptions,
    Inbox inbox,
    Media media,
    Path estates,
    Path holidays,
    Path whistles,
    boolean open311Public,
    SecondOpinion.Settings opinion) {

  /**
   * With the product's own rules of the ladder, and nobody else who is told of cases; open only
   * where the demo is.
   */
  public LinliConfig(
      Http http,
      Path data,
      Database database,
      boolean demo,
      Map<String, ChannelSettings> channels,
      Inbox inbox,
      Media media,
      Path estates,
      Path holidays) {
    this(
        http, data, database, demo, channels, Map.of(), inbox, media, estates, holidays, null, demo,
        null);
  }

  /**
   * @param port 0 = any free one
   * @param maxBodyBytes a larger request is answered with 413
   */
  public record Http(String host, int port, int maxBodyBytes) {}

  /**
   * @param url of a PostgreSQL server, or null for the embedded one; holds a password
   */
  public record Database(Secret url, int poolSize) {}

  /**
   * @param secret null = generated into the data directory at first start
   * @param callbackUrl where messages are posted to, or null: they wait for who asks
   * @param apiBase where the platform's send API lives, or null for the vendor's
   * @param estate of conversations that nobody assigned, or null
   * @param keys on platforms of others: their own keys by name
   * @param previous the keys of before, or null
   */
  public record ChannelSettings(
      String platform,
      Secret secret,
      URI callbackUrl,
      URI apiBase,
      String estate,
      int messagesPerSecond,
      Map<String, Secret> keys,
      Previous previous) {

    /** A channel whose keys nobody is changing. */
    public ChannelSettings(
        String platform,
        Secret secret,
        URI callbackUrl,
        URI apiBase,
        String estate,
        int messagesPerSecond,
        Map<String, Secret> keys) {
      this(platform, secret, callbackUrl, apiBase, estate, messagesPerSecond, keys, null);
    }

    /** Our own signed channel. */
    public ChannelSettings(
        String platform,
        Secret secret,
        URI callbackUrl,
        URI apiBase,
        String estate,
        int messagesPerSecond) {
      this(platform, secret, callbackUrl, apiBase, estate, messagesPerSecond, Map.of());
    }

    @Override
    public String toString() {
      return "ChannelSettings[" + platform + "]"; // addresses may carry keys
    }
  }

  /**
   * Keys that were changed and still are heard.
   *
   * @param keys those that were different
   * @param until when they end
   */
  public record Previous(Map<String, Secret> keys, Instant until) {}

  /**
   * Another system that is told of changes of cases.
   *
   * @param url where each is posted to
   * @param secret null = generated into the data directory at first start
   * @param estate the id of the only estate that it is told of, or null for all
   * @param party the id of the only party of that estate whose cases it is told of, or null
   * @param messagesPerSecond most posts by all nodes, on average and at once
   */
  public record SubscriptionSettings(
      URI url, Secret secret, String estate, String party, int messagesPerSecond) {
    @Override
    public String toString() {
      return "SubscriptionSettings[" + estate + " " + party + "]"; // addresses may carry keys
    }
  }

  /**
   * @param fetchSeconds for all of one link
   * @param fetchPrivateNetworks whether links may lead into the operator's own network
   * @param s3 where the bytes lie, or null for the data directory
   */
  public record Media(int fetchSeconds, boolean fetchPrivateNetworks, S3Blobs.Settings s3) {
    public static final Media DEFAULT = new Media(8, false, null);
  }

  /**
   * @param workers how many conversations this node processes at once
   * @param queue most events that wait for the database; beyond it the answer is 503
   */
  public record Inbox(int workers, int queue) {}
}

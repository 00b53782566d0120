package linli.bot.media;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import linli.adapters.InboundEvent.Media;
import linli.bot.channels.Channels;
import linli.bot.media.Attachment.Refusal;
import linli.bot.media.Blobs.StoreFailed;
import linli.bot.media.Fetch.NotGot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what came with a message into the store: fetched or decoded, looked at, stripped, kept
 * under the hash of what is left. Bytes come first: a row that names them is written later, with
 * the case.
 */
public final class Intake {

  /** How the adapters write down what their platform gives out only to who signs in there. */
  private static final Pattern PLATFORM_ID =
      Pattern.compile(
          "(?:wecom|wecom-robot|wechat|feishu|dingtalk|telegram|slack):.*", Pattern.DOTALL);

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Blobs blobs;
  private final Fetch fetch;
  private final PlatformFiles files;
  private final SqlClient client;
  private final Clock clock;

  /**
   * @param files gets what platforms give out for our credentials
   */
  public Intake(Blobs blobs, Fetch fetch, PlatformFiles files, SqlClient client, Clock clock) {
    this.blobs = blobs;
    this.fetch = fetch;
    this.files = files;
    this.client = client;
    this.clock = clock;
  }

  /** Where no channel is on a platform of others. */
  public Intake(Blobs blobs, Fetch fetch, SqlClient client, Clock clock) {
    this(blobs, fetch, new PlatformFiles(fetch, new Channels(List.of()), null), client, clock);
  }

  /** Whether there is something to take. */
  public static boolean hasBytes(List<Media> media) {
    return media.stream().anyMatch(Intake::hasBytes);
  }

  private static boolean hasBytes(Media media) {
    return media.type() != Media.Type.LOCATION && (media.base64() != null || media.url() != null);
  }

  /** As {@link #take(String, List, Duration)}, of what came over no channel. */
  public List<Attachment> take(List<Media> media, Duration longest) {
    return take("", media, longest);
  }

  /**
   * In the order of the message; what is not kept says why.
   *
   * @param channel where the message came from
   * @param longest for all links together; those that are left then are not asked for
   */
  public List<Attachment> take(String channel, List<Media> media, Duration longest) {
    var until = System.nanoTime() + longest.toNanos();
    return media.stream().filter(Intake::hasBytes).map(one -> take(channel, one, until)).toList();
  }

  private Attachment take(String channel, Media media, long until) {
    var declared = Kind.of(media.type());
    try {
      return kept(media, declared, bytes(channel, media, declared, until));
    } catch (NotGot refused) {
      log.atInfo().addKeyValue("why", refused.why()).log("attachment not taken");
      return Attachment.refused(declared, refused.why());
    } catch (StoreFailed failed) {
      log.atError().setCause(failed).log("attachment not stored");
      return Attachment.refused(declared, Refusal.NOT_STORED);
    }
  }

  private byte[] bytes(String channel, Media media, Kind declared, long until) throws NotGot {
    if (media.base64() != null) {
      return Base64.getDecoder().decode(media.base64());
    }
    var left = Duration.ofNanos(until - System.nanoTime());
    if (left.isNegative()) {
      throw new NotGot(Refusal.NOT_FETCHED);
    }
    return fetched(channel, media.url(), declared, left);
  }

  /** Whatever a stranger's link makes the client throw is that link's fault: nobody else waits. */
  private byte[] fetched(String channel, String link, Kind declared, Duration left) throws NotGot {
    try {
      return PLATFORM_ID.matcher(link).matches()
          ? files.get(channel, link, declared.mostBytes(), left)
          : fetch.get(link, declared.mostBytes(), left);
    } catch (RuntimeException odd) {
      throw new NotGot(Refusal.NOT_FETCHED);
    }
  }

  private Attachment kept(Media media, Kind declared, byte[] bytes) throws NotGot {
    var format = format(declared, bytes);
    if (bytes.length > format.kind().mostBytes()) {
      throw new NotGot(Refusal.TOO_LARGE);
    }
    var stripped = stripped(format, bytes);
    var sha256 = SignatureV4.sha256(stripped);
    expect(sha256, format, stripped.length);
    blobs.put(sha256, stripped, format.contentType());
    var understood = media.transcript() != null && !media.transcript().isBlank();
    return new Attachment(
        format.kind(), sha256, format, stripped.length, media.seconds(), understood, null);
  }

  private static Format format(Kind declared, byte[] bytes) throws NotGot {
    var format = Format.of(bytes);
    if (format.isPresent() && declared.admits(format.get().kind())) {
      return format.get();
    }
    throw new NotGot(why(bytes));
  }

  private static byte[] stripped(Format format, byte[] bytes) throws NotGot {
    try {
      return Stripped.of(format, bytes);
    } catch (Malformed | IndexOutOfBoundsException broken) {
      throw new NotGot(why(bytes));
    }
  }

  private static Refusal why(byte[] bytes) {
    return Format.isHeif(bytes) ? Refusal.HEIC : Refusal.NOT_MEDIA;
  }

  private static final String EXPECT =
      """
      insert into media_blob (sha256, format, bytes, stored_at) values ($1, $2, $3, $4)
      on conflict (sha256) do update set stored_at = excluded.stored_at
      """;

  /** Committed before the bytes: what a crash leaves behind is found by {@link MediaSweep}. */
  private void expect(String sha256, Format format, int bytes) {
    client
        .preparedQuery(EXPECT)
        .execute(Tuple.of(sha256, format.name(), bytes, clock.instant().atOffset(ZoneOffset.UTC)))
        .await();
  }
}

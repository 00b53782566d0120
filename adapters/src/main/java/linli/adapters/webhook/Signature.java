package linli.adapters.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;
import linli.adapters.Hmac;
import linli.adapters.Secret;

/**
 * The signature of our own channel: {@code t=<unix seconds>,v1=<hex HMAC-SHA256>} over {@code t}, a
 * full stop and the raw bytes. The same in both directions.
 */
public final class Signature {

  /** Name of the header that carries it. */
  public static final String HEADER = "X-Linli-Signature";

  /** Largest difference between the caller's clock and ours, in either direction. */
  static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(300);

  private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-fA-F]{64})");

  private final Hmac keyed;
  private final InstantSource clock;

  public Signature(Secret secret, InstantSource clock) {
    this.keyed = new Hmac(secret);
    this.clock = clock;
  }

  /** The header's value for these bytes, made now. */
  public String sign(byte[] signed) {
    var seconds = clock.instant().getEpochSecond();
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(Long.toString(seconds), signed));
  }

  /** Whether {@code header} (null when missing) is a fresh signature of exactly these bytes. */
  public boolean holds(String header, byte[] signed) {
    var parts = FORM.matcher(header == null ? "" : header);
    if (!parts.matches()) {
      return false;
    }
    var difference = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(parts.group(1)));
    if (difference > MAX_CLOCK_DIFFERENCE.toSeconds()) {
      return false;
    }
    var claimed = HexFormat.of().parseHex(parts.group(2));
    return MessageDigest.isEqual(claimed, mac(parts.group(1), signed));
  }

  private byte[] mac(String seconds, byte[] signed) {
    return keyed.over((seconds + ".").getBytes(StandardCharsets.US_ASCII), signed);
  }
}

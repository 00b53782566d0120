package linli.adapters.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import linli.adapters.Answer;
import linli.adapters.Fields;
import linli.adapters.FreshTime;
import linli.adapters.FreshTime.Unit;
import linli.adapters.Hmac;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.StrictJson;
import linli.adapters.Webhook;

/**
 * Slack app: channels and people alone; events, clicks and commands come to one address.
 *
 * <p>Source: docs.slack.dev/authentication/verifying-requests-from-slack.
 */
public final class SlackWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(32);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Hmac keyed;
  private final FreshTime fresh;

  /**
   * An ear for one app.
   *
   * @param fresh Slack's own limit is five minutes
   */
  public SlackWebhook(Secret signingSecret, FreshTime fresh) {
    this.keyed = new Hmac(signingSecret);
    this.fresh = fresh;
  }

  @Override
  public byte[] open(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(Reason.WRONG_METHOD);
    }
    var timestamp = request.header("X-Slack-Request-Timestamp");
    fresh.check(timestamp, Unit.SECONDS);
    var signed = ("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII);
    var expected = "v0=" + HexFormat.of().formatHex(keyed.over(signed, request.body()));
    var given = request.header("X-Slack-Signature");
    if (given == null
        || !MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8))) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    var payload = isForm(request) ? payload(request.body()) : null;
    return payload == null ? request.body() : payload.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Received read(Request request, byte[] content) {
    if (!isForm(request)) {
      return event(JSON.object(content));
    }
    var events =
        payload(request.body()) == null
            ? SlackMessages.command(StrictJson.text(content), fresh.clock().instant())
            : SlackMessages.pressed(JSON.object(content));
    return new Accepted(events, Answer.EMPTY);
  }

  private static Received event(Fields json) {
    return switch (json.kind("type")) {
      case "url_verification" ->
          new Handshake(Answer.text(json.id("challenge", Fields.LONGEST_URL)));
      case "event_callback" -> new Accepted(SlackMessages.event(json), Answer.EMPTY);
      default -> new Accepted(java.util.List.of(), Answer.EMPTY);
    };
  }

  private static boolean isForm(Request request) {
    var type = request.header("Content-Type");
    return type != null && type.startsWith(FORM);
  }

  private static String payload(byte[] form) {
    return Request.parameter(new String(form, StandardCharsets.UTF_8), "payload");
  }
}

package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_URL;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import linli.adapters.Answer;
import linli.adapters.Fields;
import linli.adapters.FreshTime;
import linli.adapters.FreshTime.Unit;
import linli.adapters.InboundEvent;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handle;
import linli.adapters.Received.Handshake;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.StrictJson;
import linli.adapters.Webhook;
import linli.adapters.msgcrypt.MsgCrypt;

/**
 * WeCom intelligent robot (企业微信智能机器人), webhook mode: internal groups where somebody mentions it,
 * and members alone.
 */
public final class WecomRobotWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(16);

  /** Only its path counts: answers go to the configured host and no other. */
  private static final Pattern RESPONSE =
      Pattern.compile("https://[a-z0-9.-]+(/[A-Za-z0-9_/-]+)\\?[A-Za-z0-9_=&%.~-]+");

  private static final Duration ANSWERABLE = Duration.ofHours(1);

  private final MsgCrypt crypt;
  private final FreshTime fresh;

  /**
   * An ear for one robot.
   *
   * @param crypt with an empty receiver, as the robot of one's own corp has
   */
  public WecomRobotWebhook(MsgCrypt crypt, FreshTime fresh) {
    this.crypt = crypt;
    this.fresh = fresh;
  }

  @Override
  public byte[] open(Request request) {
    var encrypt =
        switch (request.method()) {
          case "GET" -> request.parameter("echostr");
          case "POST" -> JSON.object(request.body()).id("encrypt", Integer.MAX_VALUE);
          default -> throw new Refusal(Reason.WRONG_METHOD);
        };
    var timestamp = request.parameter("timestamp");
    fresh.check(timestamp, Unit.SECONDS);
    return crypt.open(
        request.parameter("msg_signature"), timestamp, request.parameter("nonce"), encrypt);
  }

  @Override
  public Received read(Request request, byte[] content) {
    if (request.isGet()) {
      return Handshake.echo(content);
    }
    var sent = Instant.ofEpochSecond(Long.parseLong(request.parameter("timestamp")));
    var json = JSON.object(content);
    var events = RobotMessages.read(json, sent);
    return new Accepted(events, Answer.EMPTY, handles(json, events, sent));
  }

  /** Where the message is answered; what does not look like such an address is none. */
  private static List<Handle> handles(Fields json, List<InboundEvent> events, Instant sent) {
    var address = json.kind("response_url");
    return events.isEmpty()
            || address.length() > LONGEST_URL
            || !RESPONSE.matcher(address).matches()
        ? List.of()
        : List.of(
            new Handle(
                events.getFirst().conversation().id(), new Secret(address), sent.plus(ANSWERABLE)));
  }
}

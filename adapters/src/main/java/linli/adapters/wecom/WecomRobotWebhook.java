package linli.adapters.wecom;

import java.time.Instant;
import linli.adapters.Answer;
import linli.adapters.FreshTime;
import linli.adapters.FreshTime.Unit;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.StrictJson;
import linli.adapters.Webhook;
import linli.adapters.msgcrypt.MsgCrypt;

/**
 * WeCom intelligent robot (企业微信智能机器人), webhook mode: internal groups where somebody mentions it,
 * and members alone.
 */
public final class WecomRobotWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(16);

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
    return new Accepted(RobotMessages.read(JSON.object(content), sent), Answer.EMPTY);
  }
}

package linli.adapters.dingtalk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import linli.adapters.Answer;
import linli.adapters.FreshTime;
import linli.adapters.FreshTime.Unit;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.StrictJson;
import linli.adapters.Webhook;

/**
 * DingTalk enterprise robot (钉钉企业机器人), HTTP mode: groups where somebody mentions it, and people
 * alone.
 *
 * <p>The signature says that the caller knows our secret, not that the body is unchanged: serve
 * this address over TLS only.
 */
public final class DingTalkRobotWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(16);

  private final DingTalkSign sign;
  private final String robotCode;
  private final FreshTime fresh;

  /**
   * An ear for one robot.
   *
   * @param fresh DingTalk's own limit is one hour
   */
  public DingTalkRobotWebhook(Secret appSecret, String robotCode, FreshTime fresh) {
    this.sign = new DingTalkSign(appSecret);
    this.robotCode = robotCode;
    this.fresh = fresh;
  }

  @Override
  public byte[] open(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(Reason.WRONG_METHOD);
    }
    var timestamp = request.header("timestamp");
    fresh.check(timestamp, Unit.MILLISECONDS);
    var given = request.header("sign");
    if (given == null
        || !MessageDigest.isEqual(
            sign.of(timestamp).getBytes(StandardCharsets.US_ASCII),
            given.getBytes(StandardCharsets.UTF_8))) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    return request.body();
  }

  @Override
  public Received read(Request request, byte[] content) {
    var json = JSON.object(content);
    if (!json.kind("robotCode").equals(robotCode)) {
      throw new Refusal(Reason.WRONG_RECEIVE_ID);
    }
    return new Accepted(RobotMessages.read(json), Answer.EMPTY);
  }
}

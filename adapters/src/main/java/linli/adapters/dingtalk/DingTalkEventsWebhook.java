package linli.adapters.dingtalk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import linli.adapters.Answer;
import linli.adapters.Fields;
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
 * DingTalk event subscription (钉钉事件订阅), HTTP mode: who came and who left, never a message. Each
 * event must be answered with a sealed {@code success}.
 */
public final class DingTalkEventsWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(16);
  private static final byte[] SUCCESS = "success".getBytes(StandardCharsets.US_ASCII);

  private final MsgCrypt crypt;
  private final FreshTime fresh;
  private final SecureRandom random = new SecureRandom();

  /**
   * An ear for the events of one app.
   *
   * @param crypt with the app key as receiver (the corp id for registrations of the old kind)
   * @param fresh our own limit: DingTalk publishes none
   */
  public DingTalkEventsWebhook(MsgCrypt crypt, FreshTime fresh) {
    this.crypt = crypt;
    this.fresh = fresh;
  }

  /** Both spellings of the parameters are in use. */
  @Override
  public byte[] open(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(Reason.WRONG_METHOD);
    }
    var timestamp = either(request, "timestamp", "timeStamp");
    fresh.check(timestamp, Unit.MILLISECONDS);
    return crypt.open(
        either(request, "msg_signature", "signature"),
        timestamp,
        request.parameter("nonce"),
        JSON.object(request.body()).id("encrypt", Integer.MAX_VALUE));
  }

  @Override
  public Received read(Request request, byte[] content) {
    var type = JSON.object(content).id("EventType", Fields.LONGEST_ID);
    return type.equals("check_url") ? new Handshake(success()) : new Accepted(List.of(), success());
  }

  private static String either(Request request, String one, String other) {
    var value = request.parameter(one);
    return value != null ? value : request.parameter(other);
  }

  private Answer success() {
    var sixteen = new byte[16];
    random.nextBytes(sixteen);
    var nonce = new byte[8];
    random.nextBytes(nonce);
    var now = Long.toString(fresh.clock().millis());
    var sealed = crypt.seal(SUCCESS, sixteen, now, HexFormat.of().formatHex(nonce));
    return Answer.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("msg_signature", sealed.signature())
            .put("timeStamp", sealed.timestamp())
            .put("nonce", sealed.nonce())
            .put("encrypt", sealed.encrypt())
            .toString());
  }
}

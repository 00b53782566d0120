package linli.adapters.wechat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import linli.adapters.Answer;
import linli.adapters.FreshTime;
import linli.adapters.FreshTime.Unit;
import linli.adapters.Reason;
import linli.adapters.Received;
import linli.adapters.Received.Accepted;
import linli.adapters.Received.Handshake;
import linli.adapters.Refusal;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.StrictXml;
import linli.adapters.Webhook;
import linli.adapters.msgcrypt.MsgCrypt;

/**
 * WeChat official account (微信公众号): followers, each alone.
 *
 * <p>In plain mode (明文模式) the signature covers nothing of the body: whoever once saw an address may
 * write what he likes until it is too old. Use the encrypted mode (安全模式); a channel set to it takes
 * nothing less.
 */
public final class WechatOfficialWebhook implements Webhook {

  private static final Answer TAKEN = Answer.text("success");

  private final Secret token;
  private final MsgCrypt crypt;
  private final FreshTime fresh;

  /**
   * An ear for one account.
   *
   * @param crypt with the app id as receiver, or null in plain mode
   * @param fresh our own limit: WeChat publishes none
   */
  public WechatOfficialWebhook(Secret token, MsgCrypt crypt, FreshTime fresh) {
    this.token = token;
    this.crypt = crypt;
    this.fresh = fresh;
  }

  @Override
  public byte[] open(Request request) {
    fresh.check(request.parameter("timestamp"), Unit.SECONDS);
    return switch (request.method()) {
      case "GET" -> echo(request);
      case "POST" -> crypt == null ? plain(request) : sealed(request);
      default -> throw new Refusal(Reason.WRONG_METHOD);
    };
  }

  @Override
  public Received read(Request request, byte[] content) {
    if (request.isGet()) {
      return Handshake.echo(content);
    }
    return new Accepted(OfficialMessages.read(StrictXml.object(content)), TAKEN);
  }

  private byte[] echo(Request request) {
    checkPlainSignature(request);
    var echo = request.parameter("echostr");
    if (echo == null) {
      throw new Refusal("echostr", "the text to answer with");
    }
    return echo.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] plain(Request request) {
    checkPlainSignature(request);
    return request.body();
  }

  private byte[] sealed(Request request) {
    var signature = request.parameter("msg_signature");
    if (signature == null) {
      throw new Refusal(Reason.DOWNGRADE);
    }
    var envelope = StrictXml.object(request.body());
    if (!envelope.has("Encrypt")) {
      throw new Refusal(Reason.NOT_ENCRYPTED);
    }
    return crypt.open(
        signature,
        request.parameter("timestamp"),
        request.parameter("nonce"),
        envelope.id("Encrypt", Integer.MAX_VALUE));
  }

  private void checkPlainSignature(Request request) {
    var signature = request.parameter("signature");
    var nonce = request.parameter("nonce");
    if (signature == null || nonce == null) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    var expected = MsgCrypt.signature(token.value(), request.parameter("timestamp"), nonce);
    if (!MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8))) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
  }
}

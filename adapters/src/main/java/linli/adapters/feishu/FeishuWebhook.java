package linli.adapters.feishu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
import linli.adapters.Secret;
import linli.adapters.StrictJson;
import linli.adapters.Webhook;

/**
 * Feishu or Lark app (飞书应用): groups and people alone, events of the second form ("schema 2.0") and
 * clicks on cards.
 *
 * <p>Without an Encrypt Key nothing is signed and the verification token is all there is; set one.
 */
public final class FeishuWebhook implements Webhook {

  private static final StrictJson JSON = new StrictJson(32);
  private static final Answer TAKEN = Answer.json("{}");
  private static final String CHECK = "url_verification";

  private final FeishuCipher cipher;
  private final Secret verificationToken;
  private final String appId;
  private final String botOpenId;
  private final FreshTime fresh;

  /**
   * An ear for one app.
   *
   * @param encryptKey or null when the app has none
   * @param botOpenId the bot's own open id, or null: then every mention counts as one of the bot
   * @param fresh our own limit; a repetition comes up to seven hours later
   */
  public FeishuWebhook(
      Secret encryptKey,
      Secret verificationToken,
      String appId,
      String botOpenId,
      FreshTime fresh) {
    this.cipher = encryptKey == null ? null : new FeishuCipher(encryptKey);
    this.verificationToken = verificationToken;
    this.appId = appId;
    this.botOpenId = botOpenId;
    this.fresh = fresh;
  }

  @Override
  public byte[] open(Request request) {
    if (!request.method().equals("POST")) {
      throw new Refusal(Reason.WRONG_METHOD);
    }
    if (cipher == null) {
      return request.body();
    }
    return request.header("X-Lark-Signature") == null ? unsigned(request) : signed(request);
  }

  private byte[] signed(Request request) {
    var timestamp = request.header("X-Lark-Request-Timestamp");
    var nonce = request.header("X-Lark-Request-Nonce");
    fresh.check(timestamp, Unit.SECONDS);
    if (nonce == null
        || !cipher.signed(request.header("X-Lark-Signature"), timestamp, nonce, request.body())) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    return decrypted(request.body());
  }

  /**
   * Only the check of the address may come without a signature. All else that can be wrong with it
   * gets one answer, so that nobody learns from the answers what a ciphertext holds.
   */
  private byte[] unsigned(Request request) {
    try {
      var content = decrypted(request.body());
      if (JSON.object(content).kind("type").equals(CHECK)) {
        return content;
      }
    } catch (Refusal whatever) {
      // answered below
    }
    throw new Refusal(Reason.BAD_SIGNATURE);
  }

  private byte[] decrypted(byte[] body) {
    var envelope = JSON.object(body);
    if (!envelope.has("encrypt")) {
      throw new Refusal(Reason.NOT_ENCRYPTED);
    }
    return cipher.decrypt(envelope.id("encrypt", Integer.MAX_VALUE));
  }

  @Override
  public Received read(Request request, byte[] content) {
    var json = JSON.object(content);
    if (json.kind("type").equals(CHECK)) {
      checkToken(json);
      var challenge = json.id("challenge", Fields.LONGEST_URL);
      var answer = JsonNodeFactory.instance.objectNode().put("challenge", challenge);
      return new Handshake(Answer.json(answer.toString()));
    }
    var header = json.object("header");
    checkToken(header);
    if (!header.kind("app_id").equals(appId)) {
      throw new Refusal(Reason.WRONG_RECEIVE_ID);
    }
    if (!json.kind("schema").equals("2.0")) {
      throw new Refusal(json.at("schema"), "2.0");
    }
    return new Accepted(new FeishuMessages(botOpenId).read(header, json.object("event")), TAKEN);
  }

  private void checkToken(Fields json) {
    var given = json.kind("token").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(verificationToken.bytes(), given)) {
      throw new Refusal(Reason.WRONG_TOKEN);
    }
  }
}

package linli.bot.channels;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.adapters.FreshTime;
import linli.adapters.Mouth;
import linli.adapters.Secret;
import linli.adapters.Webhook;
import linli.adapters.dingtalk.DingTalkPushMouth;
import linli.adapters.dingtalk.DingTalkRobotMouth;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import linli.adapters.dingtalk.DingTalkStream;
import linli.adapters.feishu.FeishuMouth;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackMouth;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.telegram.TelegramMouth;
import linli.adapters.telegram.TelegramWebhook;
import linli.adapters.wechat.WechatOfficialMouth;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.WecomAppMouth;
import linli.adapters.wecom.WecomAppWebhook;
import linli.adapters.wecom.WecomKfMouth;
import linli.adapters.wecom.WecomKfWebhook;
import linli.adapters.wecom.WecomPushMouth;
import linli.adapters.wecom.WecomRobotMouth;
import linli.adapters.wecom.WecomRobotStream;
import linli.adapters.wecom.WecomRobotStreamMouth;
import linli.adapters.wecom.WecomRobotWebhook;

/** The platforms of others that a channel can be on, and the keys that each needs. */
public enum Platform {
  WECOM_APP("wecom-app", "token encodingAesKey corpId agentId secret", "window", 10),
  WECOM_ROBOT("wecom-robot", "", "token encodingAesKey mode botId secret window", 10),
  WECOM_KF("wecom-kf", "token encodingAesKey corpId secret", "window", 10),
  WECHAT_OFFICIAL("wechat-official", "token appId secret", "encodingAesKey mode window", 10),
  DINGTALK_ROBOT("dingtalk-robot", "appKey appSecret robotCode", "mode cardTemplateId window", 60),
  FEISHU("feishu", "appId appSecret verificationToken", "encryptKey botOpenId window", 8 * 60),
  TELEGRAM("telegram", "botToken secretToken", "botUsername", 0),
  SLACK("slack", "signingSecret botToken", "window", 5),
  WECOM_PUSH("wecom-push", "key", "", 0),
  DINGTALK_PUSH("dingtalk-push", "accessToken secret", "", 0);

  /** What a key looks like, where anything can be said about it. */
  private static final Map<String, Form> FORMS =
      Map.of(
          "encodingAesKey", new Form("[A-Za-z0-9]{43}", "43 letters and digits"),
          "agentId", new Form("\\d{1,9}", "a whole number"),
          "botToken", new Form("[A-Za-z0-9:_-]{1,256}", "letters, digits, :, _ and -"),
          "secretToken", new Form("[A-Za-z0-9_-]{1,256}", "letters, digits, _ and -"),
          "window", new Form("PT([1-9]\\d{0,3}[HMS]){1,3}", "a duration like PT10M"));

  private record Form(Pattern pattern, String expected) {
    Form(String pattern, String expected) {
      this(Pattern.compile(pattern), expected);
    }
  }

  private final String key;
  private final List<String> required;
  private final List<String> optional;
  private final Duration window;

  Platform(String key, String required, String optional, int windowMinutes) {
    this.key = key;
    this.required = required.isEmpty() ? List.of() : List.of(required.split(" "));
    this.optional = optional.isEmpty() ? List.of() : List.of(optional.split(" "));
    this.window = Duration.ofMinutes(windowMinutes);
  }

  /** The platform of this name in the configuration. */
  public static Optional<Platform> of(String key) {
    return Arrays.stream(values()).filter(platform -> platform.key.equals(key)).findFirst();
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }

  public List<String> required() {
    return required;
  }

  public List<String> optional() {
    return optional;
  }

  /** What a value should be that cannot be right, or empty when nothing is known against it. */
  public static Optional<String> fault(String key, Secret value) {
    return Optional.ofNullable(FORMS.get(key))
        .filter(form -> !form.pattern().matcher(value.value()).matches())
        .map(Form::expected);
  }

  /** As {@link #fault(String, Secret)}, of a key that has other values on each platform. */
  public Optional<String> ownFault(String key, Secret value) {
    if (!key.equals("mode")) {
      return Optional.empty();
    }
    var modes = this == WECHAT_OFFICIAL ? List.of("encrypted", "plain") : List.of("http", "stream");
    return modes.contains(value.value())
        ? Optional.empty()
        : Optional.of(String.join(" or ", modes));
  }

  /** The keys that this one needs besides {@link #required}, given the others. */
  public List<String> alsoRequired(Map<String, Secret> keys) {
    return switch (this) {
      case WECHAT_OFFICIAL -> isPlain(keys) ? List.of() : List.of("encodingAesKey");
      case WECOM_ROBOT ->
          isStream(keys) ? List.of("botId", "secret") : List.of("token", "encodingAesKey");
      default -> List.of();
    };
  }

  private static boolean isStream(Map<String, Secret> keys) {
    return "stream".equals(text(keys, "mode"));
  }

  private static boolean isPlain(Map<String, Secret> keys) {
    return keys.containsKey("mode") && keys.get("mode").value().equals("plain");
  }

  /** Whether anything is heard from there. */
  public boolean hears() {
    return this != WECOM_PUSH && this != DINGTALK_PUSH;
  }

  /** An ear with these keys; null where nothing is heard. */
  public Webhook ear(Map<String, Secret> keys, InstantSource clock) {
    var limit = keys.containsKey("window") ? Duration.parse(keys.get("window").value()) : window;
    var fresh = new FreshTime(clock, limit);
    return switch (this) {
      case WECOM_APP -> new WecomAppWebhook(crypt(keys, "corpId"), fresh);
      case WECOM_ROBOT ->
          isStream(keys)
              ? new WecomRobotStream(text(keys, "botId"), keys.get("secret"), clock)
              : new WecomRobotWebhook(crypt(keys, null), fresh);
      case WECOM_KF -> new WecomKfWebhook(crypt(keys, "corpId"), fresh);
      case WECHAT_OFFICIAL ->
          new WechatOfficialWebhook(
              keys.get("token"), isPlain(keys) ? null : crypt(keys, "appId"), fresh);
      case DINGTALK_ROBOT ->
          isStream(keys)
              ? new DingTalkStream(
                  text(keys, "appKey"), keys.get("appSecret"), text(keys, "robotCode"), clock)
              : new DingTalkRobotWebhook(keys.get("appSecret"), text(keys, "robotCode"), fresh);
      case FEISHU ->
          new FeishuWebhook(
              keys.get("encryptKey"),
              keys.get("verificationToken"),
              text(keys, "appId"),
              text(keys, "botOpenId"),
              fresh);
      case TELEGRAM ->
          new TelegramWebhook(keys.get("secretToken"), text(keys, "botUsername"), clock);
      case SLACK -> new SlackWebhook(keys.get("signingSecret"), fresh);
      case WECOM_PUSH, DINGTALK_PUSH -> null;
    };
  }

  /** A mouth with these keys. */
  public Mouth mouth(Map<String, Secret> keys, InstantSource clock) {
    return switch (this) {
      case WECOM_APP ->
          new WecomAppMouth(
              text(keys, "corpId"), Integer.parseInt(text(keys, "agentId")), keys.get("secret"));
      case WECOM_ROBOT ->
          isStream(keys)
              ? new WecomRobotStreamMouth()
              : new WecomRobotMouth(keys.get("encodingAesKey"));
      case WECOM_KF -> new WecomKfMouth(text(keys, "corpId"), keys.get("secret"));
      case WECHAT_OFFICIAL -> new WechatOfficialMouth(text(keys, "appId"), keys.get("secret"));
      case DINGTALK_ROBOT ->
          new DingTalkRobotMouth(
              text(keys, "appKey"),
              keys.get("appSecret"),
              text(keys, "robotCode"),
              isStream(keys) ? text(keys, "cardTemplateId") : null);
      case FEISHU -> new FeishuMouth(text(keys, "appId"), keys.get("appSecret"));
      case TELEGRAM -> new TelegramMouth(keys.get("botToken"));
      case SLACK -> new SlackMouth(keys.get("botToken"));
      case WECOM_PUSH -> new WecomPushMouth(keys.get("key"));
      case DINGTALK_PUSH ->
          new DingTalkPushMouth(keys.get("accessToken"), keys.get("secret"), clock);
    };
  }

  /** {@code receiver} is the key that names whom messages are for; null: they name nobody. */
  private static MsgCrypt crypt(Map<String, Secret> keys, String receiver) {
    var named = receiver == null ? "" : text(keys, receiver);
    return new MsgCrypt(keys.get("token"), keys.get("encodingAesKey"), named);
  }

  private static String text(Map<String, Secret> keys, String key) {
    return keys.containsKey(key) ? keys.get(key).value() : null;
  }
}

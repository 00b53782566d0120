package linli.adapters.fuzz;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.FreshTime;
import linli.adapters.InboundEvent;
import linli.adapters.Received.Accepted;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.StreamEar;
import linli.adapters.StreamEar.Frame.Heard;
import linli.adapters.Webhook;
import linli.adapters.dingtalk.DingTalkEventsWebhook;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import linli.adapters.dingtalk.DingTalkStream;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.telegram.TelegramWebhook;
import linli.adapters.webhook.SignedWebhook;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.KfPages;
import linli.adapters.wecom.WecomAppWebhook;
import linli.adapters.wecom.WecomKfWebhook;
import linli.adapters.wecom.WecomRobotStream;
import linli.adapters.wecom.WecomRobotWebhook;

/** Something that reads bytes of others. New ones stand at the end: inputs name them by place. */
enum Decoder {
  WECOM_APP("wecom/app") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new WecomAppWebhook(CRYPT, FRESH), content);
    }
  },
  WECOM_ROBOT("wecom/robot") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new WecomRobotWebhook(CRYPT, FRESH), content);
    }
  },
  WECOM_ROBOT_STREAM("wecom/robot") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return frame(new WecomRobotStream("bot", SECRET, CLOCK), content);
    }
  },
  WECOM_KF("wecom/kf") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new WecomKfWebhook(CRYPT, FRESH), content);
    }
  },
  WECOM_KF_PAGE("wecom/kf") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return KfPages.read(content).events();
    }
  },
  WECHAT("wechat") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new WechatOfficialWebhook(SECRET, CRYPT, FRESH), content);
    }
  },
  DINGTALK("dingtalk") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new DingTalkRobotWebhook(SECRET, "dingrobot01", FRESH), content);
    }
  },
  DINGTALK_STREAM("dingtalk") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return frame(new DingTalkStream("key", SECRET, "dingrobot01", CLOCK), content);
    }
  },
  DINGTALK_EVENTS("dingtalk") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new DingTalkEventsWebhook(CRYPT, FRESH), content);
    }
  },
  FEISHU("feishu") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(
          new FeishuWebhook(null, new Secret("verify"), "cli_test01", "ou_bot", FRESH), content);
    }
  },
  TELEGRAM("telegram") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new TelegramWebhook(SECRET, "linlibot", CLOCK), content);
    }
  },
  SLACK("slack") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new SlackWebhook(SECRET, FRESH), content);
    }
  },
  OWN("webhook") {
    @Override
    List<InboundEvent> read(byte[] content) {
      return inside(new SignedWebhook(SECRET, CLOCK), content);
    }
  },
  /** The signature holds: what is below it is decrypted. */
  SEALED("") {
    @Override
    List<InboundEvent> read(byte[] content) {
      var encrypt = new String(content, StandardCharsets.UTF_8);
      var signature = MsgCrypt.signature(SECRET.value(), SECONDS, "n", encrypt);
      CRYPT.open(signature, SECONDS, "n", encrypt);
      return List.of();
    }
  },
  /** A whole request of somebody who has no key. */
  STRANGER("") {
    @Override
    List<InboundEvent> read(byte[] content) {
      var text = new String(content, StandardCharsets.UTF_8);
      for (var ear :
          List.of(
              new WecomAppWebhook(CRYPT, FRESH),
              new WecomRobotWebhook(CRYPT, FRESH),
              new WechatOfficialWebhook(SECRET, CRYPT, FRESH),
              new FeishuWebhook(SECRET, SECRET, "cli_test01", null, FRESH))) {
        ear.receive(new Request("POST", "timestamp=" + SECONDS + "&" + text, x -> text, content));
        ear.receive(new Request("GET", text, x -> SECONDS, content));
      }
      return List.of();
    }
  },
  /** A body that is signed as Slack signs it: events, clicks and commands. */
  SLACK_SIGNED("slack") {
    @Override
    List<InboundEvent> read(byte[] content) {
      var headers =
          Map.of(
              "content-type",
              "application/x-www-form-urlencoded",
              "x-slack-request-timestamp",
              SECONDS,
              "x-slack-signature",
              "v0=" + hmac("v0:" + SECONDS + ":", content));
      return received(new SlackWebhook(SECRET, FRESH), headers, content);
    }
  },
  FEISHU_SIGNED("feishu") {
    @Override
    List<InboundEvent> read(byte[] content) {
      var headers =
          Map.of(
              "x-lark-request-timestamp",
              SECONDS,
              "x-lark-request-nonce",
              "n",
              "x-lark-signature",
              sha256(SECONDS + "n" + SECRET.value(), content));
      var ear = new FeishuWebhook(SECRET, SECRET, "cli_test01", null, FRESH);
      return received(ear, headers, content);
    }
  };

  private static final String SECONDS = "1795392120";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_795_392_120));
  private static final FreshTime FRESH = new FreshTime(CLOCK, Duration.ofMinutes(5));
  private static final Secret SECRET = new Secret("s");
  private static final MsgCrypt CRYPT =
      new MsgCrypt(SECRET, new Secret("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"), "ww1");

  /** Of the fixtures that are of its kind; empty: all. */
  final String folder;

  Decoder(String folder) {
    this.folder = folder;
  }

  abstract List<InboundEvent> read(byte[] content);

  /** What is inside an envelope that was proved. */
  private static List<InboundEvent> inside(Webhook ear, byte[] content) {
    var request = new Request("POST", "timestamp=" + SECONDS, x -> null, content);
    return ear.read(request, content) instanceof Accepted accepted ? accepted.events() : List.of();
  }

  private static List<InboundEvent> received(
      Webhook ear, Map<String, String> headers, byte[] body) {
    var request =
        new Request("POST", "", name -> headers.get(name.toLowerCase(java.util.Locale.ROOT)), body);
    return ear.receive(request) instanceof Accepted accepted ? accepted.events() : List.of();
  }

  private static List<InboundEvent> frame(StreamEar ear, byte[] content) {
    return ear.read(new String(content, StandardCharsets.UTF_8)) instanceof Heard heard
        ? heard.events()
        : List.of();
  }

  private static String hmac(String before, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.bytes(), "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String sha256(String before, byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(before.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

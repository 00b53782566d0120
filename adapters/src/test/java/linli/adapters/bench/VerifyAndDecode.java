package linli.adapters.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.InboundEvent;
import linli.adapters.Received.Accepted;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.StreamEar;
import linli.adapters.StreamEar.Frame.Heard;
import linli.adapters.VendorJson;
import linli.adapters.Webhook;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import linli.adapters.dingtalk.DingTalkStream;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.telegram.TelegramWebhook;
import linli.adapters.webhook.Signature;
import linli.adapters.webhook.SignedWebhook;
import linli.adapters.wechat.WechatOfficialWebhook;
import linli.adapters.wecom.KfPages;
import linli.adapters.wecom.WecomAppWebhook;
import linli.adapters.wecom.WecomRobotStream;
import linli.adapters.wecom.WecomRobotWebhook;

/** How many messages one thread proves and reads in a second, and what it allocates for each. */
public final class VerifyAndDecode {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_392_120);
  private static final String SECONDS = "1795392120";
  private static final String WORDS = "3号楼2单元的电梯停在五楼不动了,老人下不去楼,麻烦快点找人来看看";
  private static final int DIFFERENT = 512;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final int ROUNDS = 5;

  /** Something that proves and reads a message, again and again. */
  private interface Reading {
    List<InboundEvent> read();
  }

  private static Reading over(Webhook ear, Call call) {
    var request = call.request();
    return () -> ((Accepted) ear.receive(request)).events();
  }

  private VerifyAndDecode() {}

  public static void main(String[] args) {
    System.out.println(
        "| platform | messages/s, median | lowest | highest | bytes allocated each |");
    System.out.println("|---|---|---|---|---|");
    contenders().forEach(VerifyAndDecode::measure);
  }

  private static Map<String, IntFunction<Reading>> contenders() {
    var fresh = new FreshTime(InstantSource.fixed(NOW), Duration.ofMinutes(5));
    var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "ww1");
    var robot = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "");
    var secret = new Secret("secret");
    var clock = InstantSource.fixed(NOW);
    var app = new WecomAppWebhook(crypt, fresh);
    var webhook = new SignedWebhook(secret, clock);
    var ofRobot = new WecomRobotWebhook(robot, fresh);
    var robotStream = new WecomRobotStream("b", secret, clock);
    var official = new WechatOfficialWebhook(Signed.TOKEN, crypt, fresh);
    var dingTalk = new DingTalkRobotWebhook(secret, "r", fresh);
    var dingTalkStream = new DingTalkStream("k", secret, "r", clock);
    var feishu = new FeishuWebhook(new Secret("key"), secret, "cli", "ou_b", fresh);
    var telegram = new TelegramWebhook(secret, "bot", clock);
    var slack = new SlackWebhook(secret, fresh);
    var all = new LinkedHashMap<String, IntFunction<Reading>>();
    all.put("webhook", n -> over(webhook, own(n)));
    all.put("wecom-app", n -> over(app, app(n)));
    all.put("wecom-robot", n -> over(ofRobot, robot(n)));
    all.put("wecom-robot, long connection", n -> frame(robotStream, robotFrame(n)));
    all.put("wecom-kf, a page of one", VerifyAndDecode::page);
    all.put("wechat-official", n -> over(official, official(n)));
    all.put("dingtalk-robot", n -> over(dingTalk, dingTalk(n)));
    all.put("dingtalk-robot, Stream mode", n -> frame(dingTalkStream, dingTalkFrame(n)));
    all.put("feishu", n -> over(feishu, feishu(n)));
    all.put("telegram", n -> over(telegram, telegram(n)));
    all.put("slack", n -> over(slack, slack(n)));
    return all;
  }

  private static Reading frame(StreamEar ear, String frame) {
    return () -> ((Heard) ear.read(frame)).events();
  }

  private static Reading page(int n) {
    var page =
        Signed.bytes(
            """
            {"errcode":0,"next_cursor":"c","has_more":0,"msg_list":[{"msgid":"m%d","open_kfid":"wk",\
            "external_userid":"wm","send_time":1795392119,"origin":3,"msgtype":"text",\
            "text":{"content":"%s"}}]}"""
                .formatted(n, WORDS));
    return () -> KfPages.read(page).events();
  }

  private static String robotFrame(int n) {
    return """
    {"cmd":"aibot_msg_callback","headers":{"req_id":"r%d"},"body":{"msgid":"m%d","aibotid":"B",\
    "chatid":"g","chattype":"group","from":{"userid":"chen"},"msgtype":"text",\
    "text":{"content":"@小邻 %s"}}}"""
        .formatted(n, n, WORDS);
  }

  private static String dingTalkFrame(int n) {
    var data = VendorJson.object().put("robotCode", "r").put("msgId", "m" + n);
    data.put("conversationId", "c").put("conversationType", "2").put("senderId", "$:1");
    data.put("senderNick", "陈").put("createAt", 1_795_392_119_000L).put("msgtype", "text");
    data.putObject("text").put("content", " " + WORDS);
    var frame = VendorJson.object().put("type", "CALLBACK").put("data", data.toString());
    frame.putObject("headers").put("topic", "/v1.0/im/bot/messages/get").put("messageId", "f" + n);
    return frame.toString();
  }

  private static Call official(int n) {
    var encrypt =
        Signed.sealed(
            Signed.bytes(
                """
                <xml><ToUserName><![CDATA[gh]]></ToUserName><FromUserName><![CDATA[chen]]></FromUserName>\
                <CreateTime>1795392119</CreateTime><MsgType><![CDATA[text]]></MsgType>\
                <Content><![CDATA[%s]]></Content><MsgId>%d</MsgId></xml>"""
                    .formatted(WORDS, n)),
            "ww1");
    var query = new HashMap<>(query(encrypt));
    query.put("signature", Signed.sorted(Signed.TOKEN.value(), SECONDS, "n"));
    query.put("encrypt_type", "aes");
    var body =
        "<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>";
    return Call.post(query, Map.of(), Signed.bytes(body.formatted(encrypt)));
  }

  private static Call own(int n) {
    var body =
        Signed.bytes(
            """
            {"id":"e%d","conversation":{"id":"g","type":"group"},"sender":{"id":"s"},"text":"%s",\
            "time":"2026-11-23T08:02:00+08:00"}"""
                .formatted(n, WORDS));
    var signature = new Signature(new Secret("secret"), InstantSource.fixed(NOW)).sign(body);
    return Call.post(Map.of(), Map.of("x-linli-signature", signature), body);
  }

  private static Map<String, String> query(String encrypt) {
    return Map.of(
        "msg_signature",
        Signed.sorted(Signed.TOKEN.value(), SECONDS, "n", encrypt),
        "timestamp",
        SECONDS,
        "nonce",
        "n");
  }

  private static Call app(int n) {
    var encrypt =
        Signed.sealed(
            Signed.bytes(
                """
                <xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[chen]]></FromUserName>\
                <CreateTime>1795392119</CreateTime><MsgType><![CDATA[text]]></MsgType>\
                <Content><![CDATA[%s]]></Content><MsgId>%d</MsgId><AgentID>1</AgentID></xml>"""
                    .formatted(WORDS, n)),
            "ww1");
    var body =
        "<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>";
    return Call.post(query(encrypt), Map.of(), Signed.bytes(body.formatted(encrypt)));
  }

  private static Call robot(int n) {
    var encrypt =
        Signed.sealed(
            Signed.bytes(
                """
                {"msgid":"m%d","aibotid":"B","chatid":"g","chattype":"group",\
                "from":{"userid":"chen"},"msgtype":"text","text":{"content":"@小邻 %s"}}"""
                    .formatted(n, WORDS)),
            "");
    return Call.post(query(encrypt), Map.of(), Signed.bytes("{\"encrypt\":\"" + encrypt + "\"}"));
  }

  private static Call dingTalk(int n) {
    var headers = Map.of("timestamp", SECONDS + "000", "sign", Signed.dingTalk("secret", NOW));
    return Call.post(
        Map.of(),
        headers,
        Signed.bytes(
            """
            {"robotCode":"r","msgId":"m%d","conversationId":"c","conversationType":"2",\
            "senderId":"$:1","senderNick":"陈","createAt":1795392119000,"msgtype":"text",\
            "text":{"content":" %s"}}"""
                .formatted(n, WORDS)));
  }

  private static Call feishu(int n) {
    var body =
        Signed.feishuSealed(
            "key",
            Signed.bytes(
                """
                {"schema":"2.0","header":{"event_id":"e%d","event_type":"im.message.receive_v1",\
                "create_time":"1795392119000","token":"secret","app_id":"cli"},"event":{\
                "sender":{"sender_id":{"open_id":"ou_1"},"sender_type":"user"},\
                "message":{"message_id":"om_%d","create_time":"1795392119000","chat_id":"oc_1",\
                "chat_type":"group","message_type":"text","content":"{\\"text\\":\\"%s\\"}"}}}"""
                    .formatted(n, n, WORDS)));
    return Call.post(Map.of(), Signed.feishuHeaders("key", body, NOW), body);
  }

  private static Call telegram(int n) {
    return Call.post(
        Map.of(),
        Map.of("x-telegram-bot-api-secret-token", "secret"),
        Signed.bytes(
            """
            {"update_id":%d,"message":{"message_id":%d,"from":{"id":3,"is_bot":false,\
            "first_name":"陈"},"chat":{"id":-4,"type":"group","title":"三号楼"},"date":1795392119,\
            "text":"%s"}}"""
                .formatted(n, n, WORDS)));
  }

  private static Call slack(int n) {
    var body =
        Signed.bytes(
            """
            {"type":"event_callback","event_id":"Ev%d","event":{"type":"message","user":"U1",\
            "text":"%s","ts":"1795392119.%06d","channel":"C1"}}"""
                .formatted(n, WORDS, n));
    return Call.post(
        Map.of(),
        Map.of(
            "content-type",
            "application/json",
            "x-slack-request-timestamp",
            SECONDS,
            "x-slack-signature",
            Signed.slack("secret", body, NOW)),
        body);
  }

  private static void measure(String name, IntFunction<Reading> contender) {
    var readings = new ArrayList<Reading>();
    for (var n = 0; n < DIFFERENT; n++) {
      readings.add(contender.apply(n));
    }
    run(readings, WARM_UP);
    var rates = new double[ROUNDS];
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    var count = 0L;
    for (var round = 0; round < ROUNDS; round++) {
      var start = System.nanoTime();
      var done = run(readings, ROUND);
      rates[round] = done * 1e9 / (System.nanoTime() - start);
      count += done;
    }
    var allocated = (threads.getCurrentThreadAllocatedBytes() - allocatedBefore) / count;
    Arrays.sort(rates);
    System.out.printf(
        "| %s | %,.0f | %,.0f | %,.0f | %,d |%n",
        name, rates[ROUNDS / 2], rates[0], rates[ROUNDS - 1], allocated);
  }

  /** How many were taken; fails when one is not. */
  private static long run(List<Reading> readings, Duration time) {
    var end = System.nanoTime() + time.toNanos();
    var done = 0L;
    while (System.nanoTime() < end) {
      for (var reading : readings) {
        if (!reading.read().getFirst().text().contains(WORDS)) {
          throw new IllegalStateException("read something else");
        }
        done++;
      }
    }
    return done;
  }
}

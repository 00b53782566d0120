package linli.adapters.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import linli.adapters.Call;
import linli.adapters.FreshTime;
import linli.adapters.Received.Accepted;
import linli.adapters.Request;
import linli.adapters.Secret;
import linli.adapters.Signed;
import linli.adapters.Webhook;
import linli.adapters.dingtalk.DingTalkRobotWebhook;
import linli.adapters.feishu.FeishuWebhook;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.adapters.slack.SlackWebhook;
import linli.adapters.telegram.TelegramWebhook;
import linli.adapters.webhook.Signature;
import linli.adapters.webhook.SignedWebhook;
import linli.adapters.wecom.WecomAppWebhook;
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

  private record Contender(Webhook ear, IntFunction<Call> call) {}

  private VerifyAndDecode() {}

  public static void main(String[] args) {
    System.out.println(
        "| platform | messages/s, median | lowest | highest | bytes allocated each |");
    System.out.println("|---|---|---|---|---|");
    contenders().forEach(VerifyAndDecode::measure);
  }

  private static Map<String, Contender> contenders() {
    var fresh = new FreshTime(InstantSource.fixed(NOW), Duration.ofMinutes(5));
    var crypt = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "ww1");
    var robot = new MsgCrypt(Signed.TOKEN, Signed.AES_KEY, "");
    var secret = new Secret("secret");
    var all = new LinkedHashMap<String, Contender>();
    all.put(
        "webhook",
        new Contender(new SignedWebhook(secret, InstantSource.fixed(NOW)), VerifyAndDecode::own));
    all.put("wecom-app", new Contender(new WecomAppWebhook(crypt, fresh), VerifyAndDecode::app));
    all.put(
        "wecom-robot", new Contender(new WecomRobotWebhook(robot, fresh), VerifyAndDecode::robot));
    all.put(
        "dingtalk-robot",
        new Contender(new DingTalkRobotWebhook(secret, "r", fresh), VerifyAndDecode::dingTalk));
    all.put(
        "feishu",
        new Contender(
            new FeishuWebhook(new Secret("key"), secret, "cli", "ou_b", fresh),
            VerifyAndDecode::feishu));
    all.put(
        "telegram",
        new Contender(
            new TelegramWebhook(secret, "bot", InstantSource.fixed(NOW)),
            VerifyAndDecode::telegram));
    all.put("slack", new Contender(new SlackWebhook(secret, fresh), VerifyAndDecode::slack));
    return all;
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

  private static void measure(String name, Contender contender) {
    var requests = new ArrayList<Request>();
    for (var n = 0; n < DIFFERENT; n++) {
      requests.add(contender.call().apply(n).request());
    }
    run(contender.ear(), requests, WARM_UP);
    var rates = new double[ROUNDS];
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var allocatedBefore = threads.getCurrentThreadAllocatedBytes();
    var count = 0L;
    for (var round = 0; round < ROUNDS; round++) {
      var start = System.nanoTime();
      var done = run(contender.ear(), requests, ROUND);
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
  private static long run(Webhook ear, List<Request> requests, Duration time) {
    var end = System.nanoTime() + time.toNanos();
    var done = 0L;
    while (System.nanoTime() < end) {
      for (var request : requests) {
        var accepted = (Accepted) ear.receive(request);
        if (!accepted.events().getFirst().text().contains(WORDS)) {
          throw new IllegalStateException("read something else");
        }
        done++;
      }
    }
    return done;
  }
}

package linli.bot.bench;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;

/** Whole signed requests, ready to be written to a connection. Good for 300 seconds. */
final class Post {

  static final String CHANNEL = "webhook";
  static final Secret SECRET = new Secret("a secret of the benchmark");

  /** The length of an ingest body: the same as that of pgbench's row. */
  static final int INGEST_BODY_BYTES = 600;

  private static final String CHATTER = "今天楼下超市的橘子挺新鲜,三块钱一斤,谁下班路过可以带点回去。";

  private Post() {}

  /** A message of the mix. */
  record Message(
      String conversation, boolean inPrivate, String sender, boolean mentioned, String text) {}

  static byte[] of(Message message) {
    var body =
        """
        {"id":"%s","conversation":{"id":"%s","type":"%s"},"sender":{"id":"%s","name":"%s"},\
        "text":"%s","mentioned":%s,"time":"%s"}"""
            .formatted(
                UUID.randomUUID(),
                message.conversation(),
                message.inPrivate() ? "private" : "group",
                message.sender(),
                message.sender(),
                message.text().replace("\\", "").replace("\"", "'"),
                message.mentioned(),
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    return request(body.getBytes(StandardCharsets.UTF_8));
  }

  /** A message of a group, {@link #INGEST_BODY_BYTES} long, with an id of its own. */
  static byte[] ofIngestSize() {
    var body =
        """
        {"id":"%s","conversation":{"id":"3号楼邻里群","type":"group"},\
        "sender":{"id":"老陈","name":"老陈"},"text":"%s","time":"2026-11-27T08:02:00+08:00"}"""
            .formatted(UUID.randomUUID(), CHATTER.repeat(4))
            .getBytes(StandardCharsets.UTF_8);
    var whole = new byte[INGEST_BODY_BYTES];
    System.arraycopy(body, 0, whole, 0, body.length);
    java.util.Arrays.fill(whole, body.length, whole.length, (byte) ' ');
    return request(whole);
  }

  private static byte[] request(byte[] body) {
    var head =
        """
        POST /hooks/%s HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        %s: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(
                CHANNEL,
                Signature.HEADER,
                new Signature(SECRET, Clock.systemUTC()).sign(body),
                body.length)
            .getBytes(StandardCharsets.US_ASCII);
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }
}

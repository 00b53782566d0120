package linli.bot.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests over some connections from one thread: at a fixed rate, or one after the other as
 * fast as answers come.
 *
 * <p>At a fixed rate a request's time begins when it should have been sent, also when no connection
 * was free: what the service holds up counts.
 */
final class Load {

  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final long SHORT_REST_NANOS = 100_000;

  /**
   * What came of it.
   *
   * @param refused answers other than 2xx
   */
  record Result(Histogram latency, int answered, int refused, double seconds) {}

  private static final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long since;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private final List<byte[]> requests;
  private final double perSecond;
  private final Histogram latency = new Histogram();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Selector selector;
  private int next;
  private int answered;
  private int refused;

  private Load(List<byte[]> requests, double perSecond, int port, int connections)
      throws IOException {
    this.requests = requests;
    this.perSecond = perSecond;
    this.selector = Selector.open();
    for (var i = 0; i < connections; i++) {
      var channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      idle.add(connection);
    }
  }

  /** As fast as {@code connections} get their answers. */
  static Result asFastAsPossible(List<byte[]> requests, int port, int connections) {
    return run(requests, 0, port, connections);
  }

  static Result atRate(List<byte[]> requests, double perSecond, int port, int connections) {
    return run(requests, perSecond, port, connections);
  }

  private static Result run(List<byte[]> requests, double perSecond, int port, int connections) {
    try {
      return new Load(requests, perSecond, port, connections).run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Result run() throws IOException {
    var start = System.nanoTime();
    try (selector) {
      while (answered < requests.size()) {
        var now = System.nanoTime();
        if (now - start - (long) (duration() * 1e9) > PATIENCE_NANOS) {
          throw new IllegalStateException(
              "only %d of %d requests were answered".formatted(answered, requests.size()));
        }
        sendWhatIsDue(start, now);
        rest(start);
        for (var key : selector.selectedKeys()) {
          var connection = (Connection) key.attachment();
          if (key.isWritable()) {
            write(key, connection);
          }
          if (key.isReadable()) {
            read(connection);
          }
        }
        selector.selectedKeys().clear();
      }
      for (var key : selector.keys()) {
        key.channel().close();
      }
    }
    return new Result(latency, answered, refused, (System.nanoTime() - start) / 1e9);
  }

  private double duration() {
    return perSecond == 0 ? 0 : requests.size() / perSecond;
  }

  private long due(long start) {
    return perSecond == 0 ? start : start + (long) (next / perSecond * 1e9);
  }

  private void sendWhatIsDue(long start, long now) throws IOException {
    while (next < requests.size() && !idle.isEmpty() && due(start) <= now) {
      var connection = idle.poll();
      connection.since = perSecond == 0 ? System.nanoTime() : due(start);
      connection.out = ByteBuffer.wrap(requests.get(next++));
      write(connection.channel.keyFor(selector), connection);
    }
  }

  private void rest(long start) throws IOException {
    if (next >= requests.size() || idle.isEmpty()) {
      selector.select(100);
      return;
    }
    var wait = due(start) - System.nanoTime();
    if (wait > 1_000_000) {
      selector.select(wait / 1_000_000);
    } else if (selector.selectNow() == 0 && wait > 0) {
      LockSupport.parkNanos(Math.min(wait, SHORT_REST_NANOS));
    }
  }

  private static void write(SelectionKey key, Connection connection) throws IOException {
    connection.channel.write(connection.out);
    key.interestOps(
        connection.out.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  private void read(Connection connection) throws IOException {
    if (connection.channel.read(connection.in) < 0) {
      throw new IOException("the service closed a connection");
    }
    var text =
        new String(connection.in.array(), 0, connection.in.position(), StandardCharsets.ISO_8859_1);
    var head = text.indexOf("\r\n\r\n");
    if (head < 0 || text.length() < head + 4 + contentLength(text)) {
      return;
    }
    latency.record(System.nanoTime() - connection.since);
    answered++;
    if (text.charAt("HTTP/1.1 ".length()) != '2') {
      refused++;
    }
    connection.in.clear();
    idle.add(connection);
  }

  private static int contentLength(String answer) {
    var name = "content-length: ";
    var at = answer.toLowerCase(java.util.Locale.ROOT).indexOf(name);
    return Integer.parseInt(answer.substring(at + name.length(), answer.indexOf('\r', at)).strip());
  }
}

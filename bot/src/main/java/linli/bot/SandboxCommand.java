package linli.bot;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import linli.adapters.Secret;
import linli.bot.channels.Platform;
import linli.bot.sandbox.Sandbox;
import linli.bot.sandbox.Sandbox.Played;
import linli.bot.store.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./linli sandbox}: stands in for the servers of the configured platforms, to try out. */
@Command(
    name = "sandbox",
    description = "stand in for the platforms' servers, to try channels without an account",
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the settings of the service: its channels are stood in for")
  private Path file;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "where to listen on this machine; absent = 8090",
      defaultValue = "8090")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    var config = new ConfigReader(System::getenv).read(file);
    var played = new TreeMap<String, Played>();
    config
        .channels()
        .forEach(
            (name, channel) ->
                Platform.of(channel.platform())
                    .ifPresent(one -> played.put(name, new Played(one, channel.keys()))));
    var cities = new TreeMap<String, Secret>();
    config.channels().entrySet().stream()
        .filter(each -> each.getValue().platform().equals(ChannelReader.CITY))
        .forEach(each -> cities.put(each.getKey(), each.getValue().keys().get("apiKey")));
    if (played.isEmpty() && cities.isEmpty()) {
      throw new CannotStart("channels: expected one of a platform to stand in for, got none");
    }
    var clock = InstantSource.system();
    var sandbox = Sandbox.start(Vertx.vertx(), "127.0.0.1", port, clock, played, cities);
    sandbox.tells(URI.create("http://127.0.0.1:" + config.http().port()));
    Stream.concat(played.keySet().stream(), cities.keySet().stream())
        .forEach(name -> System.out.println(name + "\tapiBase: " + sandbox.base(name)));
    new CountDownLatch(1).await(); // ended from outside
    return 0;
  }
}

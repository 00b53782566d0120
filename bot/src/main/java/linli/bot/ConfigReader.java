package linli.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import linli.adapters.Secret;
import linli.bot.media.S3Blobs;
import linli.bot.opinion.SecondOpinion;
import linli.bot.store.CannotStart;

/** Reads the configuration: the file, then the environment on top of it. */
public final class ConfigReader {

  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

  private final UnaryOperator<String> environment;

  /**
   * A reader.
   *
   * @param environment gives the value of a variable, or null
   */
  public ConfigReader(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /**
   * The configuration in {@code file}, else in the file that LINLI_CONFIG names, else the defaults.
   *
   * @param file or null
   * @throws CannotStart for anything wrong: names the key, what it expects and what it got
   */
  public LinliConfig read(Path file) {
    var chosen =
        Optional.ofNullable(file).or(() -> variable("LINLI_CONFIG").map(Path::of)).orElse(null);
    var config = config(new Settings(chosen == null ? empty() : parse(chosen), "", environment));
    refuseDemoForOthers(config);
    return config;
  }

  private static JsonNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode parse(Path file) {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException notYaml) {
      var line = notYaml.getLocation() == null ? 0 : notYaml.getLocation().getLineNr();
      throw new CannotStart("%s: expected YAML, got an error in line %d".formatted(file, line));
    } catch (IOException unreadable) {
      throw new CannotStart(
          "the configuration file %s cannot be read".formatted(file.toAbsolutePath()));
    }
  }

  private LinliConfig config(Settings root) {
    var http = http(root.section("http"));
    var data = Path.of(variable("LINLI_DATA").orElse(root.text("data", "data")));
    var database = database(root.section("database"));
    var demo = root.flag("demo", true);
    var channels = new ChannelReader(environment).read(root);
    var subscriptions = SubscriptionReader.read(root);
    var inbox = inbox(root.section("inbox"));
    var media = media(root.section("media"));
    var estates = path(root, "estates");
    var holidays = path(root, "holidays");
    var whistles = path(root, "whistles");
    var open311Public = root.flag("open311Public", demo);
    var opinion = opinion(root.section("opinion"));
    root.refuseUnknown();
    return new LinliConfig(
        http,
        data,
        database,
        demo,
        channels,
        subscriptions,
        inbox,
        media,
        estates,
        holidays,
        whistles,
        open311Public,
        opinion);
  }

  private static Path path(Settings settings, String key) {
    var text = settings.text(key, null);
    return text == null ? null : Path.of(text);
  }

  private LinliConfig.Http http(Settings http) {
    var settings =
        new LinliConfig.Http(
            http.text("host", "127.0.0.1"),
            port(http),
            http.number("maxBodyBytes", 1_024, 64 << 20, 2 << 20));
    http.refuseUnknown();
    return settings;
  }

  private int port(Settings http) {
    var fromFile = http.number("port", 0, 65_535, 8080);
    return variable("LINLI_PORT").map(text -> override("LINLI_PORT", text)).orElse(fromFile);
  }

  private int override(String name, String text) {
    var value = JsonNodeFactory.instance.objectNode().put(name, text);
    return new Settings(value, "", environment).number(name, 0, 65_535, 0);
  }

  private LinliConfig.Database database(Settings database) {
    var fromFile = database.secret("url");
    var settings =
        new LinliConfig.Database(
            variable("LINLI_DATABASE_URL").map(Secret::new).or(() -> fromFile).orElse(null),
            database.number("poolSize", 4, 500, 16));
    database.refuseUnknown();
    return settings;
  }

  private LinliConfig.Inbox inbox(Settings inbox) {
    var settings =
        new LinliConfig.Inbox(
            inbox.number("workers", 1, 64, 2), inbox.number("queue", 500, 1_000_000, 4_096));
    inbox.refuseUnknown();
    return settings;
  }

  private static LinliConfig.Media media(Settings media) {
    var standard = LinliConfig.Media.DEFAULT;
    var settings =
        new LinliConfig.Media(
            media.number("fetchSeconds", 1, 60, standard.fetchSeconds()),
            media.flag("fetchPrivateNetworks", standard.fetchPrivateNetworks()),
            s3(media.section("s3")));
    media.refuseUnknown();
    return settings;
  }

  private static SecondOpinion.Settings opinion(Settings opinion) {
    var endpoint = opinion.address("endpoint");
    var settings =
        new SecondOpinion.Settings(
            endpoint,
            opinion.text("model", null),
            opinion.secret("apiKey").orElse(null),
            Duration.ofMillis(opinion.number("patienceMillis", 200, 8_000, 3_000)),
            opinion.number("perEstateAndDay", 1, 100_000, 100));
    opinion.refuseUnknown();
    if (endpoint == null) {
      return null;
    }
    if (settings.model() == null) {
      throw Settings.wrong(opinion.at("model"), "the name of a model, with endpoint", "nothing");
    }
    return settings;
  }

  private static S3Blobs.Settings s3(Settings s3) {
    var endpoint = s3.address("endpoint");
    var settings =
        new S3Blobs.Settings(
            endpoint,
            s3.text("region", "us-east-1"),
            s3.text("bucket", null),
            s3.text("prefix", "linli/"),
            s3.text("accessKey", null),
            s3.secret("secretKey").orElse(null));
    s3.refuseUnknown();
    if (endpoint == null) {
      return null;
    }
    expectKeyPart(s3, "bucket", settings.bucket());
    expectKeyPart(s3, "prefix", settings.prefix());
    if (settings.accessKey() == null || settings.secretKey() == null) {
      throw Settings.wrong(s3.at("accessKey"), "it and secretKey, with endpoint", "not both");
    }
    return settings;
  }

  /** What can stand in the address of an object as it is. */
  private static void expectKeyPart(Settings s3, String key, String text) {
    if (text == null || !text.matches("[A-Za-z0-9._/-]+")) {
      throw Settings.wrong(
          s3.at(key), "letters, digits and . _ - /", text == null ? "nothing" : "something else");
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isBlank());
  }

  /** The demo's people have no passwords: nobody but this machine may reach them. */
  private static void refuseDemoForOthers(LinliConfig config) {
    if (config.demo() && !isLoopback(config.http().host())) {
      throw new CannotStart(
          "demo: expected false while http.host is %s, got true; the demo is for this machine only (127.0.0.1)"
              .formatted(config.http().host()));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw Settings.wrong("http.host", "an address of this machine", '"' + host + '"');
    }
  }
}

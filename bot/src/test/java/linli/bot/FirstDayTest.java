package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks through docs/first-day.md on an empty directory, with a database of its own. */
@DisplayName("The first day")
class FirstDayTest {

  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)(?: (\\S+))?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern CODE = Pattern.compile("[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}");
  private static final Pattern SAID = Pattern.compile("[<>] \\[(私聊 )?([^]]+)] (.*)");

  /** Today, for the commands have the machine's clock; by day, so that nothing waits for it. */
  private final Clock clock =
      Clock.fixed(
          LocalDate.now(Main.ZONE).atTime(LocalTime.of(10, 0)).atZone(Main.ZONE).toInstant(),
          Main.ZONE);

  @TempDir Path directory;
  private Service service;
  private Path data;
  private String heardUpTo = "";
  private String code = "";
  private int events;

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void goes_as_its_page_says() throws IOException {
    var blocks = BLOCK.matcher(Files.readString(Path.of("../docs/first-day.md")));
    var kinds = new ArrayList<String>();
    while (blocks.find()) {
      kinds.add(blocks.group(1));
      switch (blocks.group(1)) {
        case "yaml", "csv" -> write(blocks.group(2), blocks.group(3));
        case "sh" -> commands(blocks.group(3));
        default -> talk(blocks.group(3));
      }
    }
    assertThat(kinds).contains("yaml", "csv", "sh", "chat");
  }

  private void write(String name, String text) throws IOException {
    var here =
        text.replaceAll("(?m)^data: (\\S+)", "data: \"" + directory + "/$1\"")
            .replace("port: 8080", "port: 0");
    Files.writeString(directory.resolve(name), here);
  }

  // --- commands ---------------------------------------------------------------------------------

  private void commands(String block) {
    String command = null;
    var printed = new ArrayList<String>();
    for (var line : block.lines().toList()) {
      if (line.startsWith("# ")) {
        printed.add(line.substring(2));
      } else {
        run(command, printed);
        command = line;
        printed.clear();
      }
    }
    run(command, printed);
  }

  private void run(String command, List<String> printed) {
    if (command == null) {
      return;
    }
    var words = words(command);
    assertThat(words.getFirst()).isEqualTo("./linli");
    if (words.get(1).equals("serve")) {
      serve(Path.of(words.getLast()));
      return;
    }
    var out = new StringWriter();
    var err = new StringWriter();
    var status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words.subList(1, words.size()).toArray(String[]::new));
    assertThat(status).as("%s%n%s%s", command, out, err).isZero();
    for (var line : printed) {
      assertThat(out.toString().lines())
          .as("%s%n%s", command, out)
          .anyMatch(said -> fits(line, said));
    }
    remember(out.toString());
  }

  /** Names of files are those of the directory. */
  private List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .map(
            word ->
                word.matches("\\S+\\.(yml|csv|zip)") ? directory.resolve(word).toString() : word)
        .toList();
  }

  private void serve(Path configFile) {
    stop();
    var config = new ConfigReader(name -> null).read(configFile);
    data = config.data();
    service = ServeCommand.open(config, clock, () -> KNOWLEDGE);
    heardUpTo = "";
    hear();
  }

  private static boolean fits(String pattern, String said) {
    var parts = new ArrayList<String>();
    for (var part : pattern.split("…", -1)) {
      parts.add(Pattern.quote(part));
    }
    return said.matches("(?s)" + String.join(".*", parts));
  }

  private void remember(String said) {
    var found = CODE.matcher(said);
    if (found.find()) {
      code = found.group();
    }
  }

  // --- chat -------------------------------------------------------------------------------------

  private void talk(String block) {
    var lines = block.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var said = lines.get(i);
      var expected = new ArrayList<String>();
      while (i + 1 < lines.size() && lines.get(i + 1).startsWith("<")) {
        expected.add(lines.get(++i));
      }
      // What a command changed is seen within a second: until then the answer is the old one.
      var heard = new AtomicReference<List<String>>(List.of());
      try {
        Eventually.until(
            () -> {
              heard.set(answers(said, expected.size()));
              return expected.stream().allMatch(line -> isAmong(line, heard.get()));
            });
      } catch (AssertionError never) {
        assertThat(heard.get()).as(said).containsAll(expected);
      }
    }
  }

  private List<String> answers(String said, int expected) {
    say(said);
    var heard = new ArrayList<String>();
    Eventually.until(
        () -> {
          heard.addAll(hear());
          return heard.size() >= expected;
        });
    heard.forEach(this::remember);
    return heard;
  }

  private boolean isAmong(String line, List<String> heard) {
    return heard.stream().anyMatch(said -> fits(line.replace("CODE", code), said));
  }

  private void say(String line) {
    var said = SAID.matcher(line);
    assertThat(said.matches()).as(line).isTrue();
    var speaker = said.group(3).substring(0, said.group(3).indexOf(": "));
    var text = said.group(3).substring(speaker.length() + 2).replace("CODE", code);
    var alone = said.group(1) != null;
    var event =
        new JsonObject()
            .put("id", "first-day-" + ++events)
            .put(
                "conversation",
                new JsonObject()
                    .put("id", alone ? "private:" + speaker : said.group(2))
                    .put("type", alone ? "private" : "group"))
            .put("sender", new JsonObject().put("id", speaker))
            .put("text", text)
            .put("time", "2026-11-27T10:00:00+08:00");
    var bytes = event.toBuffer().getBytes();
    var answer =
        TestService.send(
            TestService.request(service, "/hooks/webhook")
                .header(Signature.HEADER, new Signature(secret(), clock).sign(bytes))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** What was said since the last time, written as the page writes it. */
  private List<String> hear() {
    var query = "after=" + URLEncoder.encode(heardUpTo, StandardCharsets.UTF_8) + "&limit=500";
    var signature = new Signature(secret(), clock).sign(query.getBytes(StandardCharsets.UTF_8));
    var answer =
        new JsonObject(
            TestService.send(
                    TestService.request(service, "/hooks/webhook/messages?" + query)
                        .header(Signature.HEADER, signature))
                .body());
    heardUpTo = answer.getString("next");
    return lines(answer.getJsonArray("messages"));
  }

  private static List<String> lines(JsonArray messages) {
    return messages.stream()
        .map(JsonObject.class::cast)
        .map(
            message -> {
              var where = message.getJsonObject("conversation");
              var id = where.getString("id");
              var name = id.startsWith("private:") ? "私聊 " + id.substring(8) : id;
              return "< [" + name + "] " + message.getString("text");
            })
        .toList();
  }

  private Secret secret() {
    try {
      return new Secret(Files.readString(data.resolve("webhook.secret")).strip());
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
  }
}

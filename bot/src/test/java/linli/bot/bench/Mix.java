package linli.bot.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linli.bot.bench.Post.Message;
import linli.bot.bench.Quarter.Estate;

/**
 * What people write: 60 % chat, 25 % reports, 10 % 进度 and +1, 5 % verbs of staff. Seeded: the same
 * messages whenever the benchmark runs. The words are those of the training corpus.
 */
final class Mix {

  private static final long SEED = 20261127;

  /** Chat that is said to the bot alone and therefore answered; the rest is said in groups. */
  private static final double CHAT_IN_PRIVATE = 0.1;

  private static final double REPORT_IN_PRIVATE = 0.5;

  /** A place in the line would stand beside the one that we put in front. */
  private static final String HAS_A_PLACE = ".*(?:号楼|栋|单元|座|小邻).*";

  private final Random random;
  private final List<String> chat;
  private final List<String> reports;
  private final List<Estate> estates;
  private final Map<String, Integer> lastCase;
  private final String caseDay;
  private final Map<String, Integer> verbs;

  /**
   * @param lastCase how many cases each estate has; staff speak of these
   * @param caseDay their day as it stands in the number, MMDD
   * @param verbs how many verbs of staff each estate has heard in earlier runs; counted on
   */
  Mix(
      Path corpus,
      int run,
      List<Estate> estates,
      Map<String, Integer> lastCase,
      String caseDay,
      Map<String, Integer> verbs) {
    this.random = new Random(SEED + run);
    this.verbs = verbs;
    this.chat = lines(corpus, "chat");
    this.reports = lines(corpus, "report");
    this.estates = estates;
    this.lastCase = lastCase;
    this.caseDay = caseDay;
  }

  List<Message> messages(int count) {
    var messages = new ArrayList<Message>(count);
    for (var i = 0; i < count; i++) {
      messages.add(message(pick(estates)));
    }
    return messages;
  }

  private Message message(Estate estate) {
    var part = random.nextDouble();
    if (part < 0.60) {
      return chat(estate);
    }
    if (part < 0.85) {
      return report(estate);
    }
    return part < 0.95 ? progress(estate) : staff(estate);
  }

  private Message chat(Estate estate) {
    var sender = pick(estate.residents());
    return random.nextDouble() < CHAT_IN_PRIVATE
        ? alone(sender, pick(chat))
        : new Message(pick(estate.rooms()), false, sender, false, pick(chat));
  }

  private Message report(Estate estate) {
    var sender = pick(estate.residents());
    var text = pick(estate.units()) + "," + pick(reports);
    return random.nextDouble() < REPORT_IN_PRIVATE
        ? alone(sender, text)
        : new Message(pick(estate.rooms()), false, sender, true, "@小邻 " + text);
  }

  private Message progress(Estate estate) {
    var sender = pick(estate.residents());
    return switch (random.nextInt(4)) {
      case 0 -> alone(sender, "进度");
      case 1 ->
          new Message(
              pick(estate.rooms()), false, sender, true, "@小邻 进度 " + number(anyCase(estate)));
      default -> new Message(pick(estate.rooms()), false, sender, false, "+1");
    };
  }

  /** Takes a case, then reports it done, then the next. */
  private Message staff(Estate estate) {
    var turn = verbs.merge(estate.id(), 1, Integer::sum);
    var about = number((turn - 1) / 2 % Math.max(1, lastCase.getOrDefault(estate.id(), 1)) + 1);
    var text = turn % 2 == 1 ? "接单 " + about : "办结 " + about + " 已更换损坏的部件,试用正常";
    return new Message(estate.desk(), false, estate.handler(), false, text);
  }

  private int anyCase(Estate estate) {
    return random.nextInt(Math.max(1, lastCase.getOrDefault(estate.id(), 1))) + 1;
  }

  private String number(int seq) {
    return "%s-%02d".formatted(caseDay, seq);
  }

  private static Message alone(String sender, String text) {
    return new Message("private:" + sender, true, sender, false, text);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Texts of this intent, without dangers: those are rare. */
  static List<String> lines(Path corpus, String intent) {
    try (var files = Files.list(corpus)) {
      var lines = new ArrayList<String>();
      for (var file : files.filter(f -> f.toString().endsWith(".tsv")).sorted().toList()) {
        for (var line : Files.readAllLines(file)) {
          var columns = line.split("\t");
          if (columns.length == 4
              && columns[0].equals(intent)
              && columns[2].equals("-")
              && !columns[3].matches(HAS_A_PLACE)) {
            lines.add(columns[3]);
          }
        }
      }
      return lines;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}

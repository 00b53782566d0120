package linli.bot.conversation;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.households.Household;
import linli.bot.households.Residents;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.SpokenTime;
import linli.bot.votes.tally.Choice;

/** Reads what was typed of a ballot on paper: 3-1-201 同意 11月8日, 3-2-802 小孙 反对 11月8日. */
final class PaperWords {

  private static final Pattern SPOILED = Pattern.compile("废票|作废|无效票?");

  /** A paper on which only the day is written counts as signed at noon (decisions 6). */
  private static final LocalTime NOON = LocalTime.NOON;

  private final HomeWords homes;
  private final Residents residents = new Residents();

  PaperWords(HomeWords homes) {
    this.homes = homes;
  }

  /** A paper as it was typed. */
  record Typed(Household home, Long signedBy, Choice choice, Instant signedAt) {
    @Override
    public String toString() {
      return "Typed[]";
    }
  }

  /** 11月8日 in front of several papers is the day of all of them. */
  static String leadingDay(Turn turn, String said) {
    var first = said.strip().split("\\s+")[0];
    var isDay = SpokenTime.find(first, ChinaTime.date(turn.now())).isPresent();
    return isDay && first.matches(".*[月日号].*")
        ? said.substring(0, said.indexOf(first) + first.length())
        : "";
  }

  /** Empty when flat, answer or day is missing. */
  Optional<Typed> read(Turn turn, String line, String day) {
    var words = line.split("\\s+");
    if (!(homes.read(turn, words[0]) instanceof Written.Home home)) {
      return Optional.empty();
    }
    Choice choice = null;
    Long signedBy = null;
    var rest = new StringBuilder();
    for (var i = 1; i < words.length; i++) {
      var said =
          SPOILED.matcher(words[i]).matches()
              ? Optional.of(Choice.INVALID)
              : VoteWording.choice(words[i]);
      var signer = signer(turn, home.household(), words[i]);
      if (said.isPresent() && choice == null) {
        choice = said.get();
      } else if (signer.isPresent()) {
        signedBy = signer.get();
      } else {
        rest.append(words[i]).append(' ');
      }
    }
    var signedAt = signedAt(turn, rest.isEmpty() ? day : rest.toString());
    return choice == null || signedAt.isEmpty()
        ? Optional.empty()
        : Optional.of(new Typed(home.household(), signedBy, choice, signedAt.get()));
  }

  private Optional<Long> signer(Turn turn, Household home, String name) {
    return residents.of(turn.tx(), turn.estate().id(), home).stream()
        .filter(r -> Residents.isNamed(r) && r.name().equals(name))
        .map(Residents.Registered::personId)
        .findFirst();
  }

  /** Of today before noon it is now: nobody has signed at a time to come. */
  private static Optional<Instant> signedAt(Turn turn, String words) {
    return written(turn, words)
        .map(
            at ->
                at.isAfter(turn.now()) && ChinaTime.date(at).equals(ChinaTime.date(turn.now()))
                    ? turn.now()
                    : at);
  }

  private static Optional<Instant> written(Turn turn, String words) {
    return SpokenTime.find(words, ChinaTime.date(turn.now()))
        .filter(SpokenTime.Said.class::isInstance)
        .map(SpokenTime.Said.class::cast)
        .map(
            said ->
                said.day()
                    .atTime(said.time() == null ? NOON : said.time())
                    .atZone(ChinaTime.ZONE)
                    .toInstant());
  }
}

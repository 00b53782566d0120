package linli.bot.votes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import linli.bot.speech.ChinaTime;
import linli.bot.votes.tally.Matter;
import linli.nlp.PersonalData;

/** What every draft of a vote is held to, whoever brings it. */
public final class DraftCheck {

  /** Characters of a question. */
  public static final int LONGEST_QUESTION = 200;

  private DraftCheck() {}

  /** What is wrong with the times of a draft. */
  public enum Times {
    /** It opens before its notice is over, or in the past. */
    TOO_EARLY,
    /** It ends before it opens, or is too short or too long. */
    WRONG_SPAN
  }

  /** The first day on which a vote can open that is announced today. */
  public static LocalDate earliest(VoteProfile rules, Matter matter, Instant now) {
    return ChinaTime.date(now).plusDays(rules.noticeDaysFor(matter));
  }

  /** Empty when a vote can be held from then until then. */
  public static Optional<Times> times(
      VoteProfile rules, Matter matter, Instant opensAt, Instant closesAt, Instant now) {
    if (ChinaTime.date(opensAt).isBefore(earliest(rules, matter, now)) || opensAt.isBefore(now)) {
      return Optional.of(Times.TOO_EARLY);
    }
    var days = ChronoUnit.DAYS.between(opensAt, closesAt);
    var fits =
        closesAt.isAfter(opensAt) && days >= rules.leastDaysFor(matter) && days <= rules.mostDays();
    return fits ? Optional.empty() : Optional.of(Times.WRONG_SPAN);
  }

  /** Whether neighbours may read it: not too long, and nothing personal in it. */
  public static boolean isQuestion(String words) {
    return words.length() <= LONGEST_QUESTION && words.equals(PersonalData.mask(words));
  }
}

package linli.bot.whistles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.bot.cases.HandOver;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.SpokenTime;
import linli.nlp.PersonalData;

/** What staff write beside 吹哨 and the number: 派出所+调委会 周五18:00前到场 事由. */
sealed interface WhistleOrder {

  /**
   * Whom, until when and why.
   *
   * @param parties empty: the next level
   * @param arriveBy null: by the rule
   * @param reason masked words, or null
   */
  record Wanted(List<Party> parties, Instant arriveBy, String reason) implements WhistleOrder {
    @Override
    public String toString() {
      return "Wanted[]";
    }
  }

  /** Nobody is called that. */
  record Unknown(String name) implements WhistleOrder {
    @Override
    public String toString() {
      return "Unknown[]";
    }
  }

  /** There is no such day, or it is over. */
  record Impossible(String time) implements WhistleOrder {}

  static WhistleOrder read(Estate estate, String said, Instant now) {
    var first = said.strip().split("[\\s,,。::]+")[0];
    var named = new ArrayList<Party>();
    var rest = said;
    if (!first.isBlank() && !startsWithTime(first, now)) {
      for (var name : names(estate, first)) {
        var party = HandOver.partyIn(estate, name);
        if (party.isEmpty()) {
          return new Unknown(name);
        }
        named.add(party.get());
      }
      rest = said.strip().substring(first.length());
    }
    var time = SpokenTime.find(rest, ChinaTime.date(now));
    if (time.isEmpty()) {
      return new Wanted(named, null, reason(rest));
    }
    return switch (time.get()) {
      case SpokenTime.Impossible impossible -> new Impossible(impossible.words());
      case SpokenTime.Said at -> {
        var arriveBy = WhistleClocks.of(at);
        yield arriveBy.isAfter(now)
            ? new Wanted(named, arriveBy, reason(at.rest()))
            : new Impossible(ChinaTime.dayAndTime(arriveBy));
      }
    };
  }

  /** A name may hold 和; + never stands in one. */
  private static List<String> names(Estate estate, String first) {
    var one = HandOver.partyIn(estate, first).isPresent() && first.matches("[^+、&]*");
    return one ? List.of(first) : List.of(first.split("[+、&和]"));
  }

  private static boolean startsWithTime(String first, Instant now) {
    return SpokenTime.find(first, ChinaTime.date(now)).isPresent();
  }

  private static String reason(String rest) {
    var bare = rest.replaceFirst("^[\\s,,。]*(?:之?前)?(?:到场|报到|到)?[\\s,,。]*", "").strip();
    return bare.isEmpty() ? null : PersonalData.mask(bare);
  }
}

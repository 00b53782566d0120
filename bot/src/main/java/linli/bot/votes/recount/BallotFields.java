package linli.bot.votes.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Choice;

/** The ballots of a household as a file writes them: one word, or a list with all that is known. */
final class BallotFields {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** A ballot signed on a day, without a time, counts as signed at noon. */
  private static final LocalTime SIGNED = LocalTime.NOON;

  private static final Set<String> NAMES =
      Set.of(
          "choice",
          "at",
          "receivedAt",
          "origin",
          "castBy",
          "by",
          "proxyFor",
          "authorised",
          "order",
          "receipt");

  private static final Map<String, Optional<Choice>> CHOICES = choices();
  private static final Map<String, Caster> CASTERS = Words.of(Caster.class, Caster::code);
  private static final Map<String, Origin> ORIGINS = Words.of(Origin.class, Origin::code);

  private BallotFields() {}

  private static Map<String, Optional<Choice>> choices() {
    var choices = new LinkedHashMap<String, Optional<Choice>>();
    Words.of(Choice.class, Choice::code)
        .forEach((word, choice) -> choices.put(word, Optional.of(choice)));
    choices.put("none", Optional.empty());
    return choices;
  }

  static List<Ballot> read(Field household, List<String> owners, boolean developers) {
    var one = household.get("ballot");
    var several = household.get("ballots");
    if (one.isPresent() && several.isPresent()) {
      throw household.wrong("ballot 和 ballots 只写一个");
    }
    if (several.isPresent()) {
      return list(several, owners, developers);
    }
    var caster = household.get("castBy").oneOf(CASTERS, Caster.OWNER);
    if (caster == Caster.PROXY) {
      throw household.get("castBy").wrong("受托人投的票写在 ballots 里,带 by 和 authorised;其他人");
    }
    return one.oneOf(CHOICES, Optional.<Choice>empty()).stream()
        .map(
            choice ->
                new Ballot(choice, null, null, Origin.ELECTRONIC, caster, null, null, false, 0))
        .toList();
  }

  private static List<Ballot> list(Field ballots, List<String> owners, boolean developers) {
    var read = new ArrayList<Ballot>();
    for (var field : ballots.elements()) {
      ballot(field, owners, developers, read.size()).ifPresent(read::add);
    }
    if (read.stream().map(ballot -> ballot.at() == null).distinct().count() > 1) {
      throw ballots.wrong("每张票都写 at,或都不写(按列表先后)");
    }
    return List.copyOf(read);
  }

  private static Optional<Ballot> ballot(
      Field field, List<String> owners, boolean developers, int index) {
    if (field.node().isTextual()) {
      return field
          .oneOf(CHOICES, Optional.<Choice>empty())
          .map(
              choice ->
                  new Ballot(
                      choice,
                      null,
                      null,
                      Origin.ELECTRONIC,
                      Caster.OWNER,
                      null,
                      null,
                      false,
                      index));
    }
    field.only(NAMES);
    if (!field.get("choice").isPresent()) {
      throw field.get("choice").wrong(String.join("、", CHOICES.keySet()) + "之一");
    }
    var choice = field.get("choice").oneOf(CHOICES, Optional.<Choice>empty());
    var origin = field.get("origin").oneOf(ORIGINS, Origin.ELECTRONIC);
    var caster = field.get("castBy").oneOf(CASTERS, Caster.OWNER);
    checkPeople(field, caster, owners, developers);
    return choice.map(
        said ->
            new Ballot(
                said,
                time(field.get("at"), origin),
                time(field.get("receivedAt"), origin),
                origin,
                caster,
                field.get("by").textOrNull(),
                field.get("proxyFor").textOrNull(),
                field.get("authorised").flag(false),
                order(field.get("order"), index)));
  }

  private static int order(Field field, int index) {
    return field.isPresent() ? (int) field.number(0, Integer.MAX_VALUE, "不小于0的整数(同一时间的先后)") : index;
  }

  private static void checkPeople(
      Field field, Caster caster, List<String> owners, boolean developers) {
    if (caster == Caster.PROXY && !field.get("by").isPresent()) {
      throw field.get("by").wrong("受托人的编号");
    }
    var person = field.get(caster == Caster.PROXY ? "proxyFor" : "by");
    var ownersAnswer = caster == Caster.PROXY || caster == Caster.OWNER;
    if (!ownersAnswer || developers) {
      return;
    }
    if (person.isPresent() ? !owners.contains(person.text()) : owners.size() > 1) {
      throw person.wrong("这户的业主 " + String.join("、", owners) + " 之一");
    }
  }

  private static Instant time(Field field, Origin origin) {
    if (!field.isPresent()) {
      return null;
    }
    var text = field.text();
    try {
      return origin == Origin.PAPER && !text.contains("T")
          ? LocalDate.parse(text).atTime(SIGNED).atZone(CHINA).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notOne) {
      throw field.wrong("带时区的时间,如 \"2026-11-08T19:30:00+08:00\"(纸票可只写日期 \"2026-11-08\")");
    }
  }
}

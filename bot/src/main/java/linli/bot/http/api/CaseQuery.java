package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.access.Caller;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseDisclosure;
import linli.bot.cases.CaseRecords.Filter;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.estates.Estate;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/** The query of a list of cases, read strictly: a word that is not known would find too much. */
final class CaseQuery {

  private static final Set<String> NAMES =
      Set.of("state", "issueType", "building", "openedFrom", "openedTo", "after", "limit");

  private static final Pattern ID = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-(\\d{1,4})");
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final PageQuery query;

  CaseQuery(RoutingContext context) {
    this.query = new PageQuery(context, NAMES);
  }

  Filter filter(Estate estate, Caller caller, Catalogue catalogue) {
    return new Filter(
        query.oneOf("state", Arrays.stream(State.values()).map(State::name).toList()),
        query.oneOf("issueType", catalogue.issueTypes().stream().map(IssueType::id).toList()),
        query.oneOf("building", estate.buildings().keySet()),
        caller.partyId(),
        day("openedFrom").orElse(FIRST_DAY),
        day("openedTo").orElse(LAST_DAY),
        after(),
        CaseDisclosure.isCommunity(estate, caller.partyId()));
  }

  int limit() {
    return query.limit();
  }

  private Place after() {
    var text = query.text("after");
    if (text == null) {
      return new Place(FIRST_DAY, 0);
    }
    return place(text)
        .orElseThrow(
            () -> ApiRefused.expected("after", "the next of an earlier answer, or nothing", text));
  }

  /** The case number with its year. */
  static Optional<Place> place(String text) {
    var parts = ID.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Place(LocalDate.parse(parts.group(1)), Integer.parseInt(parts.group(2))));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private Optional<LocalDate> day(String name) {
    var text = query.text(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      var day = LocalDate.parse(text);
      if (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY)) {
        return Optional.of(day);
      }
    } catch (DateTimeException notADay) {
      // answered below
    }
    throw ApiRefused.expected(name, "a day as 2026-11-23", text);
  }
}

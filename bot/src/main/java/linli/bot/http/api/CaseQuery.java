package linli.bot.http.api;

import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private static final Set<String> NAMES =
      Set.of("state", "issueType", "building", "openedFrom", "openedTo", "after", "limit");

  private static final Pattern ID = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-(\\d{1,4})");
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final RoutingContext context;

  CaseQuery(RoutingContext context) {
    this.context = context;
    for (var name : context.queryParams().names()) {
      if (!NAMES.contains(name)) {
        throw ApiRefused.expected("query", "only " + NAMES.stream().sorted().toList(), name);
      }
    }
  }

  Filter filter(Estate estate, Caller caller, Catalogue catalogue) {
    return new Filter(
        oneOf("state", Arrays.stream(State.values()).map(State::name).toList()),
        oneOf("issueType", catalogue.issueTypes().stream().map(IssueType::id).toList()),
        oneOf("building", estate.buildings().keySet()),
        caller.partyId(),
        day("openedFrom").orElse(FIRST_DAY),
        day("openedTo").orElse(LAST_DAY),
        after(),
        CaseDisclosure.isCommunity(estate, caller.partyId()));
  }

  int limit() {
    var text = text("limit");
    if (text == null) {
      return USUAL_PAGE;
    }
    var number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > LARGEST_PAGE) {
      throw ApiRefused.expected("limit", "a whole number from 1 to " + LARGEST_PAGE, text);
    }
    return number;
  }

  private Place after() {
    var text = text("after");
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
    var text = text(name);
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

  private String oneOf(String name, Collection<String> known) {
    var text = text(name);
    if (text != null && !known.contains(text)) {
      throw ApiRefused.expected(name, "one of " + List.copyOf(known), text);
    }
    return text;
  }

  /** The only value of this name; null when it is absent or empty. */
  private String text(String name) {
    var values = context.queryParam(name);
    if (values.size() > 1) {
      throw ApiRefused.expected(name, "one value", values.size() + " values");
    }
    return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
  }
}

package linli.bot.http.open311;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.bot.access.Caller;
import linli.bot.cases.Case;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseRecords.Place;
import linli.bot.cases.CaseWords;
import linli.bot.cases.PublicCases;
import linli.bot.cases.PublicCases.Filter;
import linli.bot.cases.PublicCases.Seen;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.nlp.Catalogue;

/** Cases as service requests: no reporter, no room, no word of a person. */
final class Requests {

  /** The longest span of a list, and the usual one (GET Service Requests). */
  private static final Duration SPAN = Duration.ofDays(90);

  private static final int MOST_IDS = 100;
  private static final Pattern ID = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})-(\\d{1,4})");

  private final Door door;
  private final PublicCases cases;
  private final Catalogue catalogue;
  private final CaseWords words;
  private final Clock clock;

  Requests(Door door, PublicCases cases, Catalogue catalogue, CaseWords words, Clock clock) {
    this.door = door;
    this.cases = cases;
    this.catalogue = catalogue;
    this.words = words;
    this.clock = clock;
  }

  Document list(RoutingContext context) {
    var reader = door.reader(context);
    var estate = door.estate(context, reader.orElse(null));
    var ids = values(context, "service_request_id");
    var found =
        ids.isEmpty() ? cases.list(estate, filter(context, reader)) : named(estate, ids, reader);
    return document(estate, found);
  }

  Document one(RoutingContext context) {
    var reader = door.reader(context);
    var estate = door.estate(context, reader.orElse(null));
    return document(estate, List.of(find(estate, context.pathParam("id"), reader)));
  }

  /** Numbers are given at once, so a token is the number itself. */
  Document token(RoutingContext context) {
    var reader = door.reader(context);
    var estate = door.estate(context, reader.orElse(null));
    var token = context.pathParam("id");
    var found = find(estate, token, reader);
    var answer = JsonNodeFactory.instance.arrayNode();
    answer.addObject().put("service_request_id", id(found.about())).put("token", token);
    return new Document("service_requests", answer);
  }

  /** The number with its year, unique in the estate. */
  static String id(Case about) {
    return "%s-%02d".formatted(about.openedOn(), about.seq());
  }

  private List<Seen> named(Estate estate, List<String> ids, Optional<Caller> reader) {
    if (ids.size() > MOST_IDS) {
      throw new Refused(400, "service_request_id: %d at most".formatted(MOST_IDS));
    }
    return ids.stream().map(id -> find(estate, id, reader)).toList();
  }

  private Seen find(Estate estate, String id, Optional<Caller> reader) {
    return place(id)
        .flatMap(
            place ->
                cases.find(
                    estate, place, reader.map(Caller::partyId).orElse(null), reader.isPresent()))
        .orElseThrow(() -> new Refused(404, "service_request_id was not found"));
  }

  private static Optional<Place> place(String id) {
    var parts = ID.matcher(id);
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

  private Filter filter(RoutingContext context, Optional<Caller> reader) {
    var types = values(context, "service_code");
    types.stream()
        .filter(code -> catalogue.issueType(code) == null)
        .findFirst()
        .ifPresent(
            code -> {
              throw new Refused(404, "service_code was not found");
            });
    var start = time(context, "start_date");
    var end = time(context, "end_date");
    var to = end.or(() -> start.map(s -> s.plus(SPAN))).orElse(clock.instant());
    var from = start.orElse(to.minus(SPAN));
    if (from.isAfter(to)) {
      throw new Refused(400, "end_date is before start_date");
    }
    if (Duration.between(from, to).compareTo(SPAN) > 0) {
      throw new Refused(400, "start_date and end_date are more than 90 days apart");
    }
    return new Filter(
        from,
        to,
        types,
        open(values(context, "status")),
        reader.map(Caller::partyId).orElse(null),
        reader.isPresent());
  }

  /** Null: both. */
  private static Boolean open(List<String> statuses) {
    if (!List.of("open", "closed").containsAll(statuses)) {
      throw new Refused(400, "status is neither open nor closed");
    }
    return statuses.stream().distinct().count() == 1 ? statuses.getFirst().equals("open") : null;
  }

  private static Optional<Instant> time(RoutingContext context, String name) {
    return Door.parameter(context, name)
        .map(
            text -> {
              try {
                // A plus sign that nobody encoded arrives as a space.
                return inRange(OffsetDateTime.parse(text.replace(' ', '+')));
              } catch (DateTimeException notATime) {
                throw new Refused(
                    400, name + " is no time with its zone: 2026-11-23T08:00:00+08:00");
              }
            });
  }

  private static Instant inRange(OffsetDateTime at) {
    if (at.getYear() < 2000 || at.getYear() > 9000) {
      throw new DateTimeException("too far away");
    }
    return at.toInstant();
  }

  /** Some values may be given at once, parted by commas. */
  private static List<String> values(RoutingContext context, String name) {
    return Door.parameter(context, name).stream()
        .flatMap(all -> Arrays.stream(all.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private Document document(Estate estate, List<Seen> found) {
    var list = JsonNodeFactory.instance.arrayNode();
    found.forEach(seen -> request(list.addObject(), estate, seen));
    return new Document("service_requests", list);
  }

  private void request(ObjectNode to, Estate estate, Seen seen) {
    var about = seen.about();
    var place = cases.place(about);
    to.put("service_request_id", id(about))
        .put("status", about.state().isOver() ? "closed" : "open")
        .put("status_notes", words.standing(about, clock.instant()))
        .put("service_name", words.type(about))
        .put("service_code", about.issueType())
        .putNull("description")
        .put("agency_responsible", words.party(estate, about))
        .putNull("service_notice")
        .put("requested_datetime", time(about.openedAt()))
        .put("updated_datetime", time(seen.updatedAt()))
        .put("expected_datetime", about.state().isOver() ? null : time(about.resolveBy()))
        .put("address", estate.name() + place.toUnitOr(""))
        .put("address_id", addressId(place))
        .putNull("zipcode")
        .putNull("lat")
        .putNull("long")
        .putNull("media_url");
  }

  private static String addressId(CasePlace place) {
    var parts = new ArrayList<String>();
    if (place.isKnown()) {
      parts.add(place.building());
    }
    if (place.isKnown() && place.unit() != null) {
      parts.add(place.unit());
    }
    return parts.isEmpty() ? null : parts.stream().collect(Collectors.joining("-"));
  }

  /** In China's time, to the second. */
  static String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        ChinaTime.zoned(at).toOffsetDateTime().withNano(0));
  }
}

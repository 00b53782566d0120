package linli.bot.http.open311;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.cases.CasePlace;
import linli.bot.cases.NewCase;
import linli.bot.estates.Estate;
import linli.bot.filings.Filing;
import linli.bot.filings.Filing.Origin;
import linli.bot.filings.Matters;
import linli.bot.media.Attachment;
import linli.nlp.IssueType;

/** Reads the form of POST Service Request. */
final class Forms {

  /** Characters of a description (POST Service Request). */
  private static final int LONGEST_DESCRIPTION = 4000;

  private static final int LONGEST_ADDRESS = 400;
  private static final int LONGEST_URL = 2000;
  private static final Pattern ATTRIBUTE = Pattern.compile("attribute\\[([^\\]]*)](?:\\[])?");
  private static final Pattern PHONE = Pattern.compile("\\d{7,12}");

  private final Services services;
  private final Matters matters;

  Forms(Services services, Matters matters) {
    this.services = services;
    this.matters = matters;
  }

  /**
   * What was sent; name, mail address and ids of devices and accounts are not taken.
   *
   * @param words what others may read after masking
   * @param kept everything that was written about the matter and its place
   */
  record Form(NewCase wanted, String words, String kept, String phone, String mediaUrl) {
    Filing filing(String token, List<Attachment> pictures) {
      return new Filing(wanted, words, kept, false, phone, pictures, Origin.OPEN311, token);
    }

    @Override
    public String toString() {
      return "Form[]";
    }
  }

  Form read(RoutingContext context, Estate estate) {
    var code = Door.parameter(context, "service_code");
    var type =
        services.named(code.orElseThrow(() -> new Refused(400, "service_code was not provided")));
    refuseUnknownAttributes(context);
    var description = text(context, "description", LONGEST_DESCRIPTION);
    var address = text(context, "address_string", LONGEST_ADDRESS);
    var place = place(context, estate, address);
    var wanted = matters.of(estate, type, description.orElse(null), place, false).orElseThrow();
    return new Form(
        wanted,
        description.orElse(type.name()),
        kept(type, description, address, position(context)),
        phone(context),
        mediaUrl(context));
  }

  private static String kept(
      IssueType type,
      Optional<String> description,
      Optional<String> address,
      Optional<String> position) {
    return Stream.of(description.or(() -> Optional.of(type.name())), address, position)
        .flatMap(Optional::stream)
        .collect(Collectors.joining("\n"));
  }

  private static void refuseUnknownAttributes(RoutingContext context) {
    for (var name : context.request().formAttributes().names()) {
      var attribute = ATTRIBUTE.matcher(name);
      if (attribute.matches()
          && !List.of(Services.BUILDING, Services.UNIT).contains(attribute.group(1))) {
        throw new Refused(400, "an attribute is not one of this service_code");
      }
    }
  }

  /** As exactly as the form says it; null where only the description can tell. */
  private CasePlace place(RoutingContext context, Estate estate, Optional<String> address) {
    var building = attribute(context, Services.BUILDING);
    var unit = attribute(context, Services.UNIT);
    var id = text(context, "address_id", LONGEST_ADDRESS);
    if (address.isEmpty() && id.isEmpty() && position(context).isEmpty()) {
      throw new Refused(400, "lat and long, address_string or address_id was not provided");
    }
    if (building.isPresent()) {
      return registered(estate, building.get(), unit.orElse(null), "attribute[building]");
    }
    if (id.isPresent()) {
      var parts = id.get().split("-", 2);
      return registered(estate, parts[0], parts.length == 1 ? null : parts[1], "address_id");
    }
    var named = address.map(words -> matters.named(estate, words)).orElse(CasePlace.UNKNOWN);
    return named.isKnown() ? named : null;
  }

  private static CasePlace registered(Estate estate, String building, String unit, String field) {
    var found = estate.building(building);
    if (found.isEmpty() || unit != null && !found.get().units().contains(unit)) {
      throw new Refused(400, field + " names no building or unit of this jurisdiction");
    }
    return new CasePlace(building, unit, null, null);
  }

  private static Optional<String> attribute(RoutingContext context, String code) {
    return Door.parameter(context, "attribute[" + code + "]")
        .or(() -> Door.parameter(context, "attribute[" + code + "][]"));
  }

  /** WGS-84, in words for who goes there: we know no coordinates of buildings. */
  private static Optional<String> position(RoutingContext context) {
    var lat = degrees(context, "lat", 90);
    var lon = degrees(context, "long", 180);
    if (lat.isPresent() != lon.isPresent()) {
      throw new Refused(400, "lat and long belong together");
    }
    return lat.map(north -> "坐标(WGS-84) %.6f,%.6f".formatted(north, lon.orElseThrow()));
  }

  private static Optional<Double> degrees(RoutingContext context, String name, int most) {
    return Door.parameter(context, name)
        .map(
            text -> {
              if (text.matches("-?\\d{1,3}(\\.\\d{1,20})?")) {
                var degrees = Double.parseDouble(text);
                if (Math.abs(degrees) <= most) {
                  return degrees;
                }
              }
              throw new Refused(400, name + " is no number of degrees");
            });
  }

  /** Digits, with or without spaces, hyphens and 86; what is no number is left out. */
  private static String phone(RoutingContext context) {
    return Door.parameter(context, "phone")
        .map(text -> text.replaceAll("[\\s()-]", "").replaceFirst("^(?:\\+|00)86", ""))
        .filter(digits -> PHONE.matcher(digits).matches())
        .orElse(null);
  }

  private static String mediaUrl(RoutingContext context) {
    var url = text(context, "media_url", LONGEST_URL);
    if (url.isPresent() && !url.get().matches("https?://\\S+")) {
      throw new Refused(400, "media_url is no address of the web");
    }
    return url.orElse(null);
  }

  private static Optional<String> text(RoutingContext context, String name, int longest) {
    var text = Door.parameter(context, name);
    if (text.isPresent()
        && (text.get().codePointCount(0, text.get().length()) > longest
            || text.get().indexOf('\0') >= 0)) {
      throw new Refused(400, "%s has more than %d characters".formatted(name, longest));
    }
    return text;
  }
}

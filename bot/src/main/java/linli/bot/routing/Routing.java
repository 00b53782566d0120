package linli.bot.routing;

import java.util.List;
import java.util.Map;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Route;

/** Who is responsible for a matter: the estate's rows first, then the catalogue's lead party. */
public final class Routing {

  /** What the catalogue calls a lead party, and the kind of party that is. */
  private static final Map<String, String> LEAD_KINDS =
      Map.of("物业", "property", "社区居委会", "committee", "街道综合执法", "street");

  /** The party that gets the case, and whose task it is there (null: whoever takes it). */
  public record Responsible(Party party, String role) {}

  /**
   * @param leadParty the catalogue's lead party of the type, for example {@code 物业(维保)}
   * @param aboutProperty the matter is a complaint about the property company: never goes to it
   */
  public Responsible responsible(
      Estate estate, String issueType, String site, String leadParty, boolean aboutProperty) {
    var row = bestRow(estate.routes(), issueType, site);
    if (row != null) {
      var party = estate.parties().get(row.party());
      if (!aboutProperty || !party.kind().equals("property")) {
        return new Responsible(party, row.role());
      }
    }
    return new Responsible(fallback(estate, leadParty, aboutProperty), null);
  }

  /** Who answers first for a danger: the property's duty, the committee where there is none. */
  public Responsible onDuty(Estate estate) {
    return new Responsible(fallback(estate, "物业", false), null);
  }

  private static Route bestRow(List<Route> routes, String issueType, String site) {
    Route best = null;
    for (var route : routes) {
      var fits =
          (route.issueType().equals("*") || route.issueType().equals(issueType))
              && (route.site().equals("*") || route.site().equals(site));
      if (fits && (best == null || weight(route) > weight(best))) {
        best = route;
      }
    }
    return best;
  }

  private static int weight(Route route) {
    return (route.site().equals("*") ? 0 : 2) + (route.issueType().equals("*") ? 0 : 1);
  }

  /** No such party here (no property company): the residents' committee (居委会) answers. */
  private static Party fallback(Estate estate, String leadParty, boolean aboutProperty) {
    var name = leadParty == null ? "" : leadParty.replaceAll("[((].*", "");
    var kind = LEAD_KINDS.getOrDefault(name, "property");
    if (aboutProperty && kind.equals("property")) {
      kind = "committee";
    }
    return estate
        .partyOfKind(kind)
        .or(() -> estate.partyOfKind("committee"))
        .orElseThrow(
            () -> new IllegalStateException("estate " + estate.id() + " has no committee party"));
  }
}

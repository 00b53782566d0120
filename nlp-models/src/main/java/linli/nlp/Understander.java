package linli.nlp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linli.nlp.Understanding.Issue;
import linli.nlp.Understanding.Place;
import linli.nlp.model.Features;
import linli.nlp.model.Prediction;
import linli.nlp.model.TextModel;
import linli.nlp.text.PhraseRules;
import linli.nlp.text.TextNormalizer;

/**
 * Understands one message of a resident (听懂一句话): intent, matters, hazard, places. Pure and
 * thread-safe after {@link #load}, linear in the length of the text, never throws.
 */
public final class Understander {
  private static final Understanding NOTHING =
      new Understanding(null, List.of(), null, null, null, null, List.of(), 0);
  private static final String REPORT = "report";
  private static final int MOST_LABELS = 3;
  private static final int MOST_REASONS = 8;
  private final Catalogue catalogue = Catalogue.load();
  private final HazardGate gate;
  private final IntentFinder intents;
  private final IssueFinder issues;
  private final Grading grading = new Grading(catalogue);
  private final PhraseRules sites = PhraseRules.read("sites.tsv");
  private final String version;

  private Understander(Models models) {
    Features features = Features.load();
    gate = new HazardGate(features, models.hazards());
    intents = new IntentFinder(catalogue, models.intents());
    issues = new IssueFinder(features, models.types());
    version = models.version();
  }

  /** With the models that the build trained; about a second. */
  public static Understander load() {
    return load(Models.shipped());
  }

  public static Understander load(Models models) {
    return new Understander(models);
  }

  /** Which models it understands with: {@link Models#version}. */
  public String version() {
    return version;
  }

  public Understanding understand(String text) {
    return understand(text, null);
  }

  /**
   * @param home the sender's household as far as it is known, or null; fills what the message
   *     leaves out of the places of its issues
   */
  public Understanding understand(String text, Place home) {
    return understand(text, home, false);
  }

  /** The same of a message that is meant for the bot although it does not call it by its name. */
  public Understanding understandAddressed(String text) {
    return understand(text, null, true);
  }

  /**
   * The same when somebody else said what the message is about; a danger stays one.
   *
   * @param id of an issue type or an intent; any other changes nothing
   */
  public Understanding understandAs(String text, String id) {
    Understanding own = understandAddressed(text);
    boolean known = catalogue.issueType(id) != null || catalogue.intent(id) != null;
    if (own.hazard() != null || own.intent() == null || !known) {
      return own;
    }
    String whole = Addressing.strip(TextNormalizer.normalize(text));
    String read = whole.substring(0, Math.min(whole.length(), HazardGate.LONGEST_READ));
    List<PlaceParser.Found> found = PlaceParser.parse(read);
    if (catalogue.issueType(id) == null) {
      return new Understanding(
          id, List.of(), null, null, own.vetoed(), null, Places.merged(found), own.score());
    }
    Map<String, Integer> counts = gate.counted(whole);
    IssueFinder.Matter matter = issues.as(id, read, counts);
    HazardGate.Hit hit = gate.check(whole, counts);
    Issue issue = issue(matter, read, REPORT, hit, Places.at(matter, found), null);
    return new Understanding(
        REPORT,
        List.of(issue),
        issue.nature(),
        null,
        own.vetoed(),
        issue.urgency(),
        Places.merged(found),
        issue.score());
  }

  /** The same with its reasons. */
  public Explanation explain(String text, Place home) {
    Understanding understood = understand(text, home);
    if (understood.equals(NOTHING)) {
      return new Explanation(NOTHING, "", null, null, null, List.of());
    }
    String whole = Addressing.strip(TextNormalizer.normalize(text));
    String read = whole.substring(0, Math.min(whole.length(), HazardGate.LONGEST_READ));
    Map<String, Integer> counts = gate.counted(whole);
    HazardGate.Hit byRules = gate.byRules(whole);
    String by = byRules.isHazard() ? "rule" : understood.hazard() == null ? null : "model";
    return new Explanation(
        understood,
        read,
        intents.certainBy(read),
        by,
        byRules.vetoed(),
        List.of(
            said("intents", intents.model(), counts),
            said("types", issues.model(), counts),
            said("hazards", gate.model(), counts)));
  }

  private static Explanation.Said said(String name, TextModel model, Map<String, Integer> counts) {
    Prediction prediction = model.predict(counts);
    Map<String, Double> best = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(prediction.size(), MOST_LABELS); i++) {
      best.put(prediction.label(i), prediction.probability(i));
    }
    return new Explanation.Said(name, best, model.reasons(counts, prediction.best(), MOST_REASONS));
  }

  private Understanding understand(String text, Place home, boolean addressed) {
    if (text == null || text.isBlank()) {
      return NOTHING;
    }
    String normalized = TextNormalizer.normalize(text);
    String whole = Addressing.strip(normalized);
    if (whole.isEmpty()) {
      return NOTHING;
    }
    String read = whole.substring(0, Math.min(whole.length(), HazardGate.LONGEST_READ));
    Map<String, Integer> counts = gate.counted(whole);
    HazardGate.Hit hit = gate.check(whole, counts);
    return understand(read, counts, addressed || Addressing.isNamed(normalized), hit, home);
  }

  private Understanding understand(
      String text, Map<String, Integer> counts, boolean addressed, HazardGate.Hit hit, Place home) {
    List<PlaceParser.Found> found = PlaceParser.parse(text);
    IssueFinder.Findings findings = issues.find(text, counts);
    IntentFinder.Intent intent =
        hit.isHazard()
            ? IntentFinder.HAZARD
            : intents.find(text, counts, findings.noMatter(), addressed);
    List<Issue> matters = new ArrayList<>();
    for (IssueFinder.Matter matter : matters(intent, findings, hit)) {
      matters.add(issue(matter, text, intent.id(), hit, Places.at(matter, found), home));
    }
    Issue main = matters.isEmpty() ? null : matters.getFirst();
    return new Understanding(
        intent.id(),
        matters,
        main == null ? null : main.nature(),
        hit.hazard(),
        hit.vetoed(),
        main == null ? null : main.urgency(),
        Places.merged(found),
        main == null ? intent.score() : main.score());
  }

  private List<IssueFinder.Matter> matters(
      IntentFinder.Intent intent, IssueFinder.Findings findings, HazardGate.Hit hit) {
    if (hit.isHazard()) {
      return findings.withHazard(catalogue.hazard(hit.hazard()).issueType());
    }
    Catalogue.Intent known = catalogue.intent(intent.id());
    if (known.isReport()) {
      return findings.asMentioned();
    }
    return known.hasMatter() ? findings.certain() : List.of();
  }

  private Issue issue(
      IssueFinder.Matter matter,
      String text,
      String intent,
      HazardGate.Hit hit,
      Place named,
      Place home) {
    String site = sites.first(matter.text());
    site = site == null && matter.end() - matter.begin() < text.length() ? sites.first(text) : site;
    String nature = grading.nature(intent, matter, text, hit.isHazard());
    String urgency = grading.urgency(intent, nature, matter.type(), text, hit.isHazard());
    Place place = Places.completed(named, home, site, text);
    return new Issue(matter.type(), matter.score(), nature, urgency, place, site);
  }
}

package linli.nlp;

import linli.nlp.text.PhraseRules;

/** Nature (性质) and urgency (P0 to P3) of a matter, by the catalogue and the words around it. */
final class Grading {
  private static final String ANY_TYPE = "*";
  private final Catalogue catalogue;
  private final PhraseRules natures = PhraseRules.read("nature-rules.tsv");
  private final PhraseRules urgencies = PhraseRules.read("urgency-rules.tsv");

  Grading(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  String nature(String intent, IssueFinder.Matter matter, String text, boolean hazard) {
    if (hazard) {
      return "求助";
    }
    switch (intent) {
      case "consult", "contact_query":
        return "咨询";
      case "suggest":
        return "建议";
      case "praise":
        return "表扬";
      default:
        String said = natures.first(matter.text());
        return said != null ? said : byType(matter.type(), text);
    }
  }

  private String byType(String type, String text) {
    String said = natures.first(text);
    String usual = catalogue.issueType(type).nature();
    return "举报".equals(said) || "建议".equals(said) || !"报修".equals(usual) && said != null
        ? said
        : usual;
  }

  String urgency(String intent, String nature, String type, String text, boolean hazard) {
    if (hazard) {
      return "P0";
    }
    if (nature.equals("咨询") || nature.equals("建议") || nature.equals("表扬")) {
      return "P3";
    }
    boolean urgent =
        catalogue.issueType(type).alwaysUrgent()
            || urgencies.matches(type, text)
            || urgencies.matches(ANY_TYPE, text);
    return urgent && !intent.equals("suggest") ? "P1" : "P2";
  }
}

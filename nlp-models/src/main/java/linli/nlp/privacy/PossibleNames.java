package linli.nlp.privacy;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;

/** Hides every word that HanLP takes for the name of a person; too much rather than too little. */
public final class PossibleNames {

  /** HanLP's part of speech of persons' names begins so. */
  private static final String PERSON = "nr";

  private static final Segment SEGMENT =
      HanLP.newSegment()
          .enableNameRecognize(true)
          .enableTranslatedNameRecognize(true)
          .enableJapaneseNameRecognize(false)
          .enablePlaceRecognize(false)
          .enableOrganizationRecognize(false);

  private PossibleNames() {}

  public static String hide(String text) {
    if (text == null || text.isBlank()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (Term term : SEGMENT.seg(text)) {
      boolean name = term.nature != null && term.nature.startsWith(PERSON);
      out.append(name ? PersonalDetail.Kind.NAME.hidden() : term.word);
    }
    return out.toString();
  }
}

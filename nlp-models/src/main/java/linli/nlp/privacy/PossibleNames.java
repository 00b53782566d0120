package linli.nlp.privacy;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.regex.Pattern;

/** Hides every word that HanLP takes for the name of a person; too much rather than too little. */
public final class PossibleNames {

  /** HanLP's part of speech of persons' names begins so. */
  private static final String PERSON = "nr";

  /**
   * A name begins anew behind a home and behind what is hidden already: 楼王 is a word, too, in
   * 3号楼王秀英.
   */
  private static final Pattern PARTS =
      Pattern.compile("(?<=[楼栋幢室户元层号】])|(?=【)|(?<=[,,。!!??、::\\s])");

  /** Behind a home stands who lives there, unless it is one of its things: 路灯, 车棚, 管子. */
  private static final Pattern BEHIND_HOME =
      Pattern.compile(
          "(?<=[楼栋幢室户元】])(?![路车管房边方高白时单])" + PersonFinder.SURNAME + "[\\u4e00-\\u9fa5]{2}");

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
    for (String part : PARTS.split(behindHomes(text))) {
      if (part.startsWith("【")) {
        out.append(part);
      } else {
        hide(part, out);
      }
    }
    return out.toString();
  }

  private static String behindHomes(String text) {
    return BEHIND_HOME.matcher(text).replaceAll(PersonalDetail.Kind.NAME.hidden());
  }

  private static void hide(String part, StringBuilder out) {
    for (Term term : SEGMENT.seg(part)) {
      boolean name = term.nature != null && term.nature.startsWith(PERSON);
      out.append(name ? PersonalDetail.Kind.NAME.hidden() : term.word);
    }
  }
}

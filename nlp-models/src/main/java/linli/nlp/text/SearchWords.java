package linli.nlp.text;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a text is found by: its words as HanLP divides them, and each character and pair of
 * characters, so that a word that is divided otherwise elsewhere is found, too. Thread-safe.
 */
public final class SearchWords {
  private static final Segment SEGMENT =
      HanLP.newSegment()
          .enableNameRecognize(false)
          .enableTranslatedNameRecognize(false)
          .enableJapaneseNameRecognize(false)
          .enablePlaceRecognize(false)
          .enableOrganizationRecognize(false);

  private SearchWords() {}

  /** Letters and digits only, each once, in the order in which they first occur. */
  public static Set<String> of(String text) {
    String letters = TextNormalizer.normalize(text).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    Set<String> words = new LinkedHashSet<>();
    for (String part : letters.split(" ")) {
      for (Term term : SEGMENT.seg(part)) {
        words.add(term.word.strip());
      }
      for (int i = 0; i + 1 <= part.length(); i++) {
        words.add(part.substring(i, i + 1));
        words.add(part.substring(i, Math.min(part.length(), i + 2)));
      }
    }
    words.remove("");
    return words;
  }
}

package linli.nlp.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import linli.nlp.text.TextNormalizer;

/** Finds and replaces personal details in a text. */
public final class PersonalDetails {
  private static final char FULL_WIDTH_FIRST = 0xff01;
  private static final char FULL_WIDTH_LAST = 0xff5e;
  private static final int FULL_WIDTH_OFFSET = 0xfee0;
  private static final Pattern NOT_DIGIT = Pattern.compile("\\D");

  private PersonalDetails() {}

  /** In the order of the text, none overlapping another. */
  public static List<PersonalDetail> find(String text) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    String folded = fold(text);
    List<PersonalDetail> all = new ArrayList<>(NumberFinder.find(folded));
    all.addAll(PersonFinder.find(folded));
    all.sort(Comparator.comparingInt(PersonalDetail::begin).thenComparing(d -> -d.end()));
    List<PersonalDetail> apart = new ArrayList<>();
    for (PersonalDetail detail : all) {
      if (apart.isEmpty() || !apart.getLast().overlaps(detail)) {
        apart.add(detail);
      }
    }
    return apart;
  }

  /**
   * @param replacement of a detail and the characters that it stands for
   */
  public static String replace(
      String text, BiFunction<PersonalDetail, String, String> replacement) {
    List<PersonalDetail> details = find(text);
    if (details.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (PersonalDetail detail : details) {
      String value = text.substring(detail.begin(), detail.end());
      out.append(text, copied, detail.begin()).append(replacement.apply(detail, value));
      copied = detail.end();
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** Enough for staff to tell two persons apart, not enough to ring or visit them. */
  public static String shortened(PersonalDetail detail, String value) {
    return switch (detail.kind()) {
      case MOBILE -> shortNumber(value, 3);
      case TELEPHONE -> shortNumber(value, 0);
      case NAME -> value.charAt(0) + "*".repeat(Math.max(1, value.length() - 1));
      case ROOM -> "***";
      case PLATE, AGE, HEALTH -> value;
      case IDENTITY_NUMBER, BANK_CARD, MAIL, ACCOUNT -> detail.kind().hidden();
    };
  }

  private static String shortNumber(String value, int kept) {
    String digits = NOT_DIGIT.matcher(fold(value)).replaceAll("");
    String number = digits.length() > 11 ? digits.substring(digits.length() - 11) : digits;
    return number.substring(0, kept) + "****" + number.substring(number.length() - 4);
  }

  /** Half width and simplified, character for character, so that positions stay. */
  private static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean full = c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST;
      out.append(full ? (char) (c - FULL_WIDTH_OFFSET) : TextNormalizer.simplify(c));
    }
    return out.toString();
  }
}

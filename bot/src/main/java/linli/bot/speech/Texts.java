package linli.bot.speech;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the bot says: sentences from the message files, with their gaps filled. */
public final class Texts {

  private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");

  private final Map<String, String> chinese;
  private final Map<String, String> english;
  private final Map<String, String> large;
  private final Set<String> largeKeys;
  private final Function<String, Map<String, String>> ownWords;

  private Texts(
      Map<String, String> chinese,
      Map<String, String> english,
      Map<String, String> large,
      Set<String> largeKeys,
      Function<String, Map<String, String>> ownWords) {
    this.chinese = chinese;
    this.english = english;
    this.large = large;
    this.largeKeys = largeKeys;
    this.ownWords = ownWords;
  }

  /** Reads the message files that the product ships. */
  public static Texts load() {
    var chinese = read("/linli/texts/zh-CN.yml");
    var shorter = read("/linli/texts/large.yml");
    return new Texts(
        chinese,
        read("/linli/texts/en.yml"),
        overlaid(chinese, shorter),
        shorter.keySet(),
        estateId -> Map.of());
  }

  private static Map<String, String> read(String resource) {
    try (var in = Texts.class.getResourceAsStream(resource)) {
      return new ObjectMapper(new YAMLFactory()).readValue(in, new TypeReference<>() {});
    } catch (IOException broken) {
      throw new IllegalStateException("message file " + resource + " cannot be read", broken);
    }
  }

  /**
   * The same sentences, some of them in an estate's own words.
   *
   * @param ownWords of an estate by its id: sentences by key
   */
  public Texts with(Function<String, Map<String, String>> ownWords) {
    return new Texts(chinese, english, large, largeKeys, ownWords);
  }

  /** The same sentences for who wants large text (大字): shorter where there is a shorter one. */
  public Texts large() {
    return new Texts(large, english, large, largeKeys, ownWords);
  }

  private static Map<String, String> overlaid(Map<String, String> below, Map<String, String> by) {
    var sentences = new HashMap<>(below);
    sentences.putAll(by);
    return sentences;
  }

  /** The sentences as this estate says them. */
  public Texts of(String estateId) {
    var own = ownWords.apply(estateId);
    if (own.isEmpty()) {
      return this;
    }
    return new Texts(overlaid(chinese, own), english, large, largeKeys, ownWords);
  }

  /**
   * @param gaps name, value, name, value …
   * @throws IllegalArgumentException when there is no such sentence or a gap stays open
   */
  public String say(String key, Object... gaps) {
    return fill(chinese, key, gaps);
  }

  /** The English sentence; the Chinese one where English has none. */
  public String sayInEnglish(String key, Object... gaps) {
    return fill(english.containsKey(key) ? english : chinese, key, gaps);
  }

  /** The Chinese sentence with its gaps. */
  public String sentence(String key) {
    return chinese.get(key);
  }

  public Set<String> keys() {
    return chinese.keySet();
  }

  /** The keys of which there is a shorter sentence. */
  public Set<String> largeKeys() {
    return largeKeys;
  }

  public Set<String> englishKeys() {
    return english.keySet();
  }

  private static String fill(Map<String, String> sentences, String key, Object... gaps) {
    var sentence = sentences.get(key);
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence " + key);
    }
    return GAP.matcher(sentence)
        .replaceAll(
            gap -> java.util.regex.Matcher.quoteReplacement(value(key, gap.group(1), gaps)));
  }

  private static String value(String key, String name, Object... gaps) {
    for (int i = 0; i + 1 < gaps.length; i += 2) {
      if (gaps[i].equals(name)) {
        return String.valueOf(gaps[i + 1]);
      }
    }
    throw new IllegalArgumentException("sentence " + key + " needs a value for " + name);
  }
}

package linli.nlp.text;

import com.hankcs.hanlp.collection.AhoCorasick.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds every word of many classes (词类) in one pass over a text. Thread-safe. */
public final class TermScanner {
  private final AhoCorasickDoubleArrayTrie<int[]> trie = new AhoCorasickDoubleArrayTrie<>();

  /** One word found: characters {@code begin} to {@code end} (exclusive), number of its class. */
  public record Term(int begin, int end, int kind) {}

  /**
   * @param wordsOfKind the words of class 0, 1, 2 …; a word may be in several
   */
  public TermScanner(List<List<String>> wordsOfKind) {
    Map<String, int[]> kinds = new TreeMap<>();
    for (int kind = 0; kind < wordsOfKind.size(); kind++) {
      for (String word : wordsOfKind.get(kind)) {
        kinds.merge(word, new int[] {kind}, TermScanner::joined);
      }
    }
    trie.build(new TreeMap<>(kinds));
  }

  public List<Term> scan(String text) {
    List<Term> found = new ArrayList<>();
    trie.parseText(
        text,
        (begin, end, kinds) -> {
          for (int kind : kinds) {
            found.add(new Term(begin, end, kind));
          }
        });
    return found;
  }

  private static int[] joined(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}

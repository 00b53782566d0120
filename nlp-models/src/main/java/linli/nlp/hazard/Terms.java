package linli.nlp.hazard;

import java.util.ArrayList;
import java.util.List;
import linli.nlp.text.TermScanner.Term;

/** The words found in one message, by class, and the sentences and clauses that they stand in. */
final class Terms {
  private static final String SENTENCE_END = "。;\n";
  private static final String CLAUSE_END = ",.、 ~:!?" + SENTENCE_END;

  /** Nobody who is in danger writes so many characters. */
  private static final int LONG = 60;

  private final List<List<Term>> byKind;
  private final int[] sentences;
  private final int[] clauses;

  Terms(String text, List<Term> found, int numberOfKinds, boolean masked) {
    byKind = new ArrayList<>(numberOfKinds);
    for (int kind = 0; kind < numberOfKinds; kind++) {
      byKind.add(null);
    }
    List<Term> masks = masked ? masks(found) : List.of();
    for (Term term : found) {
      if (masks.isEmpty() || !isHidden(term, masks)) {
        add(term);
      }
    }
    sentences = numbered(text, SENTENCE_END);
    clauses = numbered(text, CLAUSE_END);
  }

  private void add(Term term) {
    List<Term> same = byKind.get(term.kind());
    if (same == null) {
      same = new ArrayList<>(2);
      byKind.set(term.kind(), same);
    }
    same.add(term);
  }

  List<Term> of(int kind) {
    List<Term> terms = byKind.get(kind);
    return terms == null ? List.of() : terms;
  }

  boolean has(int kind) {
    return byKind.get(kind) != null;
  }

  boolean isLong() {
    return sentences.length >= LONG;
  }

  boolean sameSentence(Term one, Term other) {
    return sentences[one.begin()] == sentences[other.begin()];
  }

  int clauseOf(int position) {
    return clauses[Math.min(position, clauses.length - 1)];
  }

  int sentenceOf(int position) {
    return sentences[Math.min(position, sentences.length - 1)];
  }

  private static List<Term> masks(List<Term> found) {
    List<Term> masks = new ArrayList<>();
    for (Term term : found) {
      if (term.kind() == HazardRules.MASK) {
        masks.add(term);
      }
    }
    return masks;
  }

  /** Inside a longer word of another sense: 跳楼 in 跳楼价. Both lists are ordered by their ends. */
  private static boolean isHidden(Term term, List<Term> masks) {
    int low = 0;
    int high = masks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (masks.get(middle).end() < term.end()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int length = term.end() - term.begin();
    for (int i = low; i < masks.size() && masks.get(i).end() < term.begin() + 8; i++) {
      Term mask = masks.get(i);
      if (mask.begin() <= term.begin() && mask.end() - mask.begin() > length) {
        return true;
      }
    }
    return false;
  }

  private static int[] numbered(String text, String ends) {
    int[] numbers = new int[Math.max(text.length(), 1)];
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      numbers[i] = number;
      if (ends.indexOf(text.charAt(i)) >= 0) {
        number++;
      }
    }
    return numbers;
  }
}

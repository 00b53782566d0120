package linli.nlp.hazard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import linli.nlp.hazard.HazardRules.Rule;
import linli.nlp.hazard.HazardRules.Veto;
import linli.nlp.text.TermScanner.Term;

/** Applies the rules to one normalised message. Thread-safe. */
public final class HazardMatcher {
  private static final int NEAR = 3;
  private static final int ABSENT_REACH = 8;
  private static final int[] NOTHING = {};
  private final HazardRules rules = new HazardRules();
  private final int call = rules.kindNamed("CALL");
  private final int now = rules.kindNamed("NOW");

  /**
   * @param hazard id or null
   * @param vetoed id of what would have been found but for a veto, or null
   */
  public record Match(String hazard, String vetoed) {
    static final Match NONE = new Match(null, null);
  }

  /** Where a rule was satisfied. */
  private record Span(int begin, int end, List<Term> terms) {}

  public Match match(String normalized) {
    String text = normalized.toLowerCase(Locale.ROOT);
    List<Term> found = rules.scanner().scan(text);
    if (found.isEmpty()) {
      return Match.NONE;
    }
    Terms terms = new Terms(text, found, rules.numberOfKinds(), true);
    String vetoed = null;
    for (Map.Entry<String, List<Rule>> hazard : rules.rules().entrySet()) {
      for (Rule rule : hazard.getValue()) {
        Span span = find(rule, terms, true);
        if (span != null && !isVetoed(hazard.getKey(), span, terms)) {
          return new Match(hazard.getKey(), null);
        }
        vetoed = vetoed == null && span != null ? hazard.getKey() : vetoed;
      }
    }
    return new Match(null, vetoed != null ? vetoed : hidden(text, found));
  }

  /** What the words alone would have meant when an idiom hid them. */
  private String hidden(String text, List<Term> found) {
    if (found.stream().noneMatch(term -> term.kind() == HazardRules.MASK)) {
      return null;
    }
    Terms terms = new Terms(text, found, rules.numberOfKinds(), false);
    for (Map.Entry<String, List<Rule>> hazard : rules.rules().entrySet()) {
      for (Rule rule : hazard.getValue()) {
        if (find(rule, terms, false) != null) {
          return hazard.getKey();
        }
      }
    }
    return null;
  }

  private static Span find(Rule rule, Terms terms, boolean strict) {
    for (int kind : rule.kinds()) {
      if (!terms.has(kind)) {
        return null;
      }
    }
    for (Term first : terms.of(rule.kinds()[0])) {
      Span span = complete(rule, first, terms, strict);
      if (span != null) {
        return span;
      }
    }
    return null;
  }

  private static Span complete(Rule rule, Term first, Terms terms, boolean strict) {
    int begin = first.begin();
    int end = first.end();
    List<Term> satisfying = new ArrayList<>();
    satisfying.add(first);
    for (int i = 1; i < rule.kinds().length; i++) {
      Term nearest = nearest(terms.of(rule.kinds()[i]), first, rule.reach(), terms);
      if (nearest == null) {
        return null;
      }
      satisfying.add(nearest);
      begin = Math.min(begin, nearest.begin());
      end = Math.max(end, nearest.end());
    }
    for (int kind : strict ? rule.absent() : NOTHING) {
      if (nearest(terms.of(kind), first, ABSENT_REACH, terms) != null) {
        return null;
      }
    }
    return new Span(begin, end, satisfying);
  }

  private static Term nearest(List<Term> candidates, Term anchor, int reach, Terms terms) {
    Term best = null;
    int least = reach + 1;
    for (int i = firstEndingAfter(candidates, anchor.begin() - reach); i < candidates.size(); i++) {
      Term candidate = candidates.get(i);
      if (candidate.begin() > anchor.end() + reach + 8) {
        break;
      }
      int gap = Math.max(candidate.begin() - anchor.end(), anchor.begin() - candidate.end());
      if (gap < least && terms.sameSentence(anchor, candidate)) {
        least = gap;
        best = candidate;
      }
    }
    return best;
  }

  private static int firstEndingAfter(List<Term> terms, int position) {
    int low = 0;
    int high = terms.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (terms.get(middle).end() < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isVetoed(String hazard, Span span, Terms terms) {
    boolean called = terms.has(call);
    for (Veto veto : rules.vetoes()) {
      if (veto.concerns(hazard) && terms.has(veto.kind())) {
        boolean applies =
            switch (veto.scope()) {
              case MESSAGE -> !called;
              case TWICE_IN_MESSAGE -> !called && terms.of(veto.kind()).size() > 1;
              case TWICE_IN_LETTER -> !called && terms.of(veto.kind()).size() > 1 && terms.isLong();
              case NEAR -> isNear(veto, span, terms);
              case BEFORE -> !called && isBefore(veto, span, terms);
              case AFTER -> isAfter(veto, span, terms);
            };
        if (applies) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNear(Veto veto, Span span, Terms terms) {
    for (Term term : terms.of(veto.kind())) {
      if (isPartOf(term, span)) {
        continue;
      }
      for (Term part : span.terms()) {
        if (term.end() <= part.begin()
            && term.end() >= part.begin() - NEAR
            && terms.clauseOf(term.begin()) == terms.clauseOf(part.begin())) {
          return true;
        }
      }
    }
    return false;
  }

  /** 没 in 没露面 denies nothing. */
  private static boolean isPartOf(Term term, Span span) {
    for (Term part : span.terms()) {
      if (part.begin() <= term.begin() && term.end() <= part.end()) {
        return true;
      }
    }
    return false;
  }

  /** The last such word of this or the previous clause, with no "now" between it and the span. */
  private boolean isBefore(Veto veto, Span span, Terms terms) {
    for (Term term : terms.of(veto.kind())) {
      int apart = terms.clauseOf(span.begin()) - terms.clauseOf(term.begin());
      boolean there = term.begin() < span.end() && apart <= 1;
      if (there
          && terms.sentenceOf(term.begin()) == terms.sentenceOf(span.begin())
          && !isNowBetween(term.end(), span.end(), terms)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNowBetween(int from, int to, Terms terms) {
    for (Term term : terms.of(now)) {
      if (term.begin() >= from && term.begin() < to) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAfter(Veto veto, Span span, Terms terms) {
    for (Term term : terms.of(veto.kind())) {
      if (term.begin() >= span.begin()
          && terms.sentenceOf(term.begin()) == terms.sentenceOf(span.begin())) {
        return true;
      }
    }
    return false;
  }
}

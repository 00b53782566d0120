package linli.nlp.training;

import java.util.List;

/**
 * One line of the corpus (语料).
 *
 * @param types ids of the issue types in the text, main one first; empty where it has none
 * @param hazard id or null
 * @param source file and line, for messages
 */
public record Example(
    String intent, List<String> types, String hazard, String text, String source) {}

package linli.bot.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * How far a secretary has come with a new vote; what was not asked yet is null.
 *
 * @param matter code of the matter
 * @param building null: not asked, or the whole estate when the step is behind it
 * @param flats of a lift those that it takes something of, of a 住改商 the one that asks: 3-2-101
 * @param voteNo number of the draft, when it is complete
 */
record VoteDraft(
    Step step,
    String matter,
    String building,
    String unit,
    List<String> flats,
    String question,
    Integer voteNo) {

  /** What is asked, in this order. */
  enum Step {
    KIND,
    MATTER,
    SCOPE,
    FLATS,
    QUESTION,
    OPTIONS,
    TIMES,
    CONFIRM
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  static VoteDraft begin() {
    return new VoteDraft(Step.KIND, null, null, null, List.of(), null, null);
  }

  VoteDraft at(Step next) {
    return new VoteDraft(next, matter, building, unit, flats, question, voteNo);
  }

  VoteDraft withMatter(String code) {
    return new VoteDraft(step, code, building, unit, flats, question, voteNo);
  }

  VoteDraft withScope(String inBuilding, String inUnit) {
    return new VoteDraft(step, matter, inBuilding, inUnit, flats, question, voteNo);
  }

  VoteDraft withFlats(List<String> homes) {
    return new VoteDraft(step, matter, building, unit, homes, question, voteNo);
  }

  VoteDraft withQuestion(String words) {
    return new VoteDraft(step, matter, building, unit, flats, words, voteNo);
  }

  VoteDraft drafted(int no) {
    return new VoteDraft(Step.CONFIRM, matter, building, unit, flats, question, no);
  }

  String written() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static VoteDraft read(String written) {
    try {
      return JSON.readValue(written, VoteDraft.class);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("draft of a vote cannot be read", broken);
    }
  }
}

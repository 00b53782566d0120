package linli.bot.questions;

import java.time.Instant;
import java.util.UUID;

/**
 * Something the bot asked one person and has not heard yet.
 *
 * @param choices digits 1…n are answers; 0: words are
 * @param payload what the answer is needed for (a draft, candidates), or null
 */
public record Question(
    String estateId,
    long id,
    Kind kind,
    Long caseId,
    int choices,
    String payload,
    UUID messageId,
    Instant askedAt) {

  /** What is asked. */
  public enum Kind {
    /** The property reports it repaired: 1 好了 2 没好. */
    CLOSING,
    /** 1 满意 2 一般 3 不满意. */
    SATISFACTION,
    /** Your own unit too, or the one already reported? 1 own 2 that one. */
    OWN_UNIT,
    /** Shall I report it for you? 1 yes. */
    OFFER,
    /** Which unit? 1…n. */
    WHICH_UNIT,
    /** Where is it? Words. */
    WHERE,
    /** What is it, and where? Words. */
    UNCLEAR,
    /** You were joined to a case; 「不是」 undoes it. */
    JOINED,
    /** You reported a danger: how many people, how are they? Words. */
    HAZARD_FACTS,
    /** Shall I tell the family or neighbours? 1 yes. */
    TELL_FAMILY,
    /** Shall this notice of an outage go to the groups? 1 yes 2 no. */
    NOTICE,
    /** Your report belongs to an outage; 「不是」 makes it a case of its own. */
    INCIDENT,
    /** Which case does the member of staff mean? 1…n. */
    WHICH_CASE,
    /** The message was taken back: go on, or withdraw the case? */
    RECALLED,
    /** What is still wrong? Words or a photo. */
    WHAT_IS_LEFT,
    /** The case waits for the reporter: any words make its clock run again. */
    WAITED_FOR,
    /** Which household is yours? Words. */
    BIND_HOME,
    /** How are you called? Words. */
    BIND_NAME,
    /** How do you belong to it? 1 业主 2 家人 3 租客. */
    BIND_RELATION,
    /** Which of those in the register are you? 1…n, the last: none of them. */
    BIND_WHO,
    /** Shall you no longer be bound? 1 yes 2 no; of several homes 1…n. */
    UNBIND,
    /** The session is full: 1 the next day 2 a call. */
    RECEPTION_FULL,
    /** Did the answer at the reception come true? 1 yes 2 not yet. */
    RECEPTION_FOLLOW_UP,
    /** Shall all that we know of you be deleted? 1 yes 2 no. */
    ERASE,
    /** Does what is written down answer it? 1 yes 2 a person is wanted. */
    ANSWERED,
    /** A vote is drafted, step by step; the payload is the draft so far. */
    VOTE_DRAFT,
    /** A ballot: 1 同意 2 反对 3 弃权; the payload is the vote. */
    VOTE,
    /** The picture of a paper that was described. A photo. */
    VOTE_PHOTO,
    /** Will you vote for this owner? 1 yes 2 no. */
    VOTE_PROXY,
    /** Shall this co-owner speak for your flat? 1 yes 2 no. */
    VOTE_REPRESENTATIVE,
    /** What do you think of a neighbour's statement? 1 同意 2 不同意 3 跳过. */
    STATEMENT,
    /** Several questions are open: which one does the digit answer? */
    WHICH_QUESTION
  }

  @Override
  public String toString() {
    return "Question[" + kind + " " + id + "]";
  }
}

package linli.bot.cases;

import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsPhoto;
import linli.bot.cases.MoveResult.NeedsText;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.media.Attachment;
import linli.bot.media.CaseMedia;
import linli.bot.media.CaseMedia.Photo;
import linli.bot.media.CaseMedia.Stage;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** What staff say about their work on a case: 接单, 到场, 到岗, 办结. */
final class StaffMoves {

  /** Words that say that something was done, but not what. */
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "已处理", "处理了", "已处理完", "处理完毕", "已解决", "解决了", "好了", "修好了", "完成", "已完成", "搞定", "ok", "OK",
          "已修", "已修好", "已办结", "办结", "弄好了");

  /** Behind what was done, where nobody but the platform can show the picture. */
  private static final String ONLY_ON_PLATFORM = "(照片只在聊天平台上)";

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseJournal journal;
  private final CaseMedia media;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Catalogue catalogue;

  StaffMoves(
      CaseRepository cases,
      CaseMoves moves,
      CaseJournal journal,
      CaseMedia media,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Catalogue catalogue) {
    this.cases = cases;
    this.moves = moves;
    this.journal = journal;
    this.media = media;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.catalogue = catalogue;
  }

  /** 接单. */
  MoveResult accept(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return staffMove(
        tx, estate, no, by, "accept", now, c -> moves.accept(tx, c, by.personId(), now));
  }

  /** 到场. */
  MoveResult arrive(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return staffMove(
        tx, estate, no, by, "arrive", now, c -> moves.arrive(tx, c, by.personId(), now));
  }

  /** 到岗: anybody of the duty chain answers for a danger. */
  MoveResult acknowledge(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    if (!by.isStaff()) {
      return new NotYours(found.get());
    }
    if (found.get().hazard() == null) {
      return new NotNow(found.get());
    }
    return moved(
        tx,
        found.get(),
        by,
        "acknowledge",
        null,
        now,
        c -> moves.arrive(tx, c, by.personId(), now));
  }

  /**
   * 办结: says what was done, with a picture where the damage is visible; then residents are asked.
   */
  MoveResult done(
      Transaction tx,
      Estate estate,
      CaseNo no,
      Speaker by,
      String text,
      Report evidence,
      Instant now) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    if (!CaseService.answersFor(estate, by, open)) {
      return new NotYours(open);
    }
    if (machine.move(open.state(), "done").isEmpty()) {
      return new NotNow(open);
    }
    if (saysNothing(text)) {
      return new NeedsText(open);
    }
    var photo = needsPhoto(open) ? photo(tx, evidence, estate) : Photo.KEPT;
    if (photo == Photo.NONE) {
      return new NeedsPhoto(open);
    }
    var done = moves.done(tx, open, by.personId(), now, Summary.done(text));
    attach(tx, done, Stage.AFTER, evidence);
    journal.history(
        tx,
        done,
        "done",
        open.state(),
        Actor.staff(by, open.partyId()),
        photo == Photo.ELSEWHERE ? Summary.done(text) + ONLY_ON_PLATFORM : Summary.done(text),
        now);
    notices.askWhetherSolved(tx, estate, done, now);
    clocks.awaitConfirmation(tx, done, now);
    return new Moved(done);
  }

  private boolean needsPhoto(Case open) {
    return open.hazard() == null && catalogue.issueType(open.issueType()).doneEvidence();
  }

  /** The picture in the message, or sent right before it. */
  private Photo photo(Transaction tx, Report evidence, Estate estate) {
    if (evidence.media().stream().anyMatch(Attachment::isPhoto)) {
      return Photo.KEPT;
    }
    var before = media.loosePhoto(tx, evidence.sent(estate.id()));
    var elsewhere = evidence.media().stream().anyMatch(Attachment::isPhotoElsewhere);
    return before == Photo.NONE && elsewhere ? Photo.ELSEWHERE : before;
  }

  private void attach(Transaction tx, Case to, Stage stage, Report from) {
    media.attach(tx, to.id(), stage, from.media(), from.sent(to.estateId()));
  }

  private static boolean saysNothing(String text) {
    var bare = text.replaceAll("[\\s,。!!.,、]", "");
    return bare.length() < 2 || EMPTY_WORDS.contains(bare);
  }

  private MoveResult staffMove(
      Transaction tx,
      Estate estate,
      CaseNo no,
      Speaker by,
      String verb,
      Instant now,
      UnaryOperator<Case> move) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    if (!CaseService.answersFor(estate, by, found.get())) {
      return new NotYours(found.get());
    }
    return moved(tx, found.get(), by, verb, null, now, move);
  }

  private MoveResult moved(
      Transaction tx,
      Case open,
      Speaker by,
      String verb,
      String reason,
      Instant now,
      UnaryOperator<Case> move) {
    if (machine.move(open.state(), verb).isEmpty()) {
      return new NotNow(open);
    }
    var changed = move.apply(open);
    machine.verify(open.state(), verb, changed.state());
    journal.history(tx, changed, verb, open.state(), Actor.staff(by, open.partyId()), reason, now);
    return new Moved(changed);
  }
}

package linli.bot.conversation;

import linli.bot.cases.Cases;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.hazards.SealedReview;
import linli.bot.incidents.Incidents;
import linli.bot.outbox.Outbox;
import linli.bot.questions.Handovers;
import linli.bot.questions.Questions;
import linli.bot.questions.SaidToday;
import linli.bot.receptions.Receptions;
import linli.bot.residents.Speakers;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.nlp.Catalogue;
import linli.nlp.Understander;

/** Puts the conversation together. */
public final class Talk {

  private Talk() {}

  public static Conversation create(
      Estates estates,
      Cases cases,
      Receptions receptions,
      Questions questions,
      Outbox outbox,
      Speech speech,
      Texts texts,
      DueWork due,
      Catalogue catalogue,
      Understander understander) {
    var speakers = new Speakers();
    var answers = new Answers(speech, texts);
    var places = new PlaceResolver(catalogue);
    var matcher = new CaseMatcher(cases.service(), catalogue);
    var residents = new ResidentTalk(cases.service(), cases.words(), questions, answers);
    var incidents =
        new IncidentTalk(new Incidents(due), questions, estates, speech, texts, answers);
    var reports =
        new ReportTalk(
            cases.service(), cases.words(), matcher, places, questions, incidents, answers);
    var human =
        new Human(
            cases.service(),
            cases.words(),
            new Handovers(),
            estates,
            speakers,
            speech,
            answers,
            texts);
    var corrections =
        new Corrections(
            cases.service(),
            cases.casework(),
            cases.recalls(),
            cases.words(),
            places,
            questions,
            understander,
            catalogue,
            answers);
    var estateTalk =
        new EstateTalk(
            cases.service(), cases.casework(), cases.words(), catalogue, residents, answers);
    var refusals = new Refusals(cases.words(), answers);
    var casework =
        new CaseworkTalk(
            cases.casework(),
            cases.handOver(),
            cases.notices(),
            cases.words(),
            reports,
            understander,
            refusals,
            answers);
    var drafts = new Drafts(questions, reports, human, understander, due, answers);
    drafts.register(due);
    var receptionTalk = new ReceptionTalk(receptions.service(), questions, understander, answers);
    var receptionDesk =
        new ReceptionDesk(
            receptions,
            new ReceptionCases(
                receptions.service(), cases, places, speakers, understander, catalogue),
            answers);
    return new Conversation(
        estates,
        speakers,
        outbox,
        understander,
        new SealedReview(due),
        new HazardTalk(cases.service(), places, questions, catalogue, answers),
        new StaffTalk(
            cases.service(),
            cases.notices(),
            cases.words(),
            human,
            casework,
            incidents,
            refusals,
            answers),
        residents,
        reports,
        new AnswerTalk(
            cases.service(),
            cases.notices(),
            questions,
            residents,
            reports,
            drafts,
            places,
            understander,
            corrections,
            incidents,
            receptionTalk,
            answers),
        drafts,
        human,
        new SmallTalk(new SaidToday(), answers),
        estateTalk,
        corrections,
        receptionTalk,
        receptionDesk);
  }
}

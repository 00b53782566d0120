package linli.bot.conversation;

import linli.bot.cases.Cases;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.estates.PlaceRegister;
import linli.bot.hazards.SealedReview;
import linli.bot.households.BindingRequests;
import linli.bot.households.HouseholdCodes;
import linli.bot.households.Residents;
import linli.bot.incidents.Incidents;
import linli.bot.knowledge.WrittenAnswers;
import linli.bot.media.CaseMedia;
import linli.bot.meetings.Meetings;
import linli.bot.outbox.Outbox;
import linli.bot.privacy.ErasureService;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.Handovers;
import linli.bot.questions.Questions;
import linli.bot.questions.SaidToday;
import linli.bot.reach.ChannelReport;
import linli.bot.receptions.Receptions;
import linli.bot.residents.MutedTopics;
import linli.bot.residents.Speakers;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.bot.votes.VoteService;
import linli.bot.whistles.Whistles;
import linli.nlp.Catalogue;
import linli.nlp.Understander;

/** Puts the conversation together. */
public final class Talk {

  private Talk() {}

  public static Conversation create(
      Estates estates,
      Cases cases,
      Receptions receptions,
      WrittenAnswers knowledge,
      VoteService votes,
      Whistles whistles,
      Meetings meetings,
      ErasureService privacy,
      Questions questions,
      Outbox outbox,
      Speech speech,
      Texts texts,
      DueWork due,
      Catalogue catalogue,
      Understander understander,
      ChannelReport channels) {
    var speakers = new Speakers();
    var muted = new MutedTopics();
    var windows = new AnswerWindows(due);
    var handovers = new Handovers();
    new CatchUp(windows, cases.service(), cases.words(), estates, speech, texts).register(due);
    var codeLines = new CodeLines(outbox, due, texts);
    codeLines.register();
    var answers = new Answers(speech, texts, windows, codeLines);
    var places = new PlaceResolver(catalogue, estates);
    var matcher = new CaseMatcher(cases.service(), catalogue);
    var residents =
        new ResidentTalk(cases.service(), cases.words(), whistles.service(), questions, answers);
    var outages = new Incidents(due);
    var incidents = new IncidentTalk(outages, questions, estates, speech, texts, answers);
    var homes = new HomeWords(understander);
    var requests = new BindingRequests(due);
    var codes = new HouseholdCodes();
    var register = new Residents();
    var tasks = new BindingTasks(requests, register, estates, speech, texts);
    var bindings =
        new BindingTalk(requests, codes, register, tasks, homes, estates, questions, answers);
    var movingOut =
        new MovingOut(
            requests,
            register,
            cases.service(),
            outages,
            homes,
            questions,
            speech,
            texts,
            due,
            answers);
    var bindingStaff =
        new BindingStaff(requests, codes, register, tasks, movingOut, homes, answers);
    var joining = new Joining(cases.service(), cases.words(), questions, answers);
    var reports =
        new ReportTalk(
            cases.service(),
            cases.words(),
            matcher,
            places,
            questions,
            incidents,
            joining,
            answers);
    var human =
        new Human(
            cases.service(),
            cases.words(),
            handovers,
            new HandoverClock(
                cases.service(), cases.words(), handovers, estates, speech, texts, due),
            estates,
            speakers,
            speech,
            answers,
            texts);
    var knowledgeTalk =
        new KnowledgeTalk(knowledge, questions, reports, human, understander, answers);
    var receptionTalk = new ReceptionTalk(receptions.service(), questions, understander, answers);
    var corrections =
        new Corrections(
            cases.service(),
            cases.retyping(),
            cases.recalls(),
            cases.words(),
            places,
            questions,
            understander,
            catalogue,
            receptionTalk,
            answers);
    var estateTalk =
        new EstateTalk(
            cases.service(),
            cases.casework(),
            cases.words(),
            catalogue,
            residents,
            bindings,
            muted,
            answers);
    var voteCasting = new VoteCasting(votes, questions, outbox::isPlatform, answers);
    var votePapers =
        new VotePapers(votes, new PaperWords(homes), cases.media(), questions, answers);
    var voteWizard =
        new VoteWizard(votes, homes, new VoteSteps(votes, questions, answers), answers);
    var voteInfo = new VoteInfoTalk(votes, answers);
    var voteDoor =
        new VoteDoor(
            new VoteDesk(
                votes,
                voteWizard,
                votePapers,
                new VoteServingTalk(votes, votePapers, homes, answers),
                answers),
            voteWizard,
            votePapers,
            voteInfo,
            new VoteProxyTalk(votes, votePapers, homes, questions, answers),
            new VoteAgentTalk(votes, voteCasting, homes, answers),
            new VoteRepresentativeTalk(votes, questions, answers),
            new DiscussionDesk(votes, answers),
            new DiscussionTalk(votes, questions, answers),
            new VoteTalk(votes, voteCasting, questions, answers),
            voteCasting,
            questions);
    var refusals = new Refusals(cases.words(), answers);
    var casework =
        new CaseworkTalk(
            cases.service(),
            cases.casework(),
            cases.pausing(),
            cases.retyping(),
            cases.handOver(),
            cases.grades(),
            cases.splits(),
            cases.notices(),
            cases.words(),
            homes,
            reports,
            understander,
            refusals,
            answers);
    var media = new MediaTalk(cases.service(), cases.media(), residents, answers);
    var drafts = new Drafts(questions, reports, human, media, understander, due, answers);
    drafts.register(due);
    var receptionDesk =
        new ReceptionDesk(
            receptions,
            new ReceptionCases(
                receptions.service(), cases, places, speakers, understander, catalogue),
            questions,
            answers);
    var staff =
        new StaffTalk(
            cases.service(),
            cases.notices(),
            cases.words(),
            human,
            casework,
            new CardTalk(cases.cards(), cases.words(), answers),
            incidents,
            bindingStaff,
            new PlaceNameTalk(new PlaceRegister(), understander, answers),
            new SelfCheckTalk(channels, answers),
            refusals,
            answers);
    var erasures = new ErasureTalk(privacy, questions, answers);
    var freely =
        new FreeStaffTalk(
            new StaffCases(cases.service(), catalogue),
            staff,
            cases.words(),
            understander,
            questions,
            refusals,
            answers);
    var choices =
        new ChoiceTalk(
            cases.service(),
            cases.notices(),
            questions,
            residents,
            reports,
            joining,
            understander,
            corrections,
            incidents,
            bindings,
            movingOut,
            receptionTalk,
            erasures,
            knowledgeTalk,
            voteDoor,
            freely,
            outbox,
            answers);
    var answerTalk =
        new AnswerTalk(
            cases.service(),
            questions,
            choices,
            reports,
            drafts,
            places,
            understander,
            incidents,
            bindings,
            answers);
    var smallTalk = new SmallTalk(new SaidToday(), answers);
    var contacts = new ContactTalk(cases.service(), cases.phones(), residents, smallTalk, answers);
    var secondLook =
        new SecondLook(estates, understander, speakers, new Residents(), questions, handovers);
    var setUp = new SetUpTalk(estates, cases.releases(), new SaidToday(), answers);
    var duty = new DutyTalk(answers);
    var meetingTalk = new MeetingTalk(meetings, cases.service(), answers);
    var whistleTalk = new WhistleTalk(whistles, cases.service(), answers);
    var uproars =
        new UproarTalk(
            cases.agenda(), receptions.service(), catalogue, estates, speech, texts, due);
    uproars.register(due);
    var addressed =
        new AddressedTalk(
            staff,
            freely,
            residents,
            reports,
            joining,
            drafts,
            human,
            contacts,
            erasures,
            smallTalk,
            estateTalk,
            duty,
            bindings,
            bindingStaff,
            movingOut,
            media,
            receptionTalk,
            knowledgeTalk,
            new RumourTalk(knowledgeTalk, incidents, human, cases.words(), answers),
            whistleTalk,
            secondLook,
            voteDoor,
            new PlaceCorrection(cases.service(), cases.words(), places, residents, answers));
    return new Conversation(
        estates,
        new Turns(estates, speakers, windows, outbox),
        new Lookups(estates, speakers, questions, handovers, windows, new CaseMedia(), outbox),
        understander,
        new SealedReview(due),
        new HazardTalk(cases.service(), places, questions, catalogue, answers),
        corrections,
        setUp,
        media,
        new StaffGroupTalk(
            meetingTalk,
            whistleTalk,
            staff,
            freely,
            residents,
            answerTalk,
            duty,
            media,
            receptionDesk,
            voteDoor,
            addressed,
            understander),
        new PrivateTalk(
            receptionDesk,
            receptionTalk,
            voteDoor,
            meetingTalk,
            whistleTalk,
            freely,
            residents,
            human,
            answerTalk,
            bindings,
            contacts,
            addressed),
        new GroupTalk(
            setUp,
            answerTalk,
            bindings,
            reports,
            joining,
            receptionTalk,
            contacts,
            voteDoor,
            smallTalk,
            muted,
            media,
            uproars,
            addressed),
        secondLook);
  }
}

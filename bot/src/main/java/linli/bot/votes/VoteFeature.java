package linli.bot.votes;

import java.time.Clock;
import java.util.random.RandomGenerator;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.households.Residents;
import linli.bot.questions.Questions;
import linli.bot.residents.MutedTopics;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.bot.votes.discussion.Discussions;

/** Puts votes together with their SQL. */
public final class VoteFeature {

  private VoteFeature() {}

  /**
   * Builds the feature and registers its timers.
   *
   * @param random draws pseudonyms and receipts; nobody may be able to guess it
   */
  public static VoteService create(
      Estates estates,
      Questions questions,
      Speech speech,
      Texts texts,
      DueWork due,
      RandomGenerator random,
      Clock clock) {
    var notices = new VoteNotices(speech, texts, new Residents(), new MutedTopics());
    var votes = new Votes(due, random);
    var timers = new VoteTimers(votes, notices, questions, estates, due, clock);
    timers.register();
    var publishing = new Publishing(votes, notices, estates, due, clock);
    publishing.register();
    var serving = new ServiceNotices(votes, notices, due, clock);
    serving.register();
    var discussions = new Discussions(estates, speech, texts, due, clock);
    discussions.register();
    var service =
        new VoteService(
            votes,
            new Ballots(random),
            new Proxies(),
            discussions,
            VoteProfiles.load(),
            notices,
            timers,
            publishing,
            serving);
    votes.afterCount(service::counted);
    return service;
  }
}

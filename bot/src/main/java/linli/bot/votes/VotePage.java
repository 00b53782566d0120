package linli.bot.votes;

import java.util.List;
import linli.bot.speech.Texts;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Result;
import linli.bot.votes.tally.Tally;
import linli.bot.votes.tally.Weight;

/**
 * A vote as a page for the notice board: the announcement while it runs, the result when it was
 * counted. The browser prints it. It names nobody, no flat and no ballot.
 */
public final class VotePage {

  private static final String STYLE =
      "body{font:16px/1.7 serif;max-width:46em;margin:2em auto;padding:0 1em}"
          + "h1{font-size:1.5em;text-align:center}table{border-collapse:collapse;width:100%}"
          + "td,th{border:1px solid #000;padding:.3em .6em;text-align:left;vertical-align:top}"
          + ".hash{font-family:monospace;word-break:break-all}"
          + "@media print{body{margin:0}}";

  private final Texts texts;
  private final VoteWords words;
  private final VoteCards cards;
  private final StringBuilder html = new StringBuilder();

  private VotePage(Texts texts) {
    this.texts = texts;
    this.words = new VoteWords(texts);
    this.cards = new VoteCards(texts);
  }

  /**
   * @param estate its name
   * @param committee who publishes it
   */
  public record Publisher(String estate, String committee) {}

  /** The public notice of a vote that was announced; of its ballots nothing. */
  public static String notice(Texts texts, Publisher by, Vote vote) {
    var page = new VotePage(texts);
    page.begin(by, vote, "vote.page.notice");
    page.facts(vote);
    page.row("vote.page.rule", page.words.threshold(vote) + page.words.silence(vote));
    page.hash("vote.page.electorate", vote.electorateHash());
    page.html.append("</table>");
    page.paragraph(texts.say("vote.page.how"));
    return page.end(by, vote);
  }

  /**
   * The result.
   *
   * @param opinions of those who may not vote, masked
   */
  public static String result(
      Texts texts,
      Publisher by,
      Vote vote,
      linli.bot.votes.tally.Poll poll,
      List<String> opinions) {
    var result = Tally.count(poll);
    var page = new VotePage(texts);
    page.begin(by, vote, "vote.page.result");
    page.facts(vote);
    page.sums(result);
    page.cards.attributed(vote, result).ifPresent(line -> page.row("vote.page.attributed", line));
    page.row("vote.page.rule", page.words.threshold(vote) + page.words.silence(vote));
    page.row("vote.page.conclusion", page.cards.conclusion(vote, result));
    page.row("vote.page.sources", page.cards.sources(poll, result));
    page.hash("vote.page.electorate", vote.electorateHash());
    page.hash("vote.page.head", vote.headHash());
    page.html.append("</table>");
    page.opinions(opinions);
    if (vote.matter().kind() != Kind.CONSULTATION) {
      page.paragraph(texts.say("vote.result.objections", "days", vote.objectionDays()));
    }
    page.paragraph(texts.say("vote.page.recount"));
    return page.end(by, vote);
  }

  private void begin(Publisher by, Vote vote, String title) {
    var heading = by.estate() + " " + VoteWords.no(vote) + " " + texts.say(title);
    html.append("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>")
        .append(escaped(heading))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>")
        .append(escaped(heading))
        .append("</h1>");
    paragraph(words.caveat(vote));
    html.append("<table>");
  }

  private void facts(Vote vote) {
    row("vote.page.question", vote.question());
    row("vote.page.kind", words.kind(vote.matter().kind()) + "·" + words.matter(vote.matter()));
    row("vote.page.scope", words.scope(vote.scope()));
    row("vote.page.times", VoteWords.time(vote.opensAt()) + "—" + VoteWords.time(vote.closesAt()));
    row("vote.page.announced", VoteWords.time(vote.announcedAt()));
  }

  private void sums(Result result) {
    row("vote.page.took", share(result.participants(), result.scope()));
    row("vote.choice.FOR", share(result.inFavour(), result.participants()));
    row("vote.choice.AGAINST", share(result.against(), result.participants()));
    row("vote.choice.ABSTAIN", share(result.abstaining(), result.participants()));
  }

  /** Fractions beside percentages, which are rounded down. */
  private static String share(Weight part, Weight whole) {
    return "%s / %s(%s);%d / %d人(%s)"
        .formatted(
            VoteWords.area(part.area()),
            VoteWords.area(whole.area()),
            VoteWords.percent(part.area(), whole.area()),
            part.owners(),
            whole.owners(),
            VoteWords.percent(part.owners(), whole.owners()));
  }

  private void opinions(List<String> opinions) {
    if (opinions.isEmpty()) {
      return;
    }
    html.append("<h2>").append(escaped(texts.say("vote.page.opinions"))).append("</h2><ul>");
    opinions.forEach(words -> html.append("<li>").append(escaped(words)).append("</li>"));
    html.append("</ul>");
  }

  private void row(String key, String value) {
    html.append("<tr><th>")
        .append(escaped(texts.say(key)))
        .append("</th><td>")
        .append(escaped(value))
        .append("</td></tr>");
  }

  private void hash(String key, String value) {
    html.append("<tr><th>")
        .append(escaped(texts.say(key)))
        .append("</th><td class=\"hash\">")
        .append(escaped(value))
        .append("</td></tr>");
  }

  private void paragraph(String text) {
    if (!text.isEmpty()) {
      html.append("<p>").append(escaped(text)).append("</p>");
    }
  }

  private String end(Publisher by, Vote vote) {
    var at = vote.countedAt() == null ? vote.announcedAt() : vote.countedAt();
    paragraph(by.committee() + " " + VoteWords.time(at));
    return html.append("</body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

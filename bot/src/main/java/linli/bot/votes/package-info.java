/**
 * Votes (表决): drafted by one, checked by a second, announced, open, counted. Who votes and what was
 * answered stands in a chained log that anybody can count again; docs/votes.md.
 */
package linli.bot.votes;

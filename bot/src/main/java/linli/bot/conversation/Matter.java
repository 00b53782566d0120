package linli.bot.conversation;

import linli.bot.conversation.PlaceResolver.Resolved;
import linli.nlp.Understanding.Issue;

/**
 * One matter of a message and where it is.
 *
 * @param ordinal counts the matters of the message from 0
 */
record Matter(Issue issue, Resolved at, int ordinal) {}

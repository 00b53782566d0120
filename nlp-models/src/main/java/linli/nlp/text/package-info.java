/** Spelling, numerals, clauses and word lists: what every finder of this module reads with. */
package linli.nlp.text;

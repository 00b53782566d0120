/** Finders of personal details behind {@link linli.nlp.PersonalData}. */
package linli.nlp.privacy;

/**
 * Understands what residents write (听懂居民的话): {@link linli.nlp.HazardGate} at ingress, {@link
 * linli.nlp.Understander} for everything else, {@link linli.nlp.PersonalData} before anything is
 * shown. Knows nothing of cases, chats or databases.
 */
package linli.nlp;

/** The rules behind the hazard gate (险情闸门), read from {@code hazard-rules.tsv}. */
package linli.nlp.hazard;

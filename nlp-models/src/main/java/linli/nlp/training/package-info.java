/** Learns the models from {@code corpus/*.tsv} while the module is built, and measures them. */
package linli.nlp.training;

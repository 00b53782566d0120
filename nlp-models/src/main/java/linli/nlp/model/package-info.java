/**
 * The maximum-entropy models: from a text to features, from features to calibrated probabilities.
 */
package linli.nlp.model;

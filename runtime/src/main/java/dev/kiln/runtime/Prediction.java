package dev.kiln.runtime;

/**
 * One class that an input may be of.
 *
 * @param label name of the class, or its index as text if the model declares no labels
 * @param index of the class, from 0
 * @param probability from 0 to 1
 */
public record Prediction(String label, int index, float probability) {}

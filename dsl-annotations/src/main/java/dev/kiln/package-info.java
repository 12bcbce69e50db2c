/** The language: annotations that turn a class into a neural network while javac runs. */
package dev.kiln;

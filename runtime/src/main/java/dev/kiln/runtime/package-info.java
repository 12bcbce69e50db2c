/**
 * What generated networks extend and what applications call: networks, predictors, parameters and
 * shapes. Needs EJML and the JDK, nothing else.
 */
package dev.kiln.runtime;

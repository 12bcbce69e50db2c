/**
 * Damaged and hostile files: whoever reads files adds a {@link dev.kiln.runtime.damage.Specimen} to
 * {@link dev.kiln.runtime.damage.Specimens} and small inputs that ask for too much to {@link
 * dev.kiln.runtime.damage.HostileInputs}.
 */
package dev.kiln.runtime.damage;

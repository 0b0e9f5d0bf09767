// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/**
 * The specification of a configuration object. The implementations are closed by {@link Kinds}: one
 * record for each kind that is served. Not {@code sealed}, because outside named modules Java wants
 * a sealed type and its subtypes in one package.
 */
public interface Spec {}

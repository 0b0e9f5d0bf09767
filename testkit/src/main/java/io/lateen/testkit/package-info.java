// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of all modules share; its sub-packages hold virtual time, seeded generators, laws
 * and golden files. Called from tests only and never shipped. Needs no network, and no disk beside
 * golden files.
 */
@NullMarked
package io.lateen.testkit;

import org.jspecify.annotations.NullMarked;

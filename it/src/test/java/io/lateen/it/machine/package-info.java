// SPDX-License-Identifier: Apache-2.0
/**
 * A machine for a test: network, mounts and processes of its own, so that nothing meets a demo that
 * runs beside it, and all of it is gone with the test. Needs root. Everything Lateen does there
 * goes through the launcher, as a user's commands do.
 */
package io.lateen.it.machine;

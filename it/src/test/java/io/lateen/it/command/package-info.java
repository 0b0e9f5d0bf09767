// SPDX-License-Identifier: Apache-2.0
/**
 * What the commands say and with which code they end when something is wrong with what they are
 * given. Nothing here depends on the version of Envoy, so it runs once per {@code ./dev it}.
 */
package io.lateen.it.command;

// SPDX-License-Identifier: Apache-2.0
/**
 * What stays and what heals when a part is killed, refused or full: real processes and the real
 * demo on a machine of their own. What depends on the version of Envoy runs with both.
 */
package io.lateen.it.fault;

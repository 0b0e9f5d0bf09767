// SPDX-License-Identifier: Apache-2.0
/**
 * Envoy's whole API as descriptors, for configuration whose types nobody knew when this was
 * compiled. Called by what reads or merges messages by their type URLs. May not know what the
 * messages mean; it reads one resource of its own jar once and is safe on any thread.
 */
package io.lateen.proto;

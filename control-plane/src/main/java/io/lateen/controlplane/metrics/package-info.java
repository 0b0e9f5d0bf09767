// SPDX-License-Identifier: Apache-2.0
/**
 * What the control plane counts about itself, with Istio's names where Istio has one, and the page
 * that shows it together with what the nodes report. Called by the pipeline and the xDS server from
 * their threads, which it never blocks, and by the API for the page. It has no state but numbers.
 */
@NullMarked
package io.lateen.controlplane.metrics;

import org.jspecify.annotations.NullMarked;

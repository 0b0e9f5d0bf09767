// SPDX-License-Identifier: Apache-2.0
/**
 * Istio's certificate service: certificates for workloads whose agent is Istio's, and the ways in
 * which their callers prove who they are. The node door calls it behind its own limits. It may wait
 * for an API server of Kubernetes and so runs on threads of its own, never on those of streams.
 */
@NullMarked
package io.lateen.controlplane.istioca;

import org.jspecify.annotations.NullMarked;

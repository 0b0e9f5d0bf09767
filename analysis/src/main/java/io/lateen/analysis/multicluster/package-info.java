// SPDX-License-Identifier: Apache-2.0
/**
 * Networks and Services of a mesh of several Kubernetes clusters. Called by {@code run}; documents
 * carry the name of their cluster. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.multicluster;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Annotations of Istio on Kubernetes objects: known or not, in the right place, with a usable
 * value. Called by {@code run}; reads labels and annotations only. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.annotation;

import org.jspecify.annotations.NullMarked;

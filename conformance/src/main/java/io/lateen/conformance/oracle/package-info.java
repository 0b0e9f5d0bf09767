// SPDX-License-Identifier: Apache-2.0
/**
 * Compares translations with what Istio's own code made of the same documents, resource by
 * resource. Called by the runner; {@link io.lateen.conformance.oracle.Meaning} holds every rule
 * under which two resources count as equal, each with its reason. Nothing here may make a case pass
 * that would route, secure or limit traffic differently.
 */
@NullMarked
package io.lateen.conformance.oracle;

import org.jspecify.annotations.NullMarked;

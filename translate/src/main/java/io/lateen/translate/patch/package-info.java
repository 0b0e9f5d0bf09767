// SPDX-License-Identifier: Apache-2.0
/**
 * EnvoyFilters: changes by users to resources that were generated, with Istio's order and meaning
 * (pilot/pkg/networking/core/envoyfilter). Called once per proxy, after its resources are
 * collected; what a patch cannot do is a problem and leaves the resource as it was. Sees resources,
 * patches and the few facts in its keys, never the mesh, and runs on any thread.
 */
@NullMarked
package io.lateen.translate.patch;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The security tasks of Istio's documentation, with our own words and documents, in a mesh with
 * real Envoys: what each answers has the documented status. All tests share one {@link
 * io.lateen.it.security.TaskMesh}, in which each puts documents in force and takes them away. One
 * test at a time.
 */
@NullMarked
package io.lateen.it.security;

import org.jspecify.annotations.NullMarked;

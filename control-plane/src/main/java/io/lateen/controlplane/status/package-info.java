// SPDX-License-Identifier: Apache-2.0
/**
 * What became of objects: the conditions and events that their authors read, drawn from every place
 * that finds something wrong. Called by the API, and woken by epochs and by answers of proxies. It
 * changes nothing that is published; evaluation runs on one executor and is paced.
 */
@NullMarked
package io.lateen.controlplane.status;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded configuration store: current objects, an append-only log of their revisions in
 * SQLite, and a bounded window of events to watch. The REST API of the control plane writes and
 * reads it, and {@link io.lateen.sourcestore.StoreSource} feeds the pipeline from it. All SQL runs
 * on the one writer executor that the constructor gets; reads of current objects come from an
 * immutable image in memory, so they work from any thread and also when the disk is full.
 */
@NullMarked
package io.lateen.sourcestore;

import org.jspecify.annotations.NullMarked;

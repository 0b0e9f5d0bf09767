// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.MeshSnapshot;
import java.time.Instant;

/**
 * A published state.
 *
 * @param number grows by one with every change that reached the mesh; 0 before the first
 * @param mesh the state
 * @param storeRevision newest revision of the store that is part of it
 * @param receivedNanos when the first of its changes arrived, on the monotonic clock
 * @param ready whether all sources have told their first state
 */
public record Epoch(
    long number,
    MeshSnapshot mesh,
    long storeRevision,
    Instant at,
    long receivedNanos,
    boolean ready) {}

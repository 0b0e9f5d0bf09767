// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

/** Counts what the pipeline does; called on the writer. */
public interface PipelineObserver {

  /**
   * An epoch went out.
   *
   * @param costNanos of merging, applying and translating
   * @param proxies that were told
   */
  void epochPublished(long number, long costNanos, int proxies);

  /** An epoch was given up. */
  void epochFailed();
}

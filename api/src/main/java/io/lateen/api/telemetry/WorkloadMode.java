// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

/** On which side of a call a workload is (api: telemetry/v1alpha1/telemetry.proto). */
public enum WorkloadMode {
  /** Both sides. */
  CLIENT_AND_SERVER,
  /** The workload calls. */
  CLIENT,
  /** The workload is called. */
  SERVER
}

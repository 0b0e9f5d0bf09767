// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * How an agent finds out whether a workload is ready (api:
 * networking/v1alpha3/workload_group.proto, ReadinessProbe).
 *
 * @param initialDelaySeconds wait before the first probe
 * @param timeoutSeconds longest wait for an answer; 0 stands for 1
 * @param periodSeconds time between probes; 0 stands for 10
 * @param successThreshold successes in a row that make it ready; 0 stands for 1
 * @param failureThreshold failures in a row that make it unready; 0 stands for 3
 * @param check what is done
 */
public record ReadinessProbe(
    int initialDelaySeconds,
    int timeoutSeconds,
    int periodSeconds,
    int successThreshold,
    int failureThreshold,
    Check check) {

  /** What is done. */
  public sealed interface Check {

    /**
     * A request.
     *
     * @param path path; empty stands for {@code /}
     * @param port port
     * @param host host; empty for the workload's address
     * @param https whether TLS is spoken
     * @param headers headers by name
     */
    record HttpGet(String path, int port, String host, boolean https, Map<String, String> headers)
        implements Check {

      /** Copies the map. */
      public HttpGet {
        headers = Copies.sorted(headers);
      }
    }

    /**
     * A connection.
     *
     * @param host host; empty for the workload's address
     * @param port port
     */
    record TcpSocket(String host, int port) implements Check {}

    /** A command, ready when it ends with 0. */
    record Exec(List<String> command) implements Check {

      /** Copies the list. */
      public Exec {
        command = List.copyOf(command);
      }
    }

    /**
     * The health service of gRPC.
     *
     * @param port port
     * @param service name asked for; may be empty
     */
    record Grpc(int port, String service) implements Check {}
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ObjLongConsumer;

/** The agent's own counters: a fixed list, so that it cannot grow. Safe from all threads. */
public final class Counters {

  /** DNS queries that were read. */
  public static final String DNS_QUERIES = "lateen_agent_dns_queries_total";

  /** DNS queries handed to the machine's resolvers. */
  public static final String DNS_FORWARDED = "lateen_agent_dns_forwarded_total";

  /** DNS queries from addresses that are no workload of this node. */
  public static final String DNS_REFUSED = "lateen_agent_dns_refused_total";

  /** DNS queries that failed because too many waited for the machine's resolvers. */
  public static final String DNS_SHED = "lateen_agent_dns_shed_total";

  /** Datagrams that were no DNS message. */
  public static final String DNS_MALFORMED = "lateen_agent_dns_malformed_total";

  /** Requests and connections that were not counted because there are too many series. */
  public static final String SERIES_OVERFLOW = "lateen_agent_series_overflow_total";

  /** Access log records that were read. */
  public static final String LOG_ENTRIES = "lateen_agent_access_log_entries_total";

  /** Envoys that were started again after they ended. */
  public static final String ENVOY_RESTARTS = "lateen_agent_envoy_restarts_total";

  /** Envoys that were found running at the start of the agent. */
  public static final String ENVOY_ADOPTED = "lateen_agent_envoy_adopted_total";

  /** Trials of refused responses that were held; those answered from memory are not counted. */
  public static final String TRIALS = "lateen_agent_trials_total";

  /** Trials that were not held because too many waited, or that did not come to an end. */
  public static final String TRIALS_FAILED = "lateen_agent_trials_failed_total";

  /** Reads of administration interfaces that were refused or failed. */
  public static final String ADMIN_FAILED = "lateen_agent_admin_failed_total";

  /** Last good configurations that were not saved; the older ones remain. */
  public static final String RELAY_UNSAVED = "lateen_agent_relay_unsaved_total";

  /** Differences that did not fit; whole resources come instead. */
  public static final String RELAY_UNRESOLVED = "lateen_agent_relay_unresolved_total";

  /** Responses to gRPC libraries that are not remembered, because there are too many resources. */
  public static final String RELAY_NOT_KEPT = "lateen_agent_relay_not_kept_total";

  private static final List<String> NAMES =
      List.of(
          DNS_QUERIES,
          DNS_FORWARDED,
          DNS_REFUSED,
          DNS_SHED,
          DNS_MALFORMED,
          SERIES_OVERFLOW,
          LOG_ENTRIES,
          ENVOY_RESTARTS,
          ENVOY_ADOPTED,
          TRIALS,
          TRIALS_FAILED,
          ADMIN_FAILED,
          RELAY_UNSAVED,
          RELAY_UNRESOLVED,
          RELAY_NOT_KEPT);

  private final AtomicLongArray values = new AtomicLongArray(NAMES.size());

  /** Adds to one of the counters named here. */
  public void add(String name, long amount) {
    var index = NAMES.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no counter " + name);
    }
    values.addAndGet(index, amount);
  }

  /** The value of one of the counters named here. */
  public long value(String name) {
    return values.get(NAMES.indexOf(name));
  }

  /** Visits all counters in a fixed order. */
  public void forEach(ObjLongConsumer<String> visitor) {
    for (int i = 0; i < NAMES.size(); i++) {
      visitor.accept(NAMES.get(i), values.get(i));
    }
  }
}

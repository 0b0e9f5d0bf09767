// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's log: one line per event on standard error, in the form that the other processes use.
 * Chosen by the launcher ({@code -Dslf4j.provider}) and used by nobody directly; logback, which the
 * other processes have, would cost the agent 3 MB. Safe for all threads, keeps nothing.
 */
@NullMarked
package io.lateen.agent.log;

import org.jspecify.annotations.NullMarked;

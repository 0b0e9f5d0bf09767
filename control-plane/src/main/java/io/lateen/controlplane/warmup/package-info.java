// SPDX-License-Identifier: Apache-2.0
/**
 * What the process does before its first proxies come, so that they do not wait for code that has
 * never run: a plane of its own brings changes to a few proxies within the process. It shares
 * nothing with the mesh but the code, and ends when somebody connects or after some rounds.
 */
@NullMarked
package io.lateen.controlplane.warmup;

import org.jspecify.annotations.NullMarked;
